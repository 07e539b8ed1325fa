package io.headroom.cli.wrap;

import io.headroom.api.host.Host;
import io.headroom.api.provider.LoopbackExemption;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that any tool behind a proxy needs besides its address. */
final class Surroundings {
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
        LoopbackExemption.missing(host).ifPresent(value -> {
            variables.put("NO_PROXY", value);
            variables.put("no_proxy", value);
        });
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
}
