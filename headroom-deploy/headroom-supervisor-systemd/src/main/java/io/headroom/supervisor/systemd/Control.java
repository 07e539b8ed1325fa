package io.headroom.supervisor.systemd;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Starts, stops and looks at the units of one deployment. */
final class Control {
    private static final Duration MANAGER = Duration.ofSeconds(5);
    private static final Duration STATE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(200);
    // TimeoutStopSec of the unit, and what a busy machine adds.
    private static final Duration JOB = Duration.ofSeconds(45);

    private final Host host;
    private final ServiceSpec spec;
    private final Units units;
    private final Manager manager;

    Control(ServiceSpec spec, Host host) {
        this.host = host;
        this.spec = spec;
        this.units = new Units(spec, host);
        this.manager = new Manager(spec.scope(), host);
    }

    void start() throws SupervisorException {
        prepare();
        require(manager.systemctl("start", units.service()).within(JOB));
        confirmStart();
    }

    void restart() throws SupervisorException {
        prepare();
        require(manager.systemctl("restart", units.service()).within(JOB));
        confirmStart();
    }

    void stop() throws SupervisorException {
        awaitManager();
        // systemd may not have read the units yet.
        require(manager.systemctl("daemon-reload"));
        if (state().status() == ServiceState.Status.ABSENT) {
            return;
        }
        require(manager.systemctl("disable", units.enabled()));
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            // A timer that is down before the service cannot start it again in between.
            require(manager.systemctl("stop", units.timer(), units.ensure()).within(JOB));
        }
        require(manager.systemctl("stop", units.service()).within(JOB));
        forgetFailures();
        ServiceState state = await(ServiceState.Status.STOPPED, ServiceState.Status.ABSENT);
        if (state.status() != ServiceState.Status.STOPPED && state.status() != ServiceState.Status.ABSENT) {
            throw new SupervisorException(units.service() + " does not stop: " + state.detail() + ". See: "
                    + manager.journal(units.service()));
        }
    }

    ServiceState state() {
        CommandResult result = host.query(
                manager.systemctl("show", "--property=" + String.join(",", Shown.PROPERTIES), units.service()));
        return result.succeeded() ? Shown.parse(result.output()).state() : ServiceState.of(ServiceState.Status.UNKNOWN);
    }

    private void prepare() throws SupervisorException {
        awaitManager();
        verify();
        require(manager.systemctl("daemon-reload"));
        // Whoever gave up may try again: the user has asked.
        forgetFailures();
        require(manager.systemctl("enable", units.enabled()));
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            require(manager.systemctl("start", units.timer()));
        }
    }

    // It is asked before anything else: "enable" without a manager makes its link and fails then.
    private void awaitManager() throws SupervisorException {
        Instant end = host.now().plus(MANAGER);
        while (!manager.answers()) {
            if (!host.now().isBefore(end)) {
                throw new SupervisorException("systemd does not answer: '" + manager.command()
                        + " is-system-running' says neither running, degraded nor starting. "
                        + new NoManager(host).reason(spec.scope()));
            }
            host.pause(STEP);
        }
    }

    // systemd ignores what it does not know, so that a unit can mean less than it says.
    private void verify() throws SupervisorException {
        if (host.executable("systemd-analyze").isEmpty()) {
            return;
        }
        for (String unit : units.names()) {
            String file = units.file(unit).toString();
            CommandResult result = host.query(manager.verify(file));
            Optional<String> complaint = result.error()
                    .lines()
                    .filter(line -> line.startsWith(file + ":") || line.startsWith(unit + ":"))
                    .findFirst();
            if (complaint.isPresent()) {
                throw new SupervisorException("systemd would not do what the unit says. "
                        + complaint.orElseThrow().strip() + " See: systemd-analyze verify " + file);
            }
        }
    }

    // Fails for a unit that systemd has not loaded, which then has no failures.
    private void forgetFailures() {
        host.run(manager.systemctl("reset-failed", units.service()));
    }

    private void confirmStart() throws SupervisorException {
        ServiceState state = await(ServiceState.Status.RUNNING, ServiceState.Status.FAILED);
        switch (state.status()) {
            case RUNNING, STARTING -> {}
            default ->
                throw new SupervisorException(units.service() + " does not run: " + state.detail() + ". See: "
                        + manager.journal(units.service()));
        }
    }

    private ServiceState await(ServiceState.Status wanted, ServiceState.Status orElse) {
        Instant end = host.now().plus(STATE);
        ServiceState state = state();
        while (state.status() != wanted
                && state.status() != orElse
                && host.now().isBefore(end)) {
            host.pause(STEP);
            state = state();
        }
        return state;
    }

    private void require(CommandLine command) throws SupervisorException {
        CommandResult result = host.run(command);
        if (result.succeeded()) {
            return;
        }
        String how = result.outcome() == CommandResult.Outcome.EXITED
                ? "with " + result.exitCode()
                : result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String words =
                result.error().lines().findFirst().map(line -> ": " + line).orElse("");
        String rights = spec.scope() == Scope.SYSTEM ? " It needs root." : "";
        throw new SupervisorException("'" + String.join(" ", command.arguments()) + "' failed (" + how + ")" + words
                + ". See: " + manager.journal(units.service()) + "." + rights);
    }
}
