package io.headroom.supervisor.launchd;

import io.headroom.api.supervise.ServiceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@code launchctl print} says about a loaded job. Its output is for people and no interface, so only few values are read, and
 * only in lines that begin with one tab: deeper blocks have values of the same names.
 */
record Printed(Optional<String> state, OptionalLong pid, OptionalInt lastExit, Optional<String> path) {
    static Printed read(String output) {
        Map<String, String> values = new HashMap<>();
        output.lines()
                .filter(line -> line.startsWith("\t") && !line.startsWith("\t\t"))
                .map(line -> line.substring(1).split(" = ", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> values.putIfAbsent(pair[0], pair[1].strip()));
        Optional<Long> pid = number(values.get("pid"));
        Optional<Long> exit = number(values.get("last exit code"));
        return new Printed(
                Optional.ofNullable(values.get("state")),
                pid.map(OptionalLong::of).orElse(OptionalLong.empty()),
                exit.map(Long::intValue).map(OptionalInt::of).orElse(OptionalInt.empty()),
                Optional.ofNullable(values.get("path")));
    }

    /** The leading digits: an exit code may be followed by its name, such as {@code 78: EX_CONFIG}. */
    private static Optional<Long> number(@org.jspecify.annotations.Nullable String text) {
        String digits = text == null ? "" : text.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > 18 ? Optional.empty() : Optional.of(Long.valueOf(digits));
    }

    /** Whether it is on its way out, after which the label is free. */
    boolean leaving() {
        return state.filter(text -> text.startsWith("SIG")).isPresent();
    }

    ServiceState serviceState() {
        return new ServiceState(status(), pid, lastExit, state.map(text -> "state = " + text).orElse(""));
    }

    private ServiceState.Status status() {
        if (leaving()) {
            return ServiceState.Status.STOPPING;
        }
        return switch (state.orElse("")) {
            case "running" -> ServiceState.Status.RUNNING;
            case "spawn scheduled", "spawning", "xpcproxy" -> ServiceState.Status.STARTING;
            case "not running", "waiting", "exited" ->
                lastExit.orElse(0) == 0 ? ServiceState.Status.STOPPED : ServiceState.Status.FAILED;
            default -> pid.isPresent() ? ServiceState.Status.RUNNING : ServiceState.Status.UNKNOWN;
        };
    }
}
