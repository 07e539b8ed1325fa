package io.headroom.proxy.route;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The routes that Headroom answers itself, by raw path and method. A path that is Headroom's is never forwarded, also where nothing
 * answers it: somebody who asks for our dashboard must not end up at a provider. Immutable.
 */
public final class OwnRoutes {
    static final String ANY = "*";

    private static final Pattern RESERVED = Pattern.compile(
            "/(?:livez|healthz|readyz|health|stats|stats-history|stats/reset|metrics"
                    + "|dashboard(?:/.*)?|quota|cache/clear|transformations/feed|v1/compress|v1/retrieve(?:/.*)?|admin(?:/.*)?)");

    private final Map<String, SortedMap<String, OwnRoute>> routes;

    private OwnRoutes(Map<String, SortedMap<String, OwnRoute>> routes) {
        this.routes = routes;
    }

    /** What answers on a path, by method; HEAD wherever GET is. Empty if nothing does. */
    Optional<SortedMap<String, OwnRoute>> find(String path) {
        String below = path.substring(0, path.lastIndexOf('/') + 1) + ANY;
        return Optional.ofNullable(routes.get(path)).or(() -> Optional.ofNullable(routes.get(below)));
    }

    /** Whether the path is Headroom's although nothing answers it. */
    boolean reserved(String path) {
        return RESERVED.matcher(path).matches();
    }

    /** Starts an empty table. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects routes. Not thread-safe. */
    public static final class Builder {
        private final Map<String, SortedMap<String, OwnRoute>> routes = new TreeMap<>();

        private Builder() {}

        /** Answers GET and HEAD. A path whose last segment is {@code *} stands for all that differ in it and have no route of their own. */
        public Builder get(String path, OwnRoute route) {
            return add("GET", path, route).add("HEAD", path, route);
        }

        /** Answers POST. */
        public Builder post(String path, OwnRoute route) {
            return add("POST", path, route);
        }

        /** Answers every method; for routes that tell nobody which methods they take. */
        public Builder any(String path, OwnRoute route) {
            return add(ANY, path, route);
        }

        private Builder add(String method, String path, OwnRoute route) {
            routes.computeIfAbsent(path, key -> new TreeMap<>()).put(method, route);
            return this;
        }

        /** The table. */
        public OwnRoutes build() {
            Map<String, SortedMap<String, OwnRoute>> copy = new TreeMap<>();
            routes.forEach(
                    (path, methods) -> copy.put(path, Collections.unmodifiableSortedMap(new TreeMap<>(methods))));
            return new OwnRoutes(Collections.unmodifiableMap(copy));
        }
    }
}
