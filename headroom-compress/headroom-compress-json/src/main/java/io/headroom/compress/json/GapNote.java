package io.headroom.compress.json;

import io.headroom.api.compress.LeftOut;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that stands for what is left out: {@code [rows 3-36 left out; status ok 34]}, or {@code [result/items rows 3-36 left out]} for an
 * array inside a document, or {@code [lines 4-37 left out]} for a text that is a table.
 *
 * @param path the JSON Pointer of the array or object; empty for the outermost
 * @param unit what is counted: rows, items, keys or lines
 * @param from the first of them
 * @param to the last of them
 * @param facts what is known of them, without line breaks and brackets; may be empty
 */
record GapNote(String path, LeftOut.Unit unit, int from, int to, String facts) {
    private static final Pattern LINE = Pattern.compile(
            "\\[(?:([^ \\[\\]]+) )?(rows|items|keys|lines) (\\d{1,8})-(\\d{1,8}) left out(?:; ([^\\[\\]]+))?\\]");
    private static final Pattern PATH = Pattern.compile("(?:/[^ \\[\\]\\p{Cntrl}]*)*");

    /** Whether a path can be told in a note. */
    static boolean canName(String path) {
        return PATH.matcher(path).matches();
    }

    /** The note that a line is, if it is one. */
    static Optional<GapNote> parse(String line) {
        if (!line.startsWith("[") || !line.endsWith("]")) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        int from = Integer.parseInt(matcher.group(3));
        int to = Integer.parseInt(matcher.group(4));
        if (from < 1 || to < from) {
            return Optional.empty();
        }
        LeftOut.Unit unit = LeftOut.Unit.valueOf(
                matcher.group(2).substring(0, matcher.group(2).length() - 1).toUpperCase(Locale.ROOT));
        GapNote note = new GapNote(
                name == null ? "" : "/" + name, unit, from, to, matcher.group(5) == null ? "" : matcher.group(5));
        return note.line().equals(line) ? Optional.of(note) : Optional.empty();
    }

    /** How many units are left out. */
    int count() {
        return to - from + 1;
    }

    /** The note as a line, without a line end. */
    String line() {
        return "[" + (path.isEmpty() ? "" : path.substring(1) + " ")
                + unit.name().toLowerCase(Locale.ROOT) + "s " + from + "-" + to + " left out"
                + (facts.isEmpty() ? "" : "; " + facts) + "]";
    }

    /** The same for the engine. */
    LeftOut leftOut() {
        return new LeftOut(unit, path, from, to, count(), facts);
    }
}
