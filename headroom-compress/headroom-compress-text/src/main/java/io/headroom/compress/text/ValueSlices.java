package io.headroom.compress.text;

import java.util.Arrays;

/** The values that were found in the lines of one record so far, as slices of the lines. */
final class ValueSlices {
    private String[] source = new String[16];
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    void add(String line, int start, int end) {
        if (size == source.length) {
            source = Arrays.copyOf(source, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        source[size] = line;
        from[size] = start;
        to[size] = end;
        size++;
    }

    int length(int value) {
        return to[value] - from[value];
    }

    /** Whether a value stands in a line once more. */
    boolean repeats(int value, String line, int at) {
        return line.regionMatches(at, source[value], from[value], length(value));
    }

    void addTo(Units units) {
        for (int value = 0; value < size; value++) {
            units.addValue(source[value], from[value], to[value]);
        }
    }
}
