package io.headroom.api.provider;

import io.headroom.api.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a tool on a host.
 *
 * @param presence whether it is there
 * @param executable its program
 * @param configFiles the configuration files that it reads, strongest first; they need not exist
 * @param evidence what was seen, one sentence each
 */
public record Detection(Presence presence, Optional<Path> executable, List<Path> configFiles, List<String> evidence) {
    /** Whether a tool is there. */
    public enum Presence {
        /** Its program or its configuration was found. */
        INSTALLED,
        /** Neither was found. */
        ABSENT,
        /** It cannot be told, as with an application that leaves no trace on the search path. */
        UNKNOWN
    }

    public Detection {
        configFiles = List.copyOf(configFiles);
        evidence = List.copyOf(evidence);
    }

    /**
     * Detects a tool by its program alone.
     *
     * @param host where to look
     * @param name the program's name
     * @return installed if it is on the search path, otherwise absent
     */
    public static Detection ofExecutable(Host host, String name) {
        Optional<Path> executable = host.executable(name);
        return new Detection(
                executable.isPresent() ? Presence.INSTALLED : Presence.ABSENT,
                executable,
                List.of(),
                executable.map(path -> name + " is " + path).stream().toList());
    }
}
