package io.headroom.deploy.legacy;

import java.nio.file.Path;

/**
 * Something that the Python Headroom wrote.
 *
 * @param tool the id of the tool that it is for; {@link #ANY} if it is for all
 * @param file the file
 * @param first its first line, from 1 on
 * @param last its last line
 * @param mark what it is known by
 * @param kind whether it can be taken out
 */
public record Leftover(String tool, Path file, int first, int last, String mark, Kind kind) {
    /** The tool of what is for all tools. */
    public static final String ANY = "";

    /** Whether something can be taken out. */
    public enum Kind {
        /** Whole lines between two marks, which go together. */
        BLOCK,
        /** Part of a document, or a block without an end: only shown. */
        BY_HAND
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
