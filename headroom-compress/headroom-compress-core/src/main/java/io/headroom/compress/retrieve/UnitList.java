package io.headroom.compress.retrieve;

import java.util.Arrays;

/** All units of a text, by their offsets. */
final class UnitList implements Units {
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

    @Override
    public int count() {
        return count;
    }

    @Override
    public int start(int unit) {
        return starts[unit - 1];
    }

    @Override
    public int end(int unit) {
        return ends[unit - 1];
    }

    /** The lines of a text with their ends: LF, CR LF or CR, as a reader counts them and {@code LeftOut.Unit.LINE} says. */
    static UnitList lines(String text) {
        UnitList lines = new UnitList();
        eachLine(text, lines::add);
        return lines;
    }

    /** Takes a unit. */
    interface Taker {
        void take(int start, int end);
    }

    /** Tells the same lines one after another. */
    static void eachLine(String text, Taker taker) {
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (c == '\n' || (c == '\r' && !pair)) {
                taker.take(start, at + 1);
                start = at + 1;
            }
        }
        if (start < text.length()) {
            taker.take(start, text.length());
        }
    }
}
