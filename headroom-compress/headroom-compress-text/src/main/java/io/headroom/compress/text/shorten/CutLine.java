package io.headroom.compress.text.shorten;

import java.util.Optional;

/**
 * A very long line of which the middle is left out: {@code start[... 48210 characters left out; 121-48330]end}. The numbers count the
 * UTF-16 code units of the whole original text.
 *
 * @param head what is shown of the start
 * @param from the first character left out, from 1 on
 * @param to the last character left out
 * @param tail what is shown of the end
 */
public record CutLine(String head, int from, int to, String tail) {
    /** Lines up to this length stay whole. */
    public static final int LONGEST = 2_000;

    private static final int SHOWN = 120;
    private static final String MARK = "[... ";
    private static final String LEFT_OUT = " characters left out; ";
    private static final int MOST_DIGITS = 9;

    /**
     * Cuts a line.
     *
     * @param line a line of more than {@link #LONGEST} characters
     * @param offset where in the text the line starts, from 0 on
     * @return the cut line
     */
    public static CutLine of(String line, int offset) {
        int head = Character.isHighSurrogate(line.charAt(SHOWN - 1)) ? SHOWN + 1 : SHOWN;
        int tail = line.length() - SHOWN;
        tail -= Character.isLowSurrogate(line.charAt(tail)) ? 1 : 0;
        return new CutLine(line.substring(0, head), offset + head + 1, offset + tail, line.substring(tail));
    }

    /**
     * The line of the form.
     *
     * @return head, mark and tail
     */
    public String text() {
        return head + MARK + (to - from + 1) + LEFT_OUT + from + "-" + to + "]" + tail;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @param line a line of a form
     * @return the cut line, or empty if it is an ordinary line
     */
    public static Optional<CutLine> parse(String line) {
        for (int head = SHOWN; head <= SHOWN + 1; head++) {
            if (line.startsWith(MARK, head)) {
                int end = line.indexOf(']', head);
                int tail = line.length() - end - 1;
                if (end > 0 && (tail == SHOWN || tail == SHOWN + 1)) {
                    return parse(line, head, end);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<CutLine> parse(String line, int head, int end) {
        String mark = line.substring(head + MARK.length(), end);
        int numbers = mark.indexOf(LEFT_OUT);
        int dash = mark.lastIndexOf('-');
        if (numbers < 0 || dash < numbers + LEFT_OUT.length()) {
            return Optional.empty();
        }
        int from = number(mark.substring(numbers + LEFT_OUT.length(), dash));
        int to = number(mark.substring(dash + 1));
        if (from < 1 || to < from) {
            return Optional.empty();
        }
        CutLine cut = new CutLine(line.substring(0, head), from, to, line.substring(end + 1));
        return cut.text().equals(line) ? Optional.of(cut) : Optional.empty();
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(digits);
    }
}
