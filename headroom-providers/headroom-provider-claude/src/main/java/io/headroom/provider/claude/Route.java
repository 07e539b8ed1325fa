package io.headroom.provider.claude;

import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which way Claude Code takes to its models, and by which variable it is turned towards a proxy. */
enum Route {
    ANTHROPIC("ANTHROPIC_BASE_URL", "", "anthropic", ""),
    BEDROCK("ANTHROPIC_BEDROCK_BASE_URL", "", "bedrock", "CLAUDE_CODE_USE_BEDROCK"),
    VERTEX("ANTHROPIC_VERTEX_BASE_URL", "/v1", "vertex", "CLAUDE_CODE_USE_VERTEX"),
    FOUNDRY("ANTHROPIC_FOUNDRY_BASE_URL", "", "anthropic", "CLAUDE_CODE_USE_FOUNDRY");

    static final String FOUNDRY_RESOURCE = "ANTHROPIC_FOUNDRY_RESOURCE";

    private final String variable;
    private final String path;
    private final String upstream;
    private final String activator;

    Route(String variable, String path, String upstream, String activator) {
        this.variable = variable;
        this.path = path;
        this.upstream = upstream;
        this.activator = activator;
    }

    static Route of(Layers layers) {
        for (Route route : List.of(BEDROCK, VERTEX, FOUNDRY)) {
            if (layers.isOn(route.activator)) {
                return route;
            }
        }
        return ANTHROPIC;
    }

    /** The variable that holds the base URL. */
    String variable() {
        return variable;
    }

    /** The upstream's name at the proxy. */
    String upstream() {
        return upstream;
    }

    /** The variable that chooses this route. */
    String activator() {
        return activator;
    }

    String baseUrl(Wiring wiring) {
        return wiring.baseUrl(path);
    }

    /** The upstream that this route takes by a resource's name, which is no base URL. */
    Map<String, URI> resource(Layers layers) {
        if (this != FOUNDRY) {
            return Map.of();
        }
        Optional<String> name = layers.all(FOUNDRY_RESOURCE).stream()
                .flatMap(setting -> setting.text().stream())
                .filter(text -> text.matches("[A-Za-z0-9][A-Za-z0-9-]*"))
                .findFirst();
        return name.map(text -> Map.of(upstream, URI.create("https://" + text + ".services.ai.azure.com/anthropic")))
                .orElse(Map.of());
    }
}
