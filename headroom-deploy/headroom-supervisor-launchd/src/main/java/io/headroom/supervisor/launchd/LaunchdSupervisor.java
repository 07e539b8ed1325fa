package io.headroom.supervisor.launchd;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Account;
import io.headroom.api.host.CommandResult;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * launchd of macOS: LaunchAgents for an account, LaunchDaemons for the machine; see launchd.plist(5) and launchctl(1).
 *
 * <p>launchd reads a job's file when the job is loaded and never again, so whoever changes the file of a running service stops it before
 * and starts it after; {@link #restart} goes by the file only when it is not what was planned.
 */
public final class LaunchdSupervisor implements Supervisor {
    private static final int OWNER_ONLY = 0600;
    /** launchd loads no daemon that others can write, and root's files are readable by tradition. */
    private static final int READABLE = 0644;

    private static final int LOG_FOLDER = 0700;

    /** For {@link java.util.ServiceLoader}. */
    public LaunchdSupervisor() {}

    @Override
    public String id() {
        return "launchd";
    }

    @Override
    public Support supports(Host host, Preset preset) {
        if (host.operatingSystem() != OperatingSystem.MACOS) {
            return Support.unsupported("launchd is part of macOS alone.");
        }
        if (preset == Preset.PERSISTENT_DOCKER) {
            return Support.unsupported("launchd keeps no containers. Use --preset persistent-service.");
        }
        Launchctl launchctl = new Launchctl(host);
        if (!launchctl.answers()) {
            return Support.unsupported("launchctl does not answer. Log out and in again, or restart the Mac.");
        }
        if (host.account().privilege() == Account.Privilege.USER && launchctl.lacks(Job.domain(Scope.USER, host))) {
            return Support.unsupported(Texts.NO_SESSION);
        }
        return Support.supported();
    }

    @Override
    public List<Refusal> preflight(ServiceSpec spec, Host host) {
        List<Refusal> refusals = new ArrayList<>();
        if (Job.isNamedLikeAWatchdog(spec.profile())) {
            refusals.add(Refusal.host(Texts.unnameable(spec.profile())));
        }
        for (Path path : List.of(spec.directories().profile(), spec.directories().logs())) {
            if (!PropertyList.holds(path.toString())) {
                refusals.add(Refusal.host(Texts.unwritable(path)));
            }
        }
        if (spec.scope() != Scope.SYSTEM && new Launchctl(host).lacks(Job.domain(spec.scope(), host))) {
            refusals.add(Refusal.host(Texts.NO_SESSION));
        }
        for (Job job : jobs(spec, host)) {
            foreign(job, host).ifPresent(file -> refusals.add(Refusal.host(Texts.foreign(job, file))));
        }
        return refusals;
    }

    /** The file that has the label of a job and was not written by us, if there is one. */
    private static Optional<String> foreign(Job job, Host host) {
        if (Files.exists(job.plist())) {
            try {
                return Files.readString(job.plist()).contains(JobPlists.MARK)
                        ? Optional.empty()
                        : Optional.of(job.plist().toString());
            } catch (IOException e) {
                // Unreadable, or in the binary form that we never write.
                return Optional.of(job.plist().toString());
            }
        }
        CommandResult loaded = new Launchctl(host).print(job);
        return loaded.succeeded()
                ? Optional.of(Printed.read(loaded.output()).path().orElse("another job"))
                        .filter(path -> !path.equals(job.plist().toString()))
                : Optional.empty();
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.OwnDirectory(
                info(spec, "logs", "makes the folder of the logs, without which launchd does not start the job"),
                spec.directories().logs(),
                OptionalInt.of(LOG_FOLDER)));
        if (spec.scope() != Scope.SYSTEM) {
            changes.add(new Change.OwnDirectory(
                    info(spec, "folder", "makes the folder of LaunchAgents"),
                    Job.folder(spec.scope(), host),
                    OptionalInt.empty()));
        }
        changes.add(plist(
                spec,
                Job.runner(spec, host),
                "runner",
                "describes the proxy to launchd",
                JobPlists.runner(spec, host)));
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            changes.add(plist(
                    spec,
                    Job.watchdog(spec, host),
                    "watchdog",
                    "describes the check of every 5 minutes to launchd",
                    JobPlists.watchdog(spec, host)));
        }
        return new ServicePlan(changes, degraded(spec));
    }

    private Change plist(ServiceSpec spec, Job job, String name, String sentence, String text) {
        return new Change.OwnFile(
                info(spec, name, sentence),
                job.plist(),
                FileContent.of(text),
                OptionalInt.of(spec.scope() == Scope.SYSTEM ? READABLE : OWNER_ONLY));
    }

    private ChangeInfo info(ServiceSpec spec, String name, String sentence) {
        ChangeInfo info = ChangeInfo.supervisor(spec.profile(), id(), name, sentence);
        return spec.scope() == Scope.SYSTEM ? info.needing(ChangeInfo.Rights.ROOT) : info;
    }

    private static List<Degradation> degraded(ServiceSpec spec) {
        List<Degradation> degraded = new ArrayList<>();
        if (spec.scope() != Scope.SYSTEM) {
            degraded.add(new Degradation(
                    "login-only", "The proxy starts when you log in at the Mac and ends when you log out."));
        }
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            degraded.add(new Degradation(
                    "restart-within-5-min", "After a crash the proxy is back within 5 minutes, at the next check."));
        }
        if (spec.limits().memoryBytes().isPresent() || spec.limits().cpus().isPresent()) {
            degraded.add(new Degradation(
                    "no-memory-limit", "launchd limits neither memory nor processors, so only the JVM's own bounds hold."));
        }
        return degraded;
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        JobControl control = new JobControl(host);
        control.start(Job.runner(spec, host));
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            control.load(Job.watchdog(spec, host));
        }
    }

    @Override
    public void revive(ServiceSpec spec, Host host) throws SupervisorException {
        // The watchdog is who asks, so it is loaded.
        new JobControl(host).revive(Job.runner(spec, host));
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        JobControl control = new JobControl(host);
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            control.stop(Job.watchdog(spec, host));
        }
        control.stop(Job.runner(spec, host));
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        JobControl control = new JobControl(host);
        Job runner = Job.runner(spec, host);
        if (asPlanned(runner, JobPlists.runner(spec, host))) {
            control.restart(runner);
        } else {
            control.reload(runner);
        }
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            control.load(Job.watchdog(spec, host));
        }
    }

    private static boolean asPlanned(Job job, String text) {
        try {
            return Files.exists(job.plist()) && Files.readString(job.plist()).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        return new JobControl(host).state(Job.runner(spec, host));
    }

    private static List<Job> jobs(ServiceSpec spec, Host host) {
        return spec.preset() == Preset.PERSISTENT_TASK
                ? List.of(Job.runner(spec, host), Job.watchdog(spec, host))
                : List.of(Job.runner(spec, host));
    }
}
