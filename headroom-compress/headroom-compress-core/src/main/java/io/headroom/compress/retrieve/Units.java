package io.headroom.compress.retrieve;

import java.util.Arrays;

/** Where the units of a text begin and end, in its characters: the first is 0, ends are exclusive. */
final class Units {
    private static final int FIRST_SIZE = 64;

    private int[] starts = new int[FIRST_SIZE];
    private int[] ends = new int[FIRST_SIZE];
    private int count;

    void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    /** Where a unit begins; the first unit is 1. */
    int start(int unit) {
        return starts[unit - 1];
    }

    int end(int unit) {
        return ends[unit - 1];
    }

    /**
     * The lines of a text with their ends. A line ends with LF; or all lines end with CR LF; or, where CR stands otherwise, a line ends
     * after each CR, too. That is how the text codec counts, so that its notes and this agree.
     */
    static Units lines(String text) {
        boolean crlf = allCrLf(text);
        Units lines = new Units();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || (c == '\r' && !crlf)) {
                lines.add(start, at + 1);
                start = at + 1;
            }
        }
        if (start < text.length()) {
            lines.add(start, text.length());
        }
        return lines;
    }

    private static boolean allCrLf(String text) {
        int pairs = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (at == 0 || text.charAt(at - 1) != '\r') {
                return false;
            }
            pairs++;
        }
        int returns = 0;
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            returns++;
        }
        return pairs > 0 && returns == pairs;
    }
}
