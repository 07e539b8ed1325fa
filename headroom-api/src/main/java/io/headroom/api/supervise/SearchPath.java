package io.headroom.api.supervise;

import io.headroom.api.host.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code PATH} that a supervisor gives to what it starts: nothing of the interactive shell, but the folder of the container engine's
 * command, which an agent may have to find.
 *
 * @param folders the folders, the first is searched first
 */
public record SearchPath(List<String> folders) {
    private static final String ENGINE = "docker";

    public SearchPath {
        folders = List.copyOf(folders);
    }

    /**
     * The search path on a host.
     *
     * @param own the system's own folders
     * @param host where the engine's command is looked for
     * @return these folders, and that of the command behind them if it is another one
     */
    public static SearchPath of(List<String> own, Host host) {
        List<String> folders = new ArrayList<>(own);
        host.executable(ENGINE)
                .map(command -> String.valueOf(command.getParent()))
                .filter(folder -> !own.contains(folder))
                .ifPresent(folders::add);
        return new SearchPath(folders);
    }

    /**
     * The value of the variable, on Unix.
     *
     * @return for example {@code /usr/bin:/bin}
     */
    public String text() {
        return String.join(":", folders);
    }
}
