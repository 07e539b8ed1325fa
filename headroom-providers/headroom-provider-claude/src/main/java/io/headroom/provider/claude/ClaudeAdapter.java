package io.headroom.provider.claude;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wires Claude Code, which is told its base URL by variables that it takes from its settings files first and from the process last. See
 * <a href="https://code.claude.com/docs/en/settings">its manual</a>; what is not there was measured.
 */
public final class ClaudeAdapter implements ProviderAdapter {
    static final String ID = "claude";
    static final String RETRIEVE_RULE = "Bash(headroom retrieve:*)";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> aliases() {
        return Set.of("claude-code");
    }

    @Override
    public String displayName() {
        return "Claude Code";
    }

    @Override
    public Detection detect(Host host) {
        ClaudeFiles files = new ClaudeFiles(host);
        Optional<Path> executable = host.executable(ID);
        List<Path> configuration = new ArrayList<>(files.managed());
        configuration.addAll(List.of(files.projectLocal(), files.project(), files.user(), files.state()));
        List<String> evidence = new ArrayList<>();
        executable.ifPresent(path -> evidence.add(ID + " is " + path));
        for (Path trace : List.of(files.folder(), files.state())) {
            if (Files.exists(trace)) {
                evidence.add(trace + " is there");
            }
        }
        boolean installed = !evidence.isEmpty();
        Layers layers = Layers.read(host);
        Route route = Route.of(layers);
        if (route != Route.ANTHROPIC) {
            evidence.add(layers.variable(route.activator())
                    .map(setting -> setting.place() + " sets " + setting.name())
                    .orElseThrow());
        }
        return new Detection(
                installed ? Detection.Presence.INSTALLED : Detection.Presence.ABSENT,
                executable,
                configuration.stream().distinct().toList(),
                evidence);
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        Layers layers = Layers.read(host);
        return new Obstacles(layers, Route.of(layers))
                .always()
                .map(reason -> new Capability(Capability.Means.NONE, reason))
                .orElse(Capability.of(scope == Scope.PROVIDER ? Capability.Means.FILE : Capability.Means.ENVIRONMENT));
    }

    @Override
    public List<LostFeature> lost() {
        return Switches.lost();
    }

    @Override
    public Map<String, String> baseUrlVariables() {
        return Map.of(Route.ANTHROPIC.variable(), Route.ANTHROPIC.upstream());
    }

    @Override
    public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        Layers layers = Layers.read(host);
        Route route = Route.of(layers);
        return layers.all(route.variable()).stream()
                .filter(setting -> setting.text().isPresent())
                .map(setting -> new Wiring.FoundBaseUrl(ID, route.upstream(), setting.value(), setting.place()))
                .toList();
    }

    @Override
    public Map<String, URI> upstreams(Wiring wiring, Host host) {
        Layers layers = Layers.read(host);
        return Route.of(layers).resource(layers);
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        return new ClaudeWiring(wiring, host).wired();
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        return new ClaudeLaunch(wiring, host).throughProxy();
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return new ClaudeLaunch(wiring, host).direct();
    }

    @Override
    public List<Finding> inspect(Wiring wiring, Host host) {
        return new ClaudeInspection(wiring, host).findings();
    }
}
