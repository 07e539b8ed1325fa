package io.headroom.api.provider;

import io.headroom.api.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
     * Looks whether an exemption is needed in an account's environment.
     *
     * @param host whose environment
     * @return as {@link #missing(Function)}
     */
    public static Optional<String> missing(Host host) {
        return missing(host::variable);
    }

    /**
     * Looks whether an exemption is needed among the variables that a tool sees.
     *
     * @param variables gives a variable's value by its name
     * @return the value that {@code NO_PROXY} and {@code no_proxy} must have, the user's own entries first; empty if no HTTP proxy is
     *     named, or the loopback address is exempt
     */
    public static Optional<String> missing(Function<String, Optional<String>> variables) {
        return namesProxy(variables) && !exempt(variables) ? Optional.of(extended(variables)) : Optional.empty();
    }

    /**
     * Whether an HTTP proxy is named.
     *
     * @param variables gives a variable's value by its name
     * @return whether one of the variables for it has a value
     */
    public static boolean namesProxy(Function<String, Optional<String>> variables) {
        return PROXY_VARIABLES.stream()
                .anyMatch(name ->
                        variables.apply(name).filter(value -> !value.isBlank()).isPresent());
    }

    private static boolean exempt(Function<String, Optional<String>> variables) {
        // Programs differ in which spelling wins, so each one that is set must do.
        List<List<String>> set = NO_PROXY.stream()
                .flatMap(name -> variables.apply(name).stream())
                .map(LoopbackExemption::entries)
                .toList();
        return !set.isEmpty()
                && set.stream().allMatch(entries -> entries.contains("*") || entries.contains("127.0.0.1"));
    }

    private static String extended(Function<String, Optional<String>> variables) {
        List<String> entries = new ArrayList<>();
        for (String name : NO_PROXY) {
            variables.apply(name).map(LoopbackExemption::entries).orElse(List.of()).stream()
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
