package io.headroom.provider.codex;

import io.headroom.api.change.JsonValue;
import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wires Codex by one root key of its {@code config.toml}, so that its built-in provider keeps its name, and with it login, past
 * conversations and compaction. See <a href="https://developers.openai.com/codex/config-reference">its manual</a>; what is not there was
 * measured.
 */
public final class CodexAdapter implements ProviderAdapter {
    static final String ID = "codex";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Codex";
    }

    @Override
    public Detection detect(Host host) {
        CodexFiles files = new CodexFiles(host);
        Optional<Path> executable = host.executable(ID);
        List<Path> configuration = new ArrayList<>(List.of(files.managed()));
        configuration.addAll(files.profiles());
        configuration.add(files.user());
        files.system().ifPresent(configuration::add);
        List<String> evidence = new ArrayList<>();
        executable.ifPresent(path -> evidence.add(ID + " is " + path));
        if (Files.exists(files.folder())) {
            evidence.add(files.folder() + " is there");
        }
        return new Detection(
                evidence.isEmpty() ? Detection.Presence.ABSENT : Detection.Presence.INSTALLED,
                executable,
                configuration.stream().distinct().toList(),
                evidence);
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return Route.of(Layers.read(host))
                .obstacle()
                .map(reason -> new Capability(Capability.Means.NONE, reason))
                .orElse(Capability.of(Capability.Means.FILE));
    }

    @Override
    public List<LostFeature> lost() {
        return List.of(new LostFeature(
                "The list of past conversations",
                "measured with Codex 0.169.0",
                Optional.of("apply without --codex-provider"),
                Optional.of("only with --codex-provider")));
    }

    @Override
    public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        Layers layers = Layers.read(host);
        return Route.of(layers)
                .addresses(layers)
                .flatMap(entry -> upstreams(entry.text()).stream()
                        .map(upstream -> new Wiring.FoundBaseUrl(ID, upstream, entry.text(), entry.place())))
                .toList();
    }

    /**
     * Logins to ChatGPT have a back end of their own, whose path tells it, and the proxy tells such logins by their token. A gateway of the
     * user's gets the requests of either login, since Codex sends them there whoever is logged in.
     */
    private static List<String> upstreams(String url) {
        Optional<BaseUrl> found = BaseUrl.of(url);
        if (found.filter(one -> one.host().equals("chatgpt.com")).isPresent()
                || BaseUrl.apiPath(url).startsWith("/backend-api")) {
            return List.of("chatgpt");
        }
        return found.filter(one -> one.host().equals("api.openai.com")).isPresent()
                ? List.of("openai")
                : List.of("openai", "chatgpt");
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        return new CodexWiring(wiring, host).wired();
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        Layers layers = Layers.read(host);
        Route route = Route.of(layers);
        Launch plain = direct(wiring, host);
        Optional<String> obstacle = route.obstacle()
                .or(() -> route.path().stream()
                        .filter(name -> !name.matches("[A-Za-z0-9_-]+"))
                        .findFirst()
                        .map(name -> "the name of its provider, " + name + ", cannot be said on a command line"));
        if (obstacle.isPresent()) {
            return plain.noting(List.of("Codex goes its own way: " + obstacle.get()));
        }
        List<String> arguments = new ArrayList<>(
                List.of("-c", String.join(".", route.path()) + "=" + tomlString(route.baseUrl(wiring, layers))));
        if (route.isBuiltIn() && Route.isOurs(layers, Route.OURS)) {
            // Wired with a provider of our own: for this run, that one leads to this run's proxy.
            arguments.addAll(
                    List.of("-c", Route.TABLES + "." + Route.OURS + ".base_url=" + tomlString(wiring.baseUrl("/v1"))));
        }
        arguments.addAll(wiring.arguments());
        return Launch.of(plain.executable(), arguments)
                .with(wiring.project().isEmpty() ? Map.of() : Map.of("HEADROOM_PROJECT", wiring.project()))
                .noting(CodexWiring.ownWays(layers));
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return Launch.of(host.executable(ID), wiring.arguments());
    }

    @Override
    public List<Finding> inspect(Wiring wiring, Host host) {
        return new CodexInspection(wiring, host).findings();
    }

    /** A basic string of TOML: its escapes are those of JSON, and DEL is escaped, too. */
    static String tomlString(String text) {
        return JsonValue.quote(text).replace("\u007F", "\\u007f");
    }
}
