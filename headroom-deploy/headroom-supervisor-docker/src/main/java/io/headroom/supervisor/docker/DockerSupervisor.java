package io.headroom.supervisor.docker;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.JsonValue;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.supervise.Foreground;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the proxy running in a container that the engine itself starts again, or runs it in the foreground of an agent that another
 * supervisor keeps. Stateless, thread-safe.
 */
public final class DockerSupervisor implements Supervisor {
    static final String ID = "docker";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int precedence() {
        return 300;
    }

    @Override
    public Support supports(Host host, Preset preset) {
        if (preset != Preset.PERSISTENT_DOCKER) {
            return Support.unsupported("The container engine serves --preset persistent-docker alone.");
        }
        return new Engine(host).trouble().map(Support::unsupported).orElseGet(Support::supported);
    }

    @Override
    public List<Refusal> preflight(ServiceSpec spec, Host host) {
        Engine engine = new Engine(host);
        Optional<String> trouble = engine.trouble();
        if (trouble.isPresent()) {
            return List.of(Refusal.host(trouble.get()));
        }
        List<Refusal> refusals = new ArrayList<>();
        Names names = Names.of(spec);
        try {
            new Control(spec, host).user(engine.facts());
            for (Container container : engine.containers(names.container(), names.former())) {
                if (!container.isOf(spec, host)) {
                    refusals.add(Refusal.host(foreign("container", container.name())));
                }
            }
        } catch (SupervisorException refused) {
            refusals.add(Refusal.host(refused.getMessage()));
        }
        for (String kind : List.of("network", "volume")) {
            String name = kind.equals("network") ? names.network() : names.volume();
            boolean ours = engine.labels(kind, name)
                    .map(labels -> isOf(labels, spec.profile()))
                    .orElse(true);
            if (!ours) {
                refusals.add(Refusal.host(foreign(kind, name)));
            }
        }
        return refusals;
    }

    private static boolean isOf(JsonValue labels, String profile) {
        return labels.stringAt(RunCommand.PROFILE).filter(profile::equals).isPresent();
    }

    static String foreign(String kind, String name) {
        return "The " + kind + " " + name + " is there already and was not made by this program for this"
                + " workspace. Choose another --profile, or remove it: docker " + kind + " rm " + name;
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        Names names = Names.of(spec);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Command(
                info(spec, "network", "makes the network " + names.network() + " for this proxy alone"),
                Engine.line(RunCommand.creation("network", names.network(), spec)),
                Engine.line("network", "rm", names.network()),
                Engine.line("network", "inspect", names.network())));
        // Its undoing is no removal: the database stays until somebody purges it.
        changes.add(new Change.Command(
                info(
                        spec,
                        "volume",
                        "makes the volume " + names.volume() + " for the database, which stays until a purge"),
                Engine.line(RunCommand.creation("volume", names.volume(), spec)),
                Engine.line("volume", "inspect", names.volume()),
                Engine.line("volume", "inspect", names.volume())));
        // Made when it is started, so that a former one can go on until then; gone with everything else.
        changes.add(new Change.Command(
                info(
                        spec,
                        "container",
                        spec.preset() == Preset.PERSISTENT_DOCKER
                                ? "has the engine keep the container " + names.container() + " running"
                                : "runs the proxy in the container " + names.container()),
                Engine.line("version", "--format", "{{.Server.Version}}"),
                Engine.line(Control.removal(names.container())),
                Engine.line("container", "inspect", names.container())));
        List<ServicePlan.Degradation> degraded = new ArrayList<>();
        if (!startsAtBoot(host)) {
            degraded.add(new ServicePlan.Degradation(
                    "engine-must-autostart",
                    "after a reboot the proxy is back as soon as the container engine runs, which has to be set to start"
                            + " by itself"));
        }
        return new ServicePlan(changes, degraded);
    }

    // A desktop engine starts with its window, a rootless one with its account.
    private static boolean startsAtBoot(Host host) {
        return host.operatingSystem() == OperatingSystem.LINUX
                && host.query(CommandLine.of("systemctl", "is-enabled", "docker.service"))
                        .succeeded();
    }

    private static ChangeInfo info(ServiceSpec spec, String name, String sentence) {
        return ChangeInfo.supervisor(spec.profile(), ID, name, sentence);
    }

    @Override
    public Optional<Foreground> foreground() {
        return Optional.of(new DockerForeground());
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).start();
    }

    @Override
    public void proven(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).keep();
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        if (spec.preset() == Preset.PERSISTENT_DOCKER) {
            new Control(spec, host).stop();
        } else {
            new Control(spec, host).clear();
        }
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).restart();
    }

    @Override
    public void purge(ServiceSpec spec, Host host) throws SupervisorException {
        new Control(spec, host).purge();
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        return new Control(spec, host).state();
    }
}
