package io.headroom.api.provider;

import io.headroom.api.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where variables name an HTTP proxy, tools send even requests to {@code 127.0.0.1} there, unless {@code NO_PROXY} exempts it (measured
 * with Claude Code and Codex).
 */
public final class LoopbackExemption {
    private static final List<String> PROXY_VARIABLES =
            List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
    private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    private LoopbackExemption() {}

    /**
     * Looks whether an exemption is needed.
     *
     * @param host whose environment
     * @return the value that {@code NO_PROXY} and {@code no_proxy} must have, the user's own entries first; empty if no HTTP proxy is
     *     named, or the loopback address is exempt
     */
    public static Optional<String> missing(Host host) {
        boolean named = PROXY_VARIABLES.stream()
                .anyMatch(name ->
                        host.variable(name).filter(value -> !value.isBlank()).isPresent());
        return named && !exempt(host) ? Optional.of(extended(host)) : Optional.empty();
    }

    private static boolean exempt(Host host) {
        // Programs differ in which spelling wins, so each one that is set must do.
        List<List<String>> set = NO_PROXY.stream()
                .flatMap(name -> host.variable(name).stream())
                .map(LoopbackExemption::entries)
                .toList();
        return !set.isEmpty()
                && set.stream().allMatch(entries -> entries.contains("*") || entries.contains("127.0.0.1"));
    }

    private static String extended(Host host) {
        List<String> entries = new ArrayList<>();
        for (String name : NO_PROXY) {
            host.variable(name).map(LoopbackExemption::entries).orElse(List.of()).stream()
                    .filter(entry -> !entries.contains(entry))
                    .forEach(entries::add);
        }
        LOOPBACK.stream().filter(entry -> !entries.contains(entry)).forEach(entries::add);
        return String.join(",", entries);
    }

    private static List<String> entries(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
