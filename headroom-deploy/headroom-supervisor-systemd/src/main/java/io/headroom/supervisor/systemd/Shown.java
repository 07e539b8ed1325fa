package io.headroom.supervisor.systemd;

import io.headroom.api.supervise.ServiceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What {@code systemctl show} says about a service; drop-ins of the user count. See {@code org.freedesktop.systemd1(5)}. */
record Shown(Map<String, String> properties) {
    static final List<String> PROPERTIES = List.of(
            "LoadState", "ActiveState", "SubState", "Result", "NRestarts", "MainPID", "ExecMainCode", "ExecMainStatus");

    // CLD_EXITED of sigaction(2); other codes mean a signal.
    private static final int EXITED = 1;

    static Shown parse(String output) {
        Map<String, String> properties = new HashMap<>();
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return new Shown(properties);
    }

    ServiceState state() {
        return new ServiceState(status(), pid(), lastExit(), detail());
    }

    private ServiceState.Status status() {
        return switch (value("ActiveState")) {
            case "active", "reloading" -> ServiceState.Status.RUNNING;
            case "activating" -> ServiceState.Status.STARTING;
            case "deactivating" -> ServiceState.Status.STOPPING;
            case "failed" -> ServiceState.Status.FAILED;
            case "inactive" ->
                value("LoadState").equals("loaded") ? ServiceState.Status.STOPPED : ServiceState.Status.ABSENT;
            default -> ServiceState.Status.UNKNOWN;
        };
    }

    private OptionalLong pid() {
        long pid = number("MainPID");
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    private OptionalInt lastExit() {
        long code = number("ExecMainCode");
        if (code <= 0) {
            return OptionalInt.empty();
        }
        int status = (int) number("ExecMainStatus");
        return OptionalInt.of(code == EXITED ? status : 128 + status);
    }

    private String detail() {
        return value("ActiveState") + " (" + value("SubState") + "), result " + value("Result") + ", restarts "
                + value("NRestarts");
    }

    private String value(String name) {
        return properties.getOrDefault(name, "");
    }

    private long number(String name) {
        String value = value(name);
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
    }
}
