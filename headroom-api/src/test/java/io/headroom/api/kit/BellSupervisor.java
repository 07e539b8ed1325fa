package io.headroom.api.kit;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * The sample for the supervisor kit: an invented manager with the command {@code bellctl}. It is correct with {@link Flaw#NONE} and breaks
 * one clause of the contract with every other flaw.
 */
final class BellSupervisor implements Supervisor {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        BAD_ID,
        SUPPORTS_ANYTHING,
        STARTS_WHILE_PLANNING,
        PLANS_BY_THE_CLOCK,
        REPEATS_IDS,
        FORGETS_RIGHTS,
        SHARES_FILES,
        BAD_CODES,
        STATE_ACTS,
        STOPS_FOR_A_WHILE,
        FAILS_WHEN_STOPPED_ALREADY,
        RESTARTS_ONLY_WHAT_RUNS,
        NEVER_RESETS,
        IGNORES_REFUSAL,
        WAITS_FOR_EVER,
        BELIEVES_IN_RUNNING
    }

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Flaw flaw;

    BellSupervisor(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return flaw == Flaw.BAD_ID ? "Bell Tower" : "bell";
    }

    @Override
    public Support supports(Host host, Preset preset) {
        if (flaw == Flaw.SUPPORTS_ANYTHING) {
            return Support.supported();
        }
        if (preset != Preset.PERSISTENT_SERVICE) {
            return Support.unsupported("bell keeps services alone; use --preset persistent-service");
        }
        return host.query(CommandLine.of("bellctl", "version")).succeeded()
                ? Support.supported()
                : Support.unsupported("bellctl does not answer; start the bell daemon");
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        if (flaw == Flaw.STARTS_WHILE_PLANNING) {
            host.run(bell("start", spec));
        }
        ChangeInfo info = ChangeInfo.supervisor(spec.profile(), id(), "unit", "describes the service to bell");
        if (spec.scope() == Scope.SYSTEM && flaw != Flaw.FORGETS_RIGHTS) {
            info = info.needing(ChangeInfo.Rights.ROOT);
        }
        String stamp = flaw == Flaw.PLANS_BY_THE_CLOCK ? " # " + System.nanoTime() : "";
        Change unit = new Change.OwnFile(
                info, unit(spec, host), FileContent.of("run " + spec.run() + stamp + "\n"), OptionalInt.of(0600));
        String code = flaw == Flaw.BAD_CODES ? "No Limit" : "no-memory-limit";
        return new ServicePlan(
                flaw == Flaw.REPEATS_IDS ? List.of(unit, unit) : List.of(unit),
                List.of(new ServicePlan.Degradation(code, "bell does not limit memory, so the JVM's own limit holds")));
    }

    private Path unit(ServiceSpec spec, Host host) {
        String name = (flaw == Flaw.SHARES_FILES ? "headroom" : "headroom-" + spec.profile()) + ".bell";
        Path folder = spec.scope() == Scope.SYSTEM
                ? host.home().getRoot().resolve("etc").resolve("bell")
                : host.home().resolve(".bell");
        return folder.resolve(name);
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        if (flaw != Flaw.NEVER_RESETS) {
            require(host.run(bell("reset", spec)), "reset");
        }
        require(host.run(bell("enable", spec)), "enable");
        require(host.run(bell("start", spec)), "start");
        await(ServiceState.Status.RUNNING, spec, host);
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        if (flaw == Flaw.FAILS_WHEN_STOPPED_ALREADY && state(spec, host).status() != ServiceState.Status.RUNNING) {
            throw new SupervisorException("bell says that it is not running");
        }
        if (flaw != Flaw.STOPS_FOR_A_WHILE) {
            require(host.run(bell("disable", spec)), "disable");
        }
        require(host.run(bell("stop", spec)), "stop");
        await(ServiceState.Status.STOPPED, spec, host);
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        if (flaw == Flaw.RESTARTS_ONLY_WHAT_RUNS && state(spec, host).status() != ServiceState.Status.RUNNING) {
            return;
        }
        stop(spec, host);
        start(spec, host);
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        if (flaw == Flaw.BELIEVES_IN_RUNNING) {
            return ServiceState.of(ServiceState.Status.RUNNING);
        }
        CommandResult result =
                flaw == Flaw.STATE_ACTS ? host.run(bell("state", spec)) : host.query(bell("state", spec));
        return ServiceState.of(
                switch (result.succeeded() ? result.output() : "") {
                    case "absent" -> ServiceState.Status.ABSENT;
                    case "stopped" -> ServiceState.Status.STOPPED;
                    case "running" -> ServiceState.Status.RUNNING;
                    case "failed" -> ServiceState.Status.FAILED;
                    default -> ServiceState.Status.UNKNOWN;
                });
    }

    private void await(ServiceState.Status wanted, ServiceSpec spec, Host host) throws SupervisorException {
        Instant end = host.now().plus(flaw == Flaw.WAITS_FOR_EVER ? Duration.ofHours(1) : WAIT);
        while (state(spec, host).status() != wanted
                && flaw != Flaw.BELIEVES_IN_RUNNING
                && flaw != Flaw.IGNORES_REFUSAL) {
            if (host.now().isAfter(end)) {
                throw new SupervisorException("bell did not confirm " + wanted + "; see: bellctl state");
            }
            host.pause(Duration.ofMillis(500));
        }
    }

    private void require(CommandResult result, String what) throws SupervisorException {
        boolean tolerated = flaw == Flaw.IGNORES_REFUSAL || flaw == Flaw.WAITS_FOR_EVER;
        if (!result.succeeded() && !tolerated) {
            throw new SupervisorException(
                    "bellctl " + what + " failed with " + result.exitCode() + "; see: bellctl log");
        }
    }

    private static CommandLine bell(String verb, ServiceSpec spec) {
        return CommandLine.of("bellctl", verb, "headroom-" + spec.profile());
    }
}
