package io.headroom.supervisor.taskscheduler;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The Task Scheduler of Windows. A service is a task that a logon or the machine's start begins and a tick of every minute brings back
 * after a crash; there is no real Windows service, which a JVM cannot be by itself (error 1053).
 *
 * <p>The scheduler ends a program only the hard way. {@link #stop} and {@link #restart} give it 10 seconds to end by itself before that,
 * so whoever calls them asks the proxy to drain.
 */
public final class TaskSchedulerSupervisor implements Supervisor {
    private static final String SERVICE_TICK = "PT1M";
    private static final String WATCHDOG_TICK = "PT5M";
    private static final int LONGEST_PATH = 260;
    private static final int OWNER_ONLY = 0600;

    /** For {@link java.util.ServiceLoader}. */
    public TaskSchedulerSupervisor() {}

    @Override
    public String id() {
        return "taskscheduler";
    }

    @Override
    public Support supports(Host host, Preset preset) {
        if (host.operatingSystem() != OperatingSystem.WINDOWS) {
            return Support.unsupported("The Task Scheduler is part of Windows alone.");
        }
        if (preset == Preset.PERSISTENT_DOCKER) {
            return Support.unsupported("The Task Scheduler keeps no containers. Use --preset persistent-service.");
        }
        if (!new Schtasks(host).answers()) {
            return Support.unsupported("schtasks.exe does not answer. Check that the service 'Schedule' runs.");
        }
        return new WhoAmI(host).sid().isPresent() ? Support.supported() : Support.unsupported(Texts.NO_SID);
    }

    @Override
    public List<Refusal> preflight(ServiceSpec spec, Host host) {
        List<Refusal> refusals = new ArrayList<>();
        WhoAmI who = new WhoAmI(host);
        if (who.sid().isEmpty()) {
            refusals.add(Refusal.host(Texts.NO_SID));
        }
        if (spec.scope() == Scope.SYSTEM && !who.elevated()) {
            refusals.add(Refusal.rights("Scope system needs a terminal opened as administrator."));
        }
        if (Task.isNamedLikeAWatchdog(spec.profile())) {
            refusals.add(Refusal.host("The profile name '" + spec.profile()
                    + "' ends like the name of a watchdog. Choose another --profile."));
        }
        for (String path : paths(spec)) {
            if (path.length() > LONGEST_PATH) {
                refusals.add(Refusal.host("'" + path + "' has " + path.length() + " characters, and the Task Scheduler"
                        + " takes " + LONGEST_PATH + " at most. Use a shorter HEADROOM_WORKSPACE_DIR."));
            }
            if (path.matches(".*%[^%]+%.*") || path.contains("$(")) {
                refusals.add(Refusal.host("'" + path + "' has '%…%' or '$(', which the Task Scheduler replaces."
                        + " Use another HEADROOM_WORKSPACE_DIR."));
            }
        }
        return refusals;
    }

    /** Every path that a task has, without the sign of an argument file. */
    private static Set<String> paths(ServiceSpec spec) {
        Set<String> paths = new LinkedHashSet<>();
        paths.add(spec.directories().profile().toString());
        for (List<String> command : List.of(spec.run(), spec.ensure())) {
            command.forEach(word -> paths.add(word.startsWith("@") ? word.substring(1) : word));
        }
        return paths;
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        String sid = new WhoAmI(host).sid().orElseThrow(() -> new IllegalStateException(Texts.NO_SID));
        boolean service = spec.preset() == Preset.PERSISTENT_SERVICE;
        List<Change> changes = new ArrayList<>(changes(
                spec,
                host,
                new Part("runner", "the proxy", Task.runner(spec, sid)),
                definition(
                        "Runs the Headroom proxy of profile " + spec.profile() + ".",
                        user(spec, host, sid),
                        service ? Optional.of(SERVICE_TICK) : Optional.empty(),
                        spec.run(),
                        spec)));
        if (!service) {
            changes.addAll(changes(
                    spec,
                    host,
                    new Part("watchdog", "the check of every 5 minutes", Task.watchdog(spec, sid)),
                    definition(
                            "Looks whether the Headroom proxy of profile " + spec.profile() + " is there.",
                            user(spec, host, sid),
                            Optional.of(WATCHDOG_TICK),
                            spec.ensure(),
                            spec)));
        }
        return new ServicePlan(changes, degraded(spec));
    }

    /** The account to run as: by its SID if it is the caller, who may be renamed, else by the name that was given. */
    private static String user(ServiceSpec spec, Host host, String sid) {
        String name = spec.runAs().substring(spec.runAs().lastIndexOf('\\') + 1);
        boolean caller = spec.scope() != Scope.SYSTEM || name.isEmpty() || name.equalsIgnoreCase(host.account().name());
        return caller ? sid : spec.runAs();
    }

    private static TaskXml.Definition definition(
            String description, String user, Optional<String> tick, List<String> command, ServiceSpec spec) {
        return new TaskXml.Definition(
                description, user, spec.scope(), tick, command, spec.directories().profile().toString());
    }

    private record Part(String id, String what, Task task) {}

    private List<Change> changes(ServiceSpec spec, Host host, Part part, TaskXml.Definition definition) {
        ChangeInfo file = ChangeInfo.supervisor(
                spec.profile(), id(), part.id() + ".file", "describes " + part.what() + " to the Task Scheduler");
        ChangeInfo task = ChangeInfo.supervisor(
                spec.profile(), id(), part.id() + ".task", "registers the task " + part.task().name());
        return List.of(
                new Change.OwnFile(file, part.task().file(), TaskXml.write(definition), OptionalInt.of(OWNER_ONLY)),
                new Schtasks(host)
                        .registered(
                                spec.scope() == Scope.SYSTEM ? task.needing(ChangeInfo.Rights.ADMINISTRATOR) : task,
                                part.task()));
    }

    private static List<Degradation> degraded(ServiceSpec spec) {
        List<Degradation> degraded = new ArrayList<>();
        if (spec.scope() != Scope.SYSTEM) {
            degraded.add(new Degradation(
                    "login-only",
                    "The proxy starts when you log in and ends when you log out; while nobody is logged on, Windows shows"
                            + " the task as ready and does not start it."));
        }
        degraded.add(
                spec.preset() == Preset.PERSISTENT_SERVICE
                        ? new Degradation("restart-within-1-min", "After a crash the proxy is back within a minute.")
                        : new Degradation(
                                "restart-within-5-min",
                                "After a crash the proxy is back within 5 minutes, at the next check."));
        if (spec.limits().memoryBytes().isPresent() || spec.limits().cpus().isPresent()) {
            degraded.add(new Degradation(
                    "no-memory-limit",
                    "The Task Scheduler limits neither memory nor processors, so only the JVM's own bounds hold."));
        }
        return degraded;
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        TaskControl control = new TaskControl(host);
        for (Task task : tasks(spec, host)) {
            control.enable(task);
        }
        control.run(runner(spec, host));
    }

    @Override
    public void revive(ServiceSpec spec, Host host) throws SupervisorException {
        new TaskControl(host).revive(runner(spec, host));
    }

    /** A service's own clock would start it again whatever its exit code; a task has no clock but the watchdog. */
    @Override
    public void keepDown(ServiceSpec spec, Host host) throws SupervisorException {
        if (spec.preset() == Preset.PERSISTENT_SERVICE) {
            new TaskControl(host).disable(runner(spec, host));
        }
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        TaskControl control = new TaskControl(host);
        for (Task task : tasks(spec, host)) {
            control.disable(task);
        }
        control.end(runner(spec, host));
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        TaskControl control = new TaskControl(host);
        Task runner = runner(spec, host);
        // Off meanwhile, or a tick might bring the former one back while it is being ended.
        control.disable(runner);
        try {
            control.end(runner);
        } finally {
            control.enable(runner);
        }
        start(spec, host);
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        return new WhoAmI(host)
                .sid()
                .map(sid -> new TaskControl(host).state(Task.runner(spec, sid)))
                .orElse(ServiceState.of(ServiceState.Status.UNKNOWN));
    }

    private static Task runner(ServiceSpec spec, Host host) throws SupervisorException {
        return tasks(spec, host).get(0);
    }

    private static List<Task> tasks(ServiceSpec spec, Host host) throws SupervisorException {
        String sid = new WhoAmI(host).sid().orElseThrow(() -> new SupervisorException(Texts.NO_SID));
        return spec.preset() == Preset.PERSISTENT_TASK
                ? List.of(Task.runner(spec, sid), Task.watchdog(spec, sid))
                : List.of(Task.runner(spec, sid));
    }
}
