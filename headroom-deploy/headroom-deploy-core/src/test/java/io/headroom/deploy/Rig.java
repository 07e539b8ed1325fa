package io.headroom.deploy;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.profile.Launcher;
import io.headroom.deploy.profile.MemorySize;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A machine in memory with a service manager and proxies that only pretend, for tests at the door of the deployments. */
final class Rig {
    private final FakeHost host;
    private final ScriptedProbe probe = new ScriptedProbe();
    private final ScriptedSupervisor supervisor;
    private final List<ProviderAdapter> adapters = new ArrayList<>(List.of(new LampTool()));
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> progress = new ArrayList<>();
    private final ScriptedEngine engine;
    private final int port;

    Rig() throws IOException {
        this(FakeHost.on(Machine.LINUX));
    }

    Rig(FakeHost host) throws IOException {
        this.host = host;
        this.supervisor = new ScriptedSupervisor(probe);
        this.engine = new ScriptedEngine(host, supervisor.calls());
        host.withFile("/opt/headroom/bin/headroom", "");
        host.withFile("/opt/java/bin/java", "");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
    }

    FakeHost host() {
        return host;
    }

    ScriptedProbe probe() {
        return probe;
    }

    ScriptedSupervisor supervisor() {
        return supervisor;
    }

    /** What runs containers; it takes part in what {@link #contained} asks for. */
    ScriptedEngine engine() {
        return engine;
    }

    List<String> progress() {
        return progress;
    }

    int port() {
        return port;
    }

    Rig withAdapter(ProviderAdapter adapter) {
        adapters.add(adapter);
        return this;
    }

    Rig withEnvironment(String name, String value) {
        environment.put(name, value);
        host.withVariable(name, value);
        return this;
    }

    Deployments deployments() {
        return new Deployments(parts(List.of(supervisor, engine)));
    }

    /** The same machine for a command that dies. */
    Deployments deployments(Steps steps) {
        return new Deployments(parts(List.of(supervisor, engine)), steps);
    }

    Deployments deployments(List<Supervisor> supervisors) {
        return new Deployments(parts(supervisors));
    }

    Agent agent(String profile) {
        return new Agent(parts(List.of(supervisor, engine)), new ProfileName(profile));
    }

    Agent agent(String profile, Steps steps) {
        return new Agent(parts(List.of(supervisor, engine)), new ProfileName(profile), steps);
    }

    Watchdog watchdog() {
        return new Watchdog(parts(List.of(supervisor, engine)));
    }

    private Parts parts(List<Supervisor> supervisors) {
        return new Parts(
                host,
                probe,
                new Parts.Plugins(supervisors, adapters),
                new PretendedProgram(probe, engine::attach),
                () -> new Launcher(
                        host.resolve("/opt/headroom/bin/headroom"), host.resolve("/opt/java"), "1.2.3", List.of()),
                environment,
                () -> host.clock().toEpochMilli() * 1_000_000,
                progress::add);
    }

    /** Installs the lamp's profile {@code default}. */
    Outcome install() throws DeployException {
        return deployments().apply(request());
    }

    ApplyRequest request() {
        return request("default", Preset.PERSISTENT_SERVICE, port);
    }

    ApplyRequest request(String profile, Preset preset, int atPort) {
        return request(profile, preset, Scope.PROVIDER, atPort, Set.of());
    }

    ApplyRequest request(String profile, Preset preset, Scope scope, int atPort, Set<Wiring.Option> options) {
        return request(profile, preset, ApplyRequest.Runtime.JVM, scope, atPort, options, Optional.empty());
    }

    /** A proxy in a container that an agent keeps. */
    ApplyRequest contained(Preset preset, String image) {
        return request(
                "default", preset, ApplyRequest.Runtime.DOCKER, Scope.PROVIDER, port, Set.of(), Optional.of(image));
    }

    private ApplyRequest request(
            String profile,
            Preset preset,
            ApplyRequest.Runtime runtime,
            Scope scope,
            int atPort,
            Set<Wiring.Option> options,
            Optional<String> image) {
        return new ApplyRequest(
                new ProfileName(profile),
                preset,
                runtime,
                scope,
                ApplyRequest.Providers.ALL,
                List.of(),
                atPort,
                new ApplyRequest.Proxy("balanced", List.of()),
                Map.of(),
                new ApplyRequest.Limits(image.map(any -> MemorySize.of("512m")), OptionalInt.empty()),
                image,
                Optional.empty(),
                Duration.ofSeconds(45),
                options,
                Map.of(),
                ApplyRequest.WhenStopped.SUSPEND);
    }

    ProfileFolder folder(String profile) {
        return new ProfileFolder(host.workspace(), new ProfileName(profile));
    }

    Path manifest() {
        return folder("default").manifest();
    }

    String text(String path) throws IOException {
        return Files.readString(host.resolve(path));
    }
}
