package io.headroom.supervisor.cron;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps the proxy running by a check under cron, where there is no systemd. cron starts the check alone; the process belongs to nobody, so
 * that this plugin starts and stops it itself, and {@code paused} in the profile's directory keeps the check from it. Stateless,
 * thread-safe.
 */
public final class CronSupervisor implements Supervisor {
    static final String ID = "cron";

    // How "show" of the script ends when nothing runs.
    private static final int GIVEN_UP = 4;
    private static final Set<Integer> IDLE = Set.of(3, GIVEN_UP);

    private static final OptionalInt READABLE = OptionalInt.of(0644);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int precedence() {
        return 600;
    }

    @Override
    public Support supports(Host host, Preset preset) {
        if (host.operatingSystem() != OperatingSystem.LINUX) {
            return Support.unsupported("cron is used on Linux alone; this system has a better manager.");
        }
        if (preset != Preset.PERSISTENT_TASK) {
            return Support.unsupported(
                    "cron starts programs and keeps none running. Use --preset persistent-task, which runs under cron.");
        }
        if (host.executable("crontab").isEmpty()) {
            return Support.unsupported("There is no crontab. Install cron, or use --preset persistent-docker.");
        }
        return new CronDaemon(host).seen()
                ? Support.supported()
                : new Support(
                        Support.Verdict.UNKNOWN,
                        "There is a crontab, but no cron daemon was seen running. Start it, for example: sudo service cron start");
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        List<ServicePlan.Degradation> degraded = new ArrayList<>();
        degraded.add(new ServicePlan.Degradation(
                "restart-within-5-min", "after a crash the proxy is back at cron's next check, within 5 minutes"));
        if (spec.limits().memoryBytes().isPresent()) {
            degraded.add(new ServicePlan.Degradation(
                    "no-memory-limit",
                    "cron enforces no limit of memory, so only the JVM's own limit of its heap holds"));
        }
        return new ServicePlan(List.of(spec.scope() == Scope.SYSTEM ? file(spec, host) : block(spec, host)), degraded);
    }

    private static Change file(ServiceSpec spec, Host host) {
        CronLines lines = new CronLines(spec, host);
        return new Change.OwnFile(
                ChangeInfo.supervisor(
                                spec.profile(), ID, "file", "has cron check the proxy every 5 minutes and at boot")
                        .needing(ChangeInfo.Rights.ROOT),
                machineFile(spec, host),
                FileContent.of(lines.ofMachine()),
                READABLE);
    }

    private static Path machineFile(ServiceSpec spec, Host host) {
        return host.path("/etc/cron.d").resolve(new CronLines(spec, host).fileName());
    }

    private static Change block(ServiceSpec spec, Host host) {
        return new Change.Command(
                ChangeInfo.supervisor(
                        spec.profile(),
                        ID,
                        "crontab",
                        "adds to the crontab: " + String.join(" and ", new CronLines(spec, host).ofAccount())),
                crontab("add", spec, new CronLines(spec, host).ofAccount()),
                crontab("remove", spec, List.of()),
                crontab("has", spec, List.of()));
    }

    private static CommandLine crontab(String verb, ServiceSpec spec, List<String> lines) {
        List<String> arguments = new ArrayList<>(List.of(verb, spec.profile()));
        arguments.addAll(lines);
        return Script.CRONTAB.with(arguments);
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        List<String> arguments = new ArrayList<>(runner("start", spec));
        arguments.addAll(spec.run());
        require(host.run(script(spec, host, arguments)), "start", spec);
        if (state(spec, host).status() != ServiceState.Status.RUNNING) {
            throw new SupervisorException("The proxy ended as soon as it was started. See: "
                    + spec.directories().logs().resolve("agent.err.log"));
        }
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        require(host.run(script(spec, host, runner("stop", spec))), "stop", spec);
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        stop(spec, host);
        start(spec, host);
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        CommandResult shown = host.query(Script.RUNNER.with(runner("show", spec)));
        if (shown.succeeded() && shown.output().strip().matches("[0-9]{1,18}")) {
            OptionalLong pid = OptionalLong.of(Long.parseLong(shown.output().strip()));
            return new ServiceState(ServiceState.Status.RUNNING, pid, OptionalInt.empty(), "");
        }
        if (shown.outcome() != CommandResult.Outcome.EXITED || !IDLE.contains(shown.exitCode())) {
            return ServiceState.of(ServiceState.Status.UNKNOWN);
        }
        if (!checked(spec, host)) {
            return ServiceState.of(ServiceState.Status.ABSENT);
        }
        return ServiceState.of(shown.exitCode() == GIVEN_UP ? ServiceState.Status.FAILED : ServiceState.Status.STOPPED);
    }

    private static boolean checked(ServiceSpec spec, Host host) {
        CommandLine question = spec.scope() == Scope.SYSTEM
                ? CommandLine.of("test", "-e", machineFile(spec, host).toString())
                : crontab("has", spec, List.of());
        return host.query(question).succeeded();
    }

    private static List<String> runner(String verb, ServiceSpec spec) {
        return List.of(
                verb,
                spec.directories().profile().toString(),
                spec.directories().logs().toString());
    }

    // Files and process belong to the account that the proxy runs as, whoever installs it.
    private static CommandLine script(ServiceSpec spec, Host host, List<String> arguments) {
        return spec.runAs().equals(host.account().name())
                ? Script.RUNNER.with(arguments)
                : Script.RUNNER.with(arguments, spec.runAs());
    }

    private static void require(CommandResult result, String verb, ServiceSpec spec) throws SupervisorException {
        if (!result.succeeded()) {
            String words =
                    result.error().lines().findFirst().map(line -> ": " + line).orElse("");
            throw new SupervisorException("The proxy of profile '" + spec.profile() + "' could not be "
                    + (verb.equals("start") ? "started" : "stopped") + words + ". See: "
                    + spec.directories().logs().resolve("agent.err.log"));
        }
    }
}
