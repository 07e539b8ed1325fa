package io.headroom.supervisor.launchd;

import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Brings one job of launchd into a state. What makes it more than one call: {@code bootout} returns before the process has ended, and for
 * some seconds after that launchd still refuses to load the label again (5 or 37), while {@code kickstart} does not find it (113). A
 * start that does not wait for this leaves the job stopped.
 */
final class JobControl {
    /** launchd itself has been seen to refuse a label for 5 seconds. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(15);

    private static final Duration RUN_LIMIT = Duration.ofSeconds(10);
    /** After ExitTimeOut, which is 20 seconds, launchd kills the process; a little later the label must be gone. */
    private static final Duration GONE_LIMIT = Duration.ofSeconds(25);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Host host;
    private final Launchctl launchctl;

    JobControl(Host host) {
        this.host = host;
        this.launchctl = new Launchctl(host);
    }

    /** Loads and starts the job, also if somebody disabled it. */
    void start(Job job) throws SupervisorException {
        enable(job);
        run(job);
    }

    /** Loads the job; whether it runs then is up to its description. */
    void load(Job job) throws SupervisorException {
        enable(job);
        loadAsIs(job, host.now().plus(LOAD_LIMIT));
    }

    /** Starts the job unless somebody disabled it. */
    void revive(Job job) throws SupervisorException {
        if (launchctl.disabled(job)) {
            throw new SupervisorException(Texts.disabled(job));
        }
        run(job);
    }

    /** Ends the job and keeps it from coming back. */
    void stop(Job job) throws SupervisorException {
        unload(job);
        require(launchctl.disable(job), "disable", job);
    }

    /** Ends the process and starts another, from what launchd knows of the job already. */
    void restart(Job job) throws SupervisorException {
        enable(job);
        if (!loaded(job)) {
            run(job);
            return;
        }
        OptionalLong former = state(job).pid();
        CommandResult result = launchctl.restart(job);
        if (Launchctl.exited(result, Launchctl.NOT_LOADED)) {
            run(job);
            return;
        }
        require(result, "kickstart -k", job);
        // The former process may take all the time that it has for ending.
        awaitProcess(job, former, GONE_LIMIT.plus(RUN_LIMIT));
    }

    /** Ends the process and starts another, by a description that launchd reads again. */
    void reload(Job job) throws SupervisorException {
        unload(job);
        start(job);
    }

    ServiceState state(Job job) {
        CommandResult result = launchctl.print(job);
        if (result.succeeded()) {
            return Printed.read(result.output()).serviceState();
        }
        if (notLoaded(result)) {
            return ServiceState.of(
                    Files.exists(job.plist()) ? ServiceState.Status.STOPPED : ServiceState.Status.ABSENT);
        }
        if (Launchctl.noDomain(result)) {
            return new ServiceState(
                    ServiceState.Status.STOPPED,
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    "no graphical session of this user");
        }
        return new ServiceState(
                ServiceState.Status.UNKNOWN,
                OptionalLong.empty(),
                OptionalInt.empty(),
                Launchctl.refused("print", job, result).getMessage());
    }

    private void enable(Job job) throws SupervisorException {
        require(launchctl.enable(job), "enable", job);
    }

    private void run(Job job) throws SupervisorException {
        Instant end = host.now().plus(LOAD_LIMIT);
        CommandResult result;
        do {
            loadAsIs(job, end);
            result = launchctl.kickstart(job);
            // Unloaded again in between, by somebody else or by a stop that was still going on.
        } while (Launchctl.exited(result, Launchctl.NOT_LOADED) && waited(end));
        require(result, "kickstart", job);
        awaitProcess(job, OptionalLong.empty(), RUN_LIMIT);
    }

    private void loadAsIs(Job job, Instant end) throws SupervisorException {
        if (loaded(job)) {
            return;
        }
        CommandResult result = launchctl.bootstrap(job);
        while (transientlyRefused(result) && !launchctl.disabled(job) && waited(end)) {
            if (loaded(job)) {
                return;
            }
            result = launchctl.bootstrap(job);
        }
        if (transientlyRefused(result) && launchctl.disabled(job)) {
            throw new SupervisorException(Texts.disabled(job));
        }
        require(result, "bootstrap", job);
    }

    /** Whether launchd knows the job; one that is just being ended is waited for, which may or may not be unloaded then. */
    private boolean loaded(Job job) throws SupervisorException {
        Instant end = host.now().plus(GONE_LIMIT);
        CommandResult result = launchctl.print(job);
        while (result.succeeded() && Printed.read(result.output()).leaving() && waited(end)) {
            result = launchctl.print(job);
        }
        if (!notLoaded(result)) {
            require(result, "print", job);
        }
        return result.succeeded();
    }

    private void unload(Job job) throws SupervisorException {
        CommandResult result = launchctl.bootout(job);
        boolean done = result.succeeded()
                || notLoaded(result)
                || Launchctl.noDomain(result)
                || Launchctl.exited(result, Launchctl.IN_PROGRESS);
        if (!done) {
            throw Launchctl.refused("bootout", job, result);
        }
        awaitGone(job);
    }

    private void awaitGone(Job job) throws SupervisorException {
        Instant end = host.now().plus(GONE_LIMIT);
        CommandResult result = launchctl.print(job);
        while (result.succeeded() && waited(end)) {
            result = launchctl.print(job);
        }
        if (result.succeeded()) {
            throw new SupervisorException("launchd did not end " + job.target() + " within " + GONE_LIMIT.toSeconds()
                    + " s. See: launchctl print " + job.target());
        }
        if (!notLoaded(result) && !Launchctl.noDomain(result)) {
            throw Launchctl.refused("print", job, result);
        }
    }

    /** Waits for a process other than the former one; a job that launchd goes on trying to start is started, too. */
    private void awaitProcess(Job job, OptionalLong former, Duration limit) throws SupervisorException {
        Instant end = host.now().plus(limit);
        ServiceState state = state(job);
        while (!runsAnew(state, former) && waited(end)) {
            state = state(job);
        }
        if (!runsAnew(state, former) && state.status() != ServiceState.Status.STARTING) {
            throw new SupervisorException("launchd started " + job.target() + ", but it does not run"
                    + (state.lastExit().isPresent()
                            ? ": it ended with code " + state.lastExit().getAsInt()
                            : " (" + state.detail() + ")")
                    + ". See agent.err.log, and: launchctl print " + job.target());
        }
    }

    private static boolean runsAnew(ServiceState state, OptionalLong former) {
        return state.status() == ServiceState.Status.RUNNING
                && (former.isEmpty() || !state.pid().equals(former));
    }

    private boolean waited(Instant end) {
        if (!host.now().isBefore(end)) {
            return false;
        }
        host.pause(POLL);
        return true;
    }

    private static boolean notLoaded(CommandResult result) {
        return Launchctl.exited(result, Launchctl.NOT_LOADED) || Launchctl.exited(result, Launchctl.NO_SUCH_PROCESS);
    }

    private static boolean transientlyRefused(CommandResult result) {
        return Launchctl.exited(result, Launchctl.IO_ERROR)
                || Launchctl.exited(result, Launchctl.ALREADY_IN_PROGRESS);
    }

    private static void require(CommandResult result, String verb, Job job) throws SupervisorException {
        if (!result.succeeded()) {
            throw Launchctl.refused(verb, job, result);
        }
    }
}
