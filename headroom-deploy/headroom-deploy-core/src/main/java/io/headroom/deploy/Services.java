package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.profile.Launcher;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.MemorySize;
import io.headroom.deploy.profile.RunScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What supervisors keep running for profiles. A supervisor that throws is one that refuses. */
final class Services {
    private final Parts parts;

    Services(Parts parts) {
        this.parts = parts;
    }

    /** The supervisor of a profile, if its plugin is there; with the engine of its container, if that is another and there. */
    Optional<Supervisor> find(Profile profile) {
        String id = profile.manifest().text("supervisor_id");
        Optional<Supervisor> keeper = parts.plugins().supervisors().stream()
                .filter(supervisor -> supervisor.id().equals(id))
                .findFirst();
        Optional<Supervisor> engine =
                profile.hasContainerOfAgent() ? parts.plugins().engine() : Optional.empty();
        return keeper.map(one ->
                engine.<Supervisor>map(other -> new Contained(one, other)).orElse(one));
    }

    Supervisor require(Profile profile) throws DeployException {
        return find(profile)
                .orElseThrow(() -> new DeployException(
                        Kind.REFUSED,
                        "The supervisor '" + profile.manifest().text("supervisor_id") + "' of profile '"
                                + profile.name() + "' is not among the plugins. 'headroom plugins' shows them."));
    }

    /** What was planned for a profile, from its manifest alone. */
    ServiceSpec spec(Profile profile) {
        return spec(profile, parts.host());
    }

    static ServiceSpec spec(Profile profile, Host host) {
        Manifest manifest = profile.manifest();
        RunScript script = new RunScript(
                profile.folder(),
                launcher(profile, host),
                Map.of(),
                RunScript.GivingUp.of(manifest.text("supervisor_id")));
        return new ServiceSpec(
                profile.name(),
                profile.preset(),
                manifest.scope(),
                manifest.port(),
                script.runCommand(host.operatingSystem()),
                script.ensureCommand(host.operatingSystem()),
                manifest.text("run_as"),
                new ServiceSpec.Directories(profile.folder().directory(), logs(profile, host)),
                new ServiceSpec.Limits(memory(manifest), cpus(manifest)),
                profile.inContainer() || profile.preset() == Preset.PERSISTENT_DOCKER
                        ? Optional.of(
                                new ServiceSpec.Container(manifest.text("image"), manifest.text("container_name")))
                        : Optional.empty());
    }

    static Path logs(Profile profile, Host host) {
        String folder = profile.manifest().text("log_dir");
        return folder.isEmpty()
                ? profile.folder().workspace().resolve("logs").resolve(profile.name())
                : host.path(folder);
    }

    private static Launcher launcher(Profile profile, Host host) {
        Manifest manifest = profile.manifest();
        Path fallback = profile.folder().directory();
        return new Launcher(
                path(manifest.text("launcher"), fallback, host),
                path(manifest.text("java"), fallback, host),
                manifest.text("version"),
                List.of());
    }

    private static Path path(String text, Path fallback, Host host) {
        return text.isEmpty() ? fallback : host.path(text);
    }

    private static OptionalLong memory(Manifest manifest) {
        String text = manifest.text("memory_limit");
        return text.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(MemorySize.of(text).bytes());
    }

    private static OptionalInt cpus(Manifest manifest) {
        return manifest.fields()
                .number("cpus")
                .map(number -> OptionalInt.of(number.intValue()))
                .orElseGet(OptionalInt::empty);
    }

    /** What the supervisor says; unknown if there is none, or if it throws. */
    ServiceState state(Profile profile) {
        try {
            return find(profile)
                    .map(supervisor -> supervisor.state(spec(profile), parts.host()))
                    .orElseGet(() -> ServiceState.of(ServiceState.Status.UNKNOWN));
        } catch (RuntimeException broken) {
            return ServiceState.of(ServiceState.Status.UNKNOWN);
        }
    }

    /** Does something with a supervisor, whose faults are its refusals. */
    static void act(Action action) throws SupervisorException {
        try {
            action.run();
        } catch (RuntimeException broken) {
            throw new SupervisorException("the supervisor failed: " + broken);
        }
    }

    /** Starts, stops or restarts. */
    @FunctionalInterface
    interface Action {
        void run() throws SupervisorException;
    }
}
