package io.headroom.compress.text.shorten;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line of a form that says which lines are missing, such as {@code [lines 6-60 left out; PASSED 55]}. A note with several ranges
 * stands at the first of them; the lines between them are shown below it.
 *
 * @param ranges what is left out, in order; neither overlapping nor adjacent
 * @param kind what the lines are
 * @param facts facts about exactly these lines, one line of text; may be empty
 */
public record GapNote(List<Range> ranges, Kind kind, String facts) {
    private static final String LINES = "[lines ";
    private static final String LEFT_OUT = " left out";
    private static final String RECOUNTED = ", @@ recounted";
    private static final String UPDATES = " overwritten updates left out]";
    private static final int MOST_DIGITS = 9;

    /** What the lines of a gap are. */
    public enum Kind {
        /** Any lines. */
        LINES,
        /** Context of a diff: a hunk header that follows a range was counted anew and replaces one in the range. */
        HUNKS,
        /** States of a progress display, each overwritten by the next. The note gives their number alone, its place tells which. */
        UPDATES
    }

    /**
     * Lines in a row.
     *
     * @param from the first, from 1 on
     * @param to the last
     */
    public record Range(int from, int to) {
        /** Checks the order. */
        public Range {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("not a range: " + from + "-" + to);
            }
        }

        /**
         * How many lines.
         *
         * @return at least 1
         */
        public int count() {
            return to - from + 1;
        }
    }

    /** Copies the list and checks that the note can be read back. */
    public GapNote {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || facts.indexOf('\n') >= 0 || (kind == Kind.UPDATES && ranges.size() > 1)) {
            throw new IllegalArgumentException("not a note: " + ranges + " " + facts);
        }
    }

    /**
     * A note on one run of lines.
     *
     * @param from the first, from 1 on
     * @param to the last
     * @param facts facts about them; may be empty
     * @return the note
     */
    public static GapNote lines(int from, int to, String facts) {
        return new GapNote(List.of(new Range(from, to)), Kind.LINES, facts);
    }

    /**
     * The note as a line of the form.
     *
     * @return the line, without line end
     */
    public String text() {
        if (kind == Kind.UPDATES) {
            return "[" + ranges.get(0).count() + UPDATES;
        }
        StringBuilder line = new StringBuilder(LINES);
        String separator = "";
        for (Range range : ranges) {
            line.append(separator).append(range.from()).append('-').append(range.to());
            separator = ",";
        }
        line.append(LEFT_OUT).append(kind == Kind.HUNKS ? RECOUNTED : "");
        if (!facts.isEmpty()) {
            line.append("; ").append(facts);
        }
        return line.append(']').toString();
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @param line a line of a form
     * @param next the number of the line that would come here, which tells where overwritten updates begin
     * @return the note, or empty if the line is none
     */
    public static Optional<GapNote> parse(String line, int next) {
        if (line.length() < 3 || line.charAt(0) != '[' || line.charAt(line.length() - 1) != ']') {
            return Optional.empty();
        }
        return line.startsWith(LINES) ? parseLines(line) : parseUpdates(line, next);
    }

    private static Optional<GapNote> parseUpdates(String line, int next) {
        int end = endOfNumber(line, 1);
        if (end < 0 || line.length() != end + UPDATES.length() || !line.endsWith(UPDATES)) {
            return Optional.empty();
        }
        int count = Integer.parseInt(line, 1, end, 10);
        return count > Integer.MAX_VALUE - next
                ? Optional.empty()
                : Optional.of(new GapNote(List.of(new Range(next, next + count - 1)), Kind.UPDATES, ""));
    }

    private static Optional<GapNote> parseLines(String line) {
        List<Range> ranges = new ArrayList<>();
        int at = LINES.length();
        int last = -1;
        do {
            int dash = endOfNumber(line, at);
            int end = dash < 0 || line.charAt(dash) != '-' ? -1 : endOfNumber(line, dash + 1);
            if (end < 0) {
                return Optional.empty();
            }
            int from = Integer.parseInt(line, at, dash, 10);
            int to = Integer.parseInt(line, dash + 1, end, 10);
            if (to < from || from <= last + 1) {
                return Optional.empty();
            }
            ranges.add(new Range(from, to));
            last = to;
            at = end + 1;
        } while (line.charAt(at - 1) == ',');
        if (!line.startsWith(LEFT_OUT, at - 1)) {
            return Optional.empty();
        }
        at += LEFT_OUT.length() - 1;
        boolean hunks = line.startsWith(RECOUNTED, at);
        at += hunks ? RECOUNTED.length() : 0;
        boolean plain = at == line.length() - 1;
        if (!plain && (!line.startsWith("; ", at) || at + 2 >= line.length() - 1)) {
            return Optional.empty();
        }
        String facts = plain ? "" : line.substring(at + 2, line.length() - 1);
        return Optional.of(new GapNote(ranges, hunks ? Kind.HUNKS : Kind.LINES, facts));
    }

    /** The end of a number without leading zero, before which there is at least one more character; -1 if there is none. */
    private static int endOfNumber(String line, int from) {
        int at = from;
        while (at < line.length() && at - from <= MOST_DIGITS && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        boolean number = at > from && at - from <= MOST_DIGITS && line.charAt(from) != '0' && at < line.length();
        return number ? at : -1;
    }
}
