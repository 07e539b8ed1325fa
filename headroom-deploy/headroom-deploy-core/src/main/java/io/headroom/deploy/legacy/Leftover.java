package io.headroom.deploy.legacy;

import io.headroom.api.change.Change;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that the Python Headroom wrote.
 *
 * @param tool the id of the tool that it is for; {@link #ANY} if it is for all
 * @param file the file; for the account's crontab only its name
 * @param first its first line, from 1 on
 * @param last its last line
 * @param mark what it is known by
 * @param kind whether it can be taken out
 * @param edit how it is taken out of a document
 */
public record Leftover(
        String tool, Path file, int first, int last, String mark, Kind kind, Optional<Change.JsonEdit> edit) {
    /** The tool of what is for all tools. */
    public static final String ANY = "";

    /** Whether something can be taken out. */
    public enum Kind {
        /** Whole lines between two marks, which go together. */
        BLOCK,
        /** The same in the account's crontab. */
        CRON_BLOCK,
        /** Members or elements of a document. */
        ENTRY,
        /** A block without an end, part of a document that cannot be read, or a whole file: only shown. */
        BY_HAND;

        /**
         * Whether {@link LegacyRemoval} takes it out.
         *
         * @return whether it does
         */
        public boolean removable() {
            return this != BY_HAND;
        }
    }

    /**
     * Whether it concerns a tool.
     *
     * @param id the tool's id
     * @return whether it is for that tool, or for all
     */
    public boolean concerns(String id) {
        return tool.equals(ANY) || tool.equals(id);
    }

    /**
     * Where it is and what, in words.
     *
     * @return for example {@code /home/ada/.bashrc, lines 3 to 9 (# >>> headroom persistent env >>>)}
     */
    public String words() {
        String lines = first == last ? "line " + first : "lines " + first + " to " + last;
        return file + ", " + lines + " (" + mark + ")";
    }
}
