package io.headroom.provider.openclaw;

import io.headroom.api.change.JsonValue;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the providers that are turned towards the proxy, and tells why others are not. */
final class Providers {
    private static final String[] MAP = {"models", "providers"};
    private static final String DEFAULT_API = "openai-completions";
    private static final Map<String, String> UPSTREAM_BY_API = Map.of(
            "anthropic-messages", "anthropic",
            "openai-completions", "openai",
            "openai-responses", "openai");
    private static final Map<String, String> KEYS =
            Map.of("anthropic", "ANTHROPIC_API_KEY", "openai", "OPENAI_API_KEY");

    private final Wiring wiring;
    private final Config config;
    private final List<Provider> chosen = new ArrayList<>();
    private final Map<String, String> leftAlone = new LinkedHashMap<>();

    Providers(Wiring wiring, Config config) {
        this.wiring = wiring;
        this.config = config;
        builtIn("anthropic", "");
        builtIn("openai", "/v1");
        for (String id : config.names(MAP)) {
            if (!KEYS.containsKey(id)) {
                own(id);
            }
        }
        for (String id : wiring.choices().getOrDefault("provider-id", List.of())) {
            if (chosen.stream().noneMatch(provider -> provider.id().equals(id)) && !leftAlone.containsKey(id)) {
                leftAlone.put(id, "there is no such provider");
            }
        }
    }

    List<Provider> chosen() {
        return List.copyOf(chosen);
    }

    /** Ids and reasons. */
    Map<String, String> leftAlone() {
        return leftAlone;
    }

    private void builtIn(String id, String path) {
        if (isWanted(id) && (isNamed(id) || isUsed(id))) {
            Optional<Config.Found> address = address(id);
            chosen.add(new Provider(
                    id, id, address.map(found -> pathOf(found, path)).orElse(path), address));
        }
    }

    /** OpenClaw adds {@code /v1} for Anthropic by itself (measured); for others a chained address decides. */
    private String pathOf(Config.Found address, String usual) {
        boolean kept = !usual.isEmpty()
                && (wiring.asks(Wiring.Option.CHAIN)
                        || isOurs(config.resolved(address.value().text())));
        return kept ? BaseUrl.apiPath(config.resolved(address.value().text())) : usual;
    }

    private void own(String id) {
        Optional<Config.Found> address = address(id);
        String api = config.at("models", "providers", id, "api")
                .map(found -> found.value().text())
                .orElse(DEFAULT_API);
        if (address.isEmpty() || !isWanted(id)) {
            return;
        }
        String url = config.resolved(address.get().value().text());
        if (!UPSTREAM_BY_API.containsKey(api)) {
            leftAlone.put(id, "its api is " + api);
        } else if (BaseUrl.of(url).isEmpty()) {
            leftAlone.put(id, "its baseUrl is no URL (" + address.get().place() + ")");
        } else if (BaseUrl.of(url).get().isLoopback() && !isOurs(url) && !isNamed(id)) {
            leftAlone.put(id, "it runs on this machine; --provider-id " + id + " includes it");
        } else {
            chosen.add(new Provider(id, UPSTREAM_BY_API.get(api), BaseUrl.apiPath(url), address));
        }
    }

    private boolean isOurs(String url) {
        URI proxy = wiring.proxy();
        return BaseUrl.of(url)
                .flatMap(one -> BaseUrl.of(proxy.toString()).filter(one::sameListener))
                .isPresent();
    }

    private Optional<Config.Found> address(String id) {
        return config.at("models", "providers", id, "baseUrl")
                .filter(found -> found.value().kind() == JsonValue.Kind.STRING);
    }

    private boolean isWanted(String id) {
        return !wiring.choices().containsKey("provider-id") || isNamed(id);
    }

    private boolean isNamed(String id) {
        return wiring.choices().getOrDefault("provider-id", List.of()).contains(id);
    }

    /** Whether a key, a login or a model says that a provider is in use. */
    private boolean isUsed(String id) {
        return config.names(MAP).contains(id)
                || config.variable(KEYS.get(id)).isPresent()
                || config.names("auth", "profiles").stream()
                        .anyMatch(profile -> config.at("auth", "profiles", profile, "provider")
                                .filter(found -> found.value().text().equals(id))
                                .isPresent())
                || models().stream().anyMatch(model -> model.startsWith(id + "/"));
    }

    private Set<String> models() {
        Set<String> models = new LinkedHashSet<>(config.names("agents", "defaults", "models"));
        config.all("agents", "defaults", "model").forEach(model -> add(model, models));
        config.all("agents", "list")
                .forEach(agents ->
                        agents.elements().forEach(agent -> agent.at("model").ifPresent(model -> add(model, models))));
        return models;
    }

    private static void add(JsonValue model, Set<String> models) {
        switch (model.kind()) {
            case STRING -> models.add(model.text());
            case ARRAY -> model.elements().forEach(one -> add(one, models));
            case OBJECT -> model.members().values().forEach(one -> add(one, models));
            default -> {}
        }
    }
}
