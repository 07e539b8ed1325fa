package io.headroom.api.change;

import io.headroom.api.host.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Something that should be so on a machine. Plugins return changes, one engine makes and undoes them: nothing here does anything.
 *
 * <p>Values compare by content, so that two plans can be subtracted. Each kind has an exact inverse as long as nobody touched the place
 * since; where the user did, only our own part is undone. Modes are POSIX permission bits such as {@code 0600} and mean nothing on
 * Windows, where files are the account's own.
 */
public sealed interface Change {
    /**
     * What all changes have.
     *
     * @return id, owner, phase, rights, secrecy and sentence
     */
    ChangeInfo info();

    /**
     * A file that is ours alone. Undone: the former bytes, or no file; if the user edited it, it is kept aside.
     *
     * @param info what all changes have
     * @param path where
     * @param content the bytes
     * @param mode permission bits; empty: those of the account's umask
     */
    record OwnFile(ChangeInfo info, Path path, FileContent content, OptionalInt mode) implements Change {
        public OwnFile {
            requireAbsolute(path);
        }
    }

    /**
     * A directory. Undone: removed if we made it and it is empty.
     *
     * @param info what all changes have
     * @param path where
     * @param mode permission bits; empty: those of the account's umask
     */
    record OwnDirectory(ChangeInfo info, Path path, OptionalInt mode) implements Change {
        public OwnDirectory {
            requireAbsolute(path);
        }
    }

    /**
     * Edits of a JSON document that keep every other byte.
     *
     * @param info what all changes have
     * @param path where
     * @param syntax what the program that owns the file reads; a file in a wider syntax is refused
     * @param edits the edits, in order
     */
    record JsonEdit(ChangeInfo info, Path path, JsonSyntax syntax, List<DocumentEdit> edits) implements Change {
        public JsonEdit {
            requireAbsolute(path);
            edits = List.copyOf(edits);
        }
    }

    /**
     * Edits of a TOML document that keep every other byte.
     *
     * @param info what all changes have
     * @param path where
     * @param edits the edits, in order
     */
    record TomlEdit(ChangeInfo info, Path path, List<DocumentEdit> edits) implements Change {
        public TomlEdit {
            requireAbsolute(path);
            edits = List.copyOf(edits);
        }
    }

    /**
     * A marked block of lines in a text file, usually a shell's.
     *
     * @param info what all changes have
     * @param path where
     * @param marker names the block in the lines around it
     * @param lines the lines, without line ends
     * @param place where in the file
     */
    record BlockEdit(ChangeInfo info, Path path, String marker, List<String> lines, Place place) implements Change {
        /** Where a block goes. */
        public enum Place {
            /** Before the first line. */
            TOP,
            /** After the last line. */
            END
        }

        public BlockEdit {
            requireAbsolute(path);
            lines = List.copyOf(lines);
            if (marker.isBlank()
                    || (marker + String.join("", lines)).chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                throw new IllegalArgumentException("a block has a marker, and lines without line ends");
            }
        }
    }

    /**
     * An environment variable in the registry of Windows.
     *
     * @param info what all changes have
     * @param hive whose
     * @param name the variable
     * @param value its value: no line break, no NUL, and less than the 32,767 characters that Windows has for it
     */
    record EnvironmentValue(ChangeInfo info, Hive hive, String name, String value) implements Change {
        private static final int LIMIT = 32_767;

        /** Whose environment. */
        public enum Hive {
            /** The account's. */
            USER,
            /** The machine's. */
            MACHINE
        }

        public EnvironmentValue {
            Objects.requireNonNull(value, "value");
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("not a variable's name: " + name);
            }
            if (value.length() >= LIMIT || value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                throw new IllegalArgumentException("not a value that Windows could give to programs, of " + name);
            }
        }
    }

    /**
     * A command, for what no file says. It is run once, and again if a file of its supervisor was changed; it must not mind being run
     * where everything is so already. Its effect counts as ours: who must not undo what was there before says so by the probe.
     *
     * @param info what all changes have
     * @param apply does it
     * @param undo undoes it
     * @param probe exits with 0 exactly if there is something to undo
     */
    record Command(ChangeInfo info, CommandLine apply, CommandLine undo, CommandLine probe) implements Change {
        public Command {
            Objects.requireNonNull(apply, "apply");
            Objects.requireNonNull(undo, "undo");
            Objects.requireNonNull(probe, "probe");
        }
    }

    /** What is read as JSON by the program that owns a file. */
    enum JsonSyntax {
        /** RFC 8259: no comments, no trailing commas. */
        STRICT,
        /** With comments and trailing commas. */
        JSONC,
        /** JSON5, see <a href="https://spec.json5.org/">spec.json5.org</a>. */
        JSON5
    }

    private static void requireAbsolute(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }
}
