package io.headroom.deploy.profile;

import java.nio.file.Path;
import java.util.List;

/**
 * The program that supervisors start in the end.
 *
 * @param program the absolute, stable path of the {@code headroom} command
 * @param java the home of the Java runtime
 * @param version the version of Headroom
 * @param notes what the user should know about these paths, one sentence each
 */
public record Launcher(Path program, Path java, String version, List<String> notes) {
    public Launcher {
        notes = List.copyOf(notes);
    }
}
