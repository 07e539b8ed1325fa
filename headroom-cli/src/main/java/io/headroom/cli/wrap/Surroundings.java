package io.headroom.cli.wrap;

import io.headroom.api.host.Host;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variables that any tool behind a proxy needs besides its address. */
final class Surroundings {
    private static final List<String> PROXIES =
            List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    private final Host host;

    /** The surroundings on a host. */
    Surroundings(Host host) {
        this.host = host;
    }

    /**
     * The variables.
     *
     * @param port the proxy's port
     * @param launcher the {@code headroom} command, which markers name
     */
    Map<String, String> behind(int port, Path launcher) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (PROXIES.stream().anyMatch(name -> !host.variable(name).orElse("").isBlank())) {
            // With a company's proxy set, tools send even loopback requests there (PV-206).
            variables.put("NO_PROXY", exempt("NO_PROXY", "no_proxy"));
            variables.put("no_proxy", exempt("no_proxy", "NO_PROXY"));
        }
        variables.put("HEADROOM_WRAPPED", Integer.toString(port));
        Path folder = launcher.getParent();
        if (folder != null && host.executable("headroom").isEmpty()) {
            variables.put(
                    "PATH",
                    host.variable("PATH")
                            .filter(path -> !path.isEmpty())
                            .map(path -> path + File.pathSeparator + folder)
                            .orElse(folder.toString()));
        }
        return variables;
    }

    private String exempt(String name, String twin) {
        String given = host.variable(name)
                .filter(value -> !value.isBlank())
                .orElse(host.variable(twin).orElse(""));
        Set<String> entries = new LinkedHashSet<>();
        for (String entry : given.split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        if (entries.contains("*")) {
            return given;
        }
        entries.addAll(LOOPBACK);
        return String.join(",", entries);
    }
}
