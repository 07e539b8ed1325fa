package io.headroom.provider.claude;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Why Claude Code cannot be wired. */
final class Obstacles {
    private final Layers layers;
    private final Route route;

    Obstacles(Layers layers, Route route) {
        this.layers = layers;
        this.route = route;
    }

    /** What no wiring changes. */
    Optional<String> always() {
        if (route == Route.BEDROCK) {
            return Optional.of("Amazon Bedrock signs the whole request, so nothing can stand in between ("
                    + layers.variable(route.activator()).map(Setting::place).orElse(route.activator()) + ")");
        }
        return layers.variable(route.variable())
                .filter(setting -> setting.isFrom(Layer.Kind.MANAGED))
                .flatMap(Setting::file)
                .map(file -> "managed: " + file);
    }

    /** The same, and what this proxy cannot do. */
    Optional<String> toWiring(Wiring wiring) {
        Optional<String> reason = always();
        if (reason.isPresent()) {
            return reason;
        }
        Optional<String> wish = wiring.choice("tool-search").filter(value -> !Switches.isToolSearch(value));
        if (wish.isPresent()) {
            return Optional.of("--tool-search is true, false, auto or auto:0 to auto:100, not " + wish.get());
        }
        for (Map.Entry<String, URI> needed : route.resource(layers).entrySet()) {
            URI upstream = wiring.upstreams().get(needed.getKey());
            if (upstream == null
                    || !BaseUrl.same(upstream.toString(), needed.getValue().toString())) {
                return Optional.of("it needs a proxy with the " + needed.getKey() + " upstream " + needed.getValue());
            }
        }
        return Optional.empty();
    }
}
