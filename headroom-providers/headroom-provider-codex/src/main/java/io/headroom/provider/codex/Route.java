package io.headroom.provider.codex;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By which key Codex is turned towards a proxy: the root key of its built-in provider, or the address in a table of the user's own.
 *
 * @param provider the provider's id
 * @param path the names of tables and key
 * @param obstacle why it cannot be turned, if so
 */
record Route(String provider, List<String> path, Optional<String> obstacle) {
    static final String BUILT_IN = "openai";
    static final String OURS = "headroom";
    static final String TABLES = "model_providers";
    static final List<String> ROOT_KEY = List.of("openai_base_url");
    static final List<String> CHOICE = List.of("model_provider");
    private static final String ADDRESS = "base_url";
    private static final String API = "/v1";
    private static final Set<String> OTHER_WAYS = Set.of("ollama", "lmstudio", "amazon-bedrock");

    static Route of(Layers layers) {
        Optional<Entry> choice = layers.texts(CHOICE).findFirst();
        String id = choice.map(Entry::text).orElse(BUILT_IN);
        if (id.equals(BUILT_IN) || isOurs(layers, id)) {
            return new Route(BUILT_IN, ROOT_KEY, managed(layers, ROOT_KEY));
        }
        List<String> path = List.of(TABLES, id, ADDRESS);
        String place = choice.map(Entry::place).orElse("");
        if (OTHER_WAYS.contains(id)) {
            return new Route(id, path, Optional.of("its provider is " + id + " (" + place + ")"));
        }
        Optional<Layer> table = layers.all().stream()
                .filter(layer -> layer.has(List.of(TABLES, id)))
                .findFirst();
        if (table.isEmpty()) {
            return new Route(
                    id,
                    path,
                    Optional.of(place + " chooses the provider " + id + ", and no table [" + TABLES + "." + id
                            + "] says what it is"));
        }
        Optional<String> obstacle = managed(layers, path);
        if (obstacle.isEmpty() && table.get().kind() != Layer.Kind.USER) {
            obstacle = Optional.of("its provider " + id + " is an administrator's ("
                    + table.get().file() + ")");
        }
        return new Route(id, path, obstacle);
    }

    /** Our own provider table, of {@code --codex-provider}, known by the header that it alone sends. */
    static boolean isOurs(Layers layers, String id) {
        return id.equals(OURS)
                && layers.all().stream()
                        .anyMatch(layer -> layer.has(List.of(TABLES, OURS, "env_http_headers", "X-Headroom-Project")));
    }

    private static Optional<String> managed(Layers layers, List<String> path) {
        return layers.texts(path)
                .filter(entry -> entry.layer().kind() == Layer.Kind.MANAGED)
                .findFirst()
                .map(entry -> "managed: " + entry.layer().file());
    }

    boolean isBuiltIn() {
        return path.equals(ROOT_KEY);
    }

    Stream<Entry> addresses(Layers layers) {
        return layers.texts(path);
    }

    /** Our address, with the path of the API that the upstream expects: a chained one may expect none. */
    String baseUrl(Wiring wiring, Layers layers) {
        Optional<String> present = addresses(layers).findFirst().map(Entry::text);
        if (present.filter(url -> isListener(url, wiring.proxy())).isPresent()) {
            return wiring.baseUrl(BaseUrl.apiPath(present.get()));
        }
        if (isBuiltIn() && !wiring.asks(Wiring.Option.CHAIN)) {
            return wiring.baseUrl(API);
        }
        Optional<String> former = wiring.found().stream()
                .map(Wiring.FoundBaseUrl::url)
                .findFirst()
                .or(() -> present);
        return wiring.baseUrl(former.map(BaseUrl::apiPath).orElse(API));
    }

    private static boolean isListener(String url, URI proxy) {
        return BaseUrl.of(url)
                .flatMap(one -> BaseUrl.of(proxy.toString()).filter(one::sameListener))
                .isPresent();
    }
}
