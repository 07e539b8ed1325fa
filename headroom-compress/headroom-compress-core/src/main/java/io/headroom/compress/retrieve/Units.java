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

    /** The lines of a text with their ends: LF, CR LF or CR, as a reader counts them and {@code LeftOut.Unit.LINE} says. */
    static Units lines(String text) {
        Units lines = new Units();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (c == '\n' || (c == '\r' && !pair)) {
                lines.add(start, at + 1);
                start = at + 1;
            }
        }
        if (start < text.length()) {
            lines.add(start, text.length());
        }
        return lines;
    }
}
