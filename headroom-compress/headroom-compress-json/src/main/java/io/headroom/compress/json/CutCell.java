package io.headroom.compress.json;

import io.headroom.api.compress.LeftOut;
import java.util.Optional;

/**
 * A very long string of which the middle is left out: {@code start[... 48210 characters left out; /rows/3/data 121-48330]end}. The numbers
 * count the UTF-16 code units of the string, without its escapes.
 *
 * @param head what is shown of the start
 * @param path the JSON Pointer of the string in the original
 * @param from the first character left out, from 1 on
 * @param to the last character left out
 * @param tail what is shown of the end
 */
record CutCell(String head, String path, int from, int to, String tail) {
    /** Strings up to this length stay whole. */
    static final int LONGEST = 2_000;

    private static final int SHOWN = 120;
    /** No cut string is shorter. */
    static final int SHORTEST = 2 * SHOWN;

    private static final String MARK = "[... ";
    private static final String LEFT_OUT = " characters left out; ";
    private static final int MOST_DIGITS = 9;

    /** Cuts a string of more than {@link #LONGEST} characters; never within a surrogate pair. */
    static CutCell of(String string, String path) {
        int head = Character.isHighSurrogate(string.charAt(SHOWN - 1)) ? SHOWN + 1 : SHOWN;
        int tail = string.length() - SHOWN;
        tail -= Character.isLowSurrogate(string.charAt(tail)) ? 1 : 0;
        return new CutCell(string.substring(0, head), path, head + 1, tail, string.substring(tail));
    }

    /** The string that stands in its place. */
    String text() {
        return head + MARK + count() + LEFT_OUT + path + " " + from + "-" + to + "]" + tail;
    }

    private int count() {
        return to - from + 1;
    }

    /** The same for the engine. */
    LeftOut leftOut() {
        return new LeftOut(LeftOut.Unit.CHARACTER, path, from, to, count(), "");
    }

    /** Reads what {@link #text()} wrote; empty for any other string. */
    static Optional<CutCell> parse(String string) {
        for (int head = SHOWN; head <= SHOWN + 1; head++) {
            if (string.startsWith(MARK, head)) {
                int end = string.indexOf(']', head);
                int tail = string.length() - end - 1;
                if (end > 0 && (tail == SHOWN || tail == SHOWN + 1)) {
                    return parse(string, head, end);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<CutCell> parse(String string, int head, int end) {
        String mark = string.substring(head + MARK.length(), end);
        int place = mark.indexOf(LEFT_OUT);
        int space = mark.lastIndexOf(' ');
        int dash = mark.lastIndexOf('-');
        if (place < 0 || space < place + LEFT_OUT.length() || dash < space) {
            return Optional.empty();
        }
        String path = mark.substring(place + LEFT_OUT.length(), space);
        int from = number(mark.substring(space + 1, dash));
        int to = number(mark.substring(dash + 1));
        if (from < 1 || to < from || path.isEmpty() || !GapNote.canName(path)) {
            return Optional.empty();
        }
        CutCell cut = new CutCell(string.substring(0, head), path, from, to, string.substring(end + 1));
        return cut.text().equals(string) ? Optional.of(cut) : Optional.empty();
    }

    private static int number(String digits) {
        boolean number = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }
}
