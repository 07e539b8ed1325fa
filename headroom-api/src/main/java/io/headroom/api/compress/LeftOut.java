package io.headroom.api.compress;

import java.util.Objects;

/**
 * One run of units that a lossy form does not show. The range is 1-based, inclusive, and counts units of the original.
 *
 * @param unit what is counted
 * @param path where in a JSON document the units are counted: the JSON Pointer (RFC 6901) of the array, object or string that holds them;
 *     empty for the document or text itself. The rows of JSON Lines are its values; text that is no JSON has no path
 * @param from the first unit left out
 * @param to the last unit left out
 * @param count how many units were left out; less than the length of the range where some of it is shown
 * @param what facts about exactly these units, as the note in the text gives them; may be empty
 */
public record LeftOut(Unit unit, String path, int from, int to, int count, String what) {
    /** What a lossy form leaves out. */
    public enum Unit {
        /** A row of a table. */
        ROW,
        /** A member of an object. */
        KEY,
        /** An element of a list. */
        ITEM,
        /** A line of a text. */
        LINE,
        /** A hunk of a diff. */
        HUNK,
        /** A character (UTF-16 code unit) of a text, or of the string at the path. */
        CHARACTER,
        /** A word of prose. */
        WORD,
        /** An overwritten progress update. */
        UPDATE,
        /** A terminal control code. */
        CODE,
        /** Markup such as tags and scripts. */
        MARKUP
    }

    public LeftOut {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(what, "what");
        if (from < 1 || to < from || count < 1 || count > to - from + 1) {
            throw new IllegalArgumentException("not a range of left out units: " + from + "-" + to + ", " + count);
        }
    }

    /**
     * Units of the text itself.
     *
     * @param unit what is counted
     * @param from the first unit left out
     * @param to the last unit left out
     * @param count how many units were left out
     * @param what facts about exactly these units; may be empty
     */
    public LeftOut(Unit unit, int from, int to, int count, String what) {
        this(unit, "", from, to, count, what);
    }
}
