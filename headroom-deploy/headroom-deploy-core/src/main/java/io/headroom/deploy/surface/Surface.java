package io.headroom.deploy.surface;

import io.headroom.api.change.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place of a machine that changes are made to. Two changes that meet on one surface are stacked.
 *
 * @param kind what it is
 * @param name the path, the variable with its hive, or the command line that does it
 * @param path where, for files and directories
 */
public record Surface(Kind kind, String name, Optional<Path> path) {
    /** Kinds of surfaces. */
    public enum Kind {
        /** A file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A registry value of Windows. */
        ENVIRONMENT,
        /** What a command does. */
        COMMAND
    }

    /**
     * The surface of a change.
     *
     * @param change the change
     * @return where it is made
     */
    public static Surface of(Change change) {
        if (change instanceof Change.OwnFile file) {
            return file(file.path());
        }
        if (change instanceof Change.JsonEdit edit) {
            return file(edit.path());
        }
        if (change instanceof Change.TomlEdit edit) {
            return file(edit.path());
        }
        if (change instanceof Change.BlockEdit edit) {
            return file(edit.path());
        }
        if (change instanceof Change.OwnDirectory directory) {
            return new Surface(Kind.DIRECTORY, directory.path().toString(), Optional.of(directory.path()));
        }
        if (change instanceof Change.EnvironmentValue value) {
            return new Surface(Kind.ENVIRONMENT, value.hive() + " " + value.name(), Optional.empty());
        }
        if (change instanceof Change.Command command) {
            // What is undone differently is something else, even if it is done by the same words.
            List<String> both = List.of(
                    String.join(" ", command.apply().arguments()),
                    String.join(" ", command.undo().arguments()));
            return new Surface(Kind.COMMAND, String.join("; ", both), Optional.empty());
        }
        throw new IllegalArgumentException(
                "not a kind of change: " + change.info().id());
    }

    /**
     * A file.
     *
     * @param path where
     * @return its surface
     */
    public static Surface file(Path path) {
        return new Surface(Kind.FILE, path.toString(), Optional.of(path));
    }

    /**
     * What changes have in common that are written at once: those of one file, and those of one environment.
     *
     * @param change the change
     * @return a name; empty for what is always done alone
     */
    public static Optional<String> writtenWith(Change change) {
        if (change instanceof Change.EnvironmentValue value) {
            return Optional.of(
                    "environment of " + value.hive() + " by " + value.info().rights());
        }
        Surface surface = of(change);
        return surface.kind() == Kind.FILE ? Optional.of(surface.key()) : Optional.empty();
    }

    /**
     * How it is called among all surfaces.
     *
     * @return kind and name
     */
    public String key() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }
}
