package io.headroom.supervisor.taskscheduler;

import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Brings one task into a state. The scheduler starts programs later than it says so, and ends them only the hard way, so whoever stops
 * the proxy asks it to drain; here it gets time for that before its task is ended.
 */
final class TaskControl {
    private static final Duration RUN_LIMIT = Duration.ofSeconds(15);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Host host;
    private final Schtasks schtasks;

    TaskControl(Host host) {
        this.host = host;
        this.schtasks = new Schtasks(host);
    }

    void enable(Task task) throws SupervisorException {
        schtasks.enable(task);
    }

    /** Keeps the task from starting, if there is one. */
    void disable(Task task) throws SupervisorException {
        if (state(task).status() != ServiceState.Status.ABSENT) {
            schtasks.disable(task);
        }
    }

    /** Starts the program of an enabled task. */
    void run(Task task) throws SupervisorException {
        if (state(task).status() != ServiceState.Status.RUNNING) {
            schtasks.run(task);
        }
        ServiceState state = await(task, ServiceState.Status.RUNNING, RUN_LIMIT);
        if (state.status() != ServiceState.Status.RUNNING) {
            throw new SupervisorException("The task " + task.name() + " was started, but it does not run ("
                    + state.detail() + "). See agent.err.log and proxy.log.");
        }
    }

    /** Starts the program unless somebody switched its task off. */
    void revive(Task task) throws SupervisorException {
        if (schtasks.disabled(task)) {
            throw new SupervisorException("The task " + task.name() + " is disabled in the Task Scheduler, which this"
                    + " program does not override unasked. To start it: headroom install start");
        }
        run(task);
    }

    /** Ends the program of a disabled task. */
    void end(Task task) throws SupervisorException {
        if (!running(task, DRAIN_LIMIT)) {
            return;
        }
        // It may have ended by itself just now, so what counts is whether it still runs.
        CommandResult result = schtasks.end(task);
        if (running(task, END_LIMIT)) {
            throw Schtasks.refused("/End", task, result);
        }
    }

    private boolean running(Task task, Duration limit) {
        Instant end = host.now().plus(limit);
        while (state(task).status() == ServiceState.Status.RUNNING) {
            if (!waited(end)) {
                return true;
            }
        }
        return false;
    }

    private ServiceState await(Task task, ServiceState.Status wanted, Duration limit) {
        Instant end = host.now().plus(limit);
        ServiceState state = state(task);
        while (state.status() != wanted && waited(end)) {
            state = state(task);
        }
        return state;
    }

    private boolean waited(Instant end) {
        if (!host.now().isBefore(end)) {
            return false;
        }
        host.pause(POLL);
        return true;
    }

    /** A task that is on and does not run is started by the next tick, of its own or of the watchdog. */
    ServiceState state(Task task) {
        CommandResult listed = schtasks.query(task);
        if (listed.outcome() != CommandResult.Outcome.EXITED) {
            return state(ServiceState.Status.UNKNOWN, OptionalInt.empty(), "schtasks does not answer");
        }
        if (!listed.succeeded()) {
            // Whatever the reason, its text is localized: a task that is not there, nearly always.
            return state(ServiceState.Status.ABSENT, OptionalInt.empty(), "");
        }
        Optional<TaskResult> result = TaskResult.read(listed.output());
        if (result.isEmpty()) {
            return state(ServiceState.Status.UNKNOWN, OptionalInt.empty(), "schtasks lists no last result");
        }
        TaskResult last = result.orElseThrow();
        if (last.running()) {
            return state(ServiceState.Status.RUNNING, OptionalInt.empty(), last.toString());
        }
        return state(
                schtasks.disabled(task) ? ServiceState.Status.STOPPED : ServiceState.Status.STARTING,
                last.exitCode(),
                last.toString());
    }

    private static ServiceState state(ServiceState.Status status, OptionalInt lastExit, String detail) {
        return new ServiceState(status, OptionalLong.empty(), lastExit, detail);
    }
}
