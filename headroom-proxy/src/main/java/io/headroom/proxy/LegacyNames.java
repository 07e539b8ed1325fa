package io.headroom.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Flags and variables of the Python Headroom that mean nothing here; a start script that still gives them goes on working (PX-305). */
final class LegacyNames {
    private static final Set<String> FLAGS = Set.of(
            "workers",
            "no-cache",
            "no-rate-limit",
            "telemetry",
            "no-telemetry",
            "target-ratio",
            "no-read-lifecycle",
            "code-graph",
            "intercept-tool-results",
            "no-ccr-proactive-expansion");
    private static final List<String> PREFIXES = List.of(
            "memory",
            "no-memory",
            "learn",
            "no-learn",
            "read-maturation",
            "embedding-server",
            "subscription-",
            "codex-wire-debug");
    private static final Set<String> VARIABLES = Set.of("HEADROOM_OFFLINE", "HEADROOM_SKIP_UPSTREAM_CHECK");

    private LegacyNames() {}

    static boolean flag(String flag) {
        if (FLAGS.contains(flag) || PREFIXES.stream().anyMatch(flag::startsWith)) {
            return true;
        }
        return flag.contains("kompress") || (flag.startsWith("anthropic-") && flag.contains("-upstream-"));
    }

    static boolean variable(String name) {
        if (VARIABLES.contains(name)) {
            return true;
        }
        if (!name.startsWith("HEADROOM_")) {
            return false;
        }
        String flag =
                name.substring("HEADROOM_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
        return flag(flag) || flag("no-" + flag);
    }
}
