package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a JSON text is laid out, and the note that says so behind the first line of a form. Minified with raw characters has no note.
 *
 * @param spacing what stands between tokens
 * @param width the number of spaces of an indented level
 * @param escaped whether characters beyond ASCII are escaped
 * @param lines whether the elements of the outermost array stand on lines of their own, without brackets
 * @param newline whether a line feed ends the text
 * @param bom whether a byte order mark begins it
 */
record Layout(Spacing spacing, int width, boolean escaped, boolean lines, boolean newline, boolean bom) {
    static final Layout MINIFIED = new Layout(Spacing.NONE, 0, false, false, false, false);
    private static final int WIDEST = 8;

    /** What stands between tokens. */
    enum Spacing {
        NONE,
        SPACED,
        INDENTED,
        TABS
    }

    /** The note with the space before it, or nothing. */
    String note() {
        List<String> words = new ArrayList<>();
        switch (spacing) {
            case SPACED -> words.add("spaced");
            case INDENTED -> words.add("indent " + width);
            case TABS -> words.add("tabs");
            default -> {}
        }
        if (escaped) {
            words.add("escaped");
        }
        if (lines) {
            words.add("lines");
        }
        if (newline) {
            words.add("newline");
        }
        if (bom) {
            words.add("bom");
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    /** The note to put behind a line: an empty one where the line itself ends like a note. */
    String noteBehind(CharSequence line) {
        String note = note();
        String before = line.toString();
        boolean readsLikeNote = noteStart(before) >= 0 || TextTable.noteStart(before) >= 0;
        return note.isEmpty() && readsLikeNote ? " ()" : note;
    }

    /** Where the note of a line starts, with the space before it, or -1. */
    static int noteStart(String line) {
        if (!line.endsWith(")")) {
            return -1;
        }
        int start = line.lastIndexOf(" (");
        return start >= 0 && parse(line.substring(start)).isPresent() ? start : -1;
    }

    static Optional<Layout> parse(String note) {
        String inside = note.substring(2, note.length() - 1);
        if (inside.isEmpty()) {
            return Optional.of(MINIFIED);
        }
        Spacing spacing = Spacing.NONE;
        int width = 0;
        boolean escaped = false;
        boolean lines = false;
        boolean newline = false;
        boolean bom = false;
        for (String word : inside.split(", ", -1)) {
            switch (word) {
                case "spaced" -> spacing = Spacing.SPACED;
                case "tabs" -> spacing = Spacing.TABS;
                case "escaped" -> escaped = true;
                case "lines" -> lines = true;
                case "newline" -> newline = true;
                case "bom" -> bom = true;
                default -> {
                    if (!word.startsWith("indent ") || word.length() != 8) {
                        return Optional.empty();
                    }
                    spacing = Spacing.INDENTED;
                    width = word.charAt(7) - '0';
                }
            }
        }
        Layout layout = new Layout(spacing, width, escaped, lines, newline, bom);
        return width >= 0 && width <= WIDEST && layout.note().equals(note) ? Optional.of(layout) : Optional.empty();
    }
}
