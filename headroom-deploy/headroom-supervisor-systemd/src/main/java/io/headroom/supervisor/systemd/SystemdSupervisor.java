package io.headroom.supervisor.systemd;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Account;
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
import java.util.Map;
import java.util.OptionalInt;

/** Keeps the proxy running by units of systemd: the account's manager, or the machine's in scope {@code system}. Stateless, thread-safe. */
public final class SystemdSupervisor implements Supervisor {
    static final String ID = "systemd";

    private static final OptionalInt READABLE = OptionalInt.of(0644);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int precedence() {
        return 100;
    }

    @Override
    public Support supports(Host host, Preset preset) {
        Support user = supports(host, preset, Scope.USER);
        if (user.verdict() == Support.Verdict.SUPPORTED
                || host.account().privilege() != Account.Privilege.ADMINISTRATOR) {
            return user;
        }
        Support system = supports(host, preset, Scope.SYSTEM);
        return system.verdict() == Support.Verdict.SUPPORTED ? system : user;
    }

    @Override
    public Support supports(Host host, Preset preset, Scope scope) {
        if (host.operatingSystem() != OperatingSystem.LINUX) {
            return Support.unsupported("systemd is a part of Linux; this is another system.");
        }
        if (preset == Preset.PERSISTENT_DOCKER) {
            return Support.unsupported("systemd keeps no containers; the engine of --preset persistent-docker does.");
        }
        Manager manager = new Manager(scope, host);
        if (manager.answers()) {
            return Support.supported();
        }
        if (scope != Scope.SYSTEM && new Manager(Scope.SYSTEM, host).answers()) {
            // Booted, but nobody has a session: lingering will start the account's manager.
            Linger linger = new Linger(host, manager);
            return linger.allowed()
                    ? Support.supported()
                    : Support.unsupported("No service manager for this user (systemd --user does not answer, and "
                            + linger.account()
                            + " may not have it without a session). Run: sudo loginctl enable-linger "
                            + linger.account());
        }
        return Support.unsupported(new NoManager(host).reason(scope));
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        Units units = new Units(spec, host);
        Manager manager = new Manager(spec.scope(), host);
        Plan plan = new Plan(spec);
        List<ServicePlan.Degradation> degraded = new ArrayList<>();
        if (spec.scope() != Scope.SYSTEM) {
            Linger linger = new Linger(host, manager);
            if (linger.allowed()) {
                plan.add(linger.change(spec, units.folder()));
            } else if (!linger.enabled()) {
                degraded.add(new ServicePlan.Degradation(
                        "login-only",
                        "the proxy ends when " + linger.account()
                                + " logs out and starts at the next login, since nobody allowed it to linger; run: sudo loginctl enable-linger "
                                + linger.account()));
            }
            plan.directories(host.home(), units.folder());
        }
        plan.reload(manager, units);
        plan.files(units);
        plan.enable(manager, units);
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            degraded.add(new ServicePlan.Degradation(
                    "restart-within-5-min", "after a crash the proxy is back at the next check, within 5 minutes"));
        }
        return new ServicePlan(plan.changes, degraded);
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).start();
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).stop();
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).restart();
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        return new Control(spec, host).state();
    }

    /** Gathers changes in the order in which they are made. */
    private static final class Plan {
        // Removing the link by hand also works where no manager answers any more.
        private static final String UNLINK = """
                rm -f "$1" || exit
                rmdir "${1%/*}" 2>/dev/null || :
                """;

        private static final String FORGET = """
                $systemctl daemon-reload || exit
                $systemctl reset-failed "$@" 2>/dev/null || :
                """;

        private final ServiceSpec spec;
        private final List<Change> changes = new ArrayList<>();

        Plan(ServiceSpec spec) {
            this.spec = spec;
        }

        void add(Change change) {
            changes.add(change);
        }

        void directories(Path home, Path folder) {
            Path directory = home;
            for (Path name : home.relativize(folder)) {
                directory = directory.resolve(name);
                add(new Change.OwnDirectory(
                        info("directory." + name.toString().replace(".", ""), "makes the directory " + directory),
                        directory,
                        OptionalInt.empty()));
            }
        }

        void files(Units units) {
            for (Map.Entry<String, String> unit : units.texts().entrySet()) {
                String suffix = unit.getKey().substring(unit.getKey().lastIndexOf('.') + 1);
                String name = unit.getKey().equals(units.service()) ? suffix : "ensure." + suffix;
                Path file = units.file(unit.getKey());
                add(new Change.OwnFile(
                        info("unit." + name, "describes " + unit.getKey() + " to systemd"),
                        file,
                        FileContent.of(unit.getValue()),
                        READABLE));
            }
        }

        // First, so that it comes last on the way back, when the files are gone.
        void reload(Manager manager, Units units) {
            add(new Change.Command(
                    info("reload", "has systemd read its units again, on the way back, too"),
                    manager.systemctl("daemon-reload"),
                    manager.script(FORGET, units.names().toArray(String[]::new)),
                    manager.systemctl("show", "--property=Version")));
        }

        void enable(Manager manager, Units units) {
            String link = units.link().toString();
            add(new Change.Command(
                    info("enable", "has systemd start " + units.enabled() + " by itself"),
                    manager.systemctl("enable", units.enabled()),
                    manager.script(UNLINK, link),
                    manager.script("[ -h \"$1\" ]", link)));
        }

        private ChangeInfo info(String name, String sentence) {
            ChangeInfo info = ChangeInfo.supervisor(spec.profile(), ID, name, sentence);
            return spec.scope() == Scope.SYSTEM ? info.needing(ChangeInfo.Rights.ROOT) : info;
        }
    }
}
