package io.headroom.compress.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The units of a plan, in the order of the lines: each is some lines in a row that one line of the form stands for. Flat arrays, because
 * a long text has very many; values are slices of lines, not strings of their own. Grows, and is not changed any more once it is planned.
 */
final class Units {
    private static final int VERBATIM = -1;

    private int[] first = new int[256];
    private int[] pattern = new int[256];
    private int[] firstValue = new int[256];
    private int size;
    private String[] source = new String[512];
    private int[] from = new int[512];
    private int[] to = new int[512];
    private int values;

    /** All lines as they are. */
    static Units verbatim(int lines) {
        Units units = new Units();
        for (int line = 0; line < lines; line++) {
            units.add(line, VERBATIM);
        }
        return units;
    }

    /**
     * Adds a unit; its values follow by {@link #addValue}.
     *
     * @param line its first line, from 0 on
     * @param number its pattern, or -1 for a line as it is
     */
    void add(int line, int number) {
        if (size + 1 == first.length) {
            first = Arrays.copyOf(first, 2 * size + 2);
            pattern = Arrays.copyOf(pattern, 2 * size + 2);
            firstValue = Arrays.copyOf(firstValue, 2 * size + 2);
        }
        first[size] = line;
        pattern[size] = number;
        firstValue[size] = values;
        size++;
        firstValue[size] = values;
    }

    /** Adds a value of the last unit: a slice that is not empty and holds no space. */
    void addValue(String text, int start, int end) {
        if (values == source.length) {
            source = Arrays.copyOf(source, 2 * values);
            from = Arrays.copyOf(from, 2 * values);
            to = Arrays.copyOf(to, 2 * values);
        }
        source[values] = text;
        from[values] = start;
        to[values] = end;
        values++;
        firstValue[size] = values;
    }

    int size() {
        return size;
    }

    /** The number of the first line. */
    int first(int unit) {
        return first[unit];
    }

    /** The pattern, or -1 for one line as it is. */
    int pattern(int unit) {
        return pattern[unit];
    }

    boolean isVerbatim(int unit) {
        return pattern[unit] == VERBATIM;
    }

    boolean hasValues(int unit) {
        return firstValue[unit] < firstValue[unit + 1];
    }

    /** The first character of the first value. */
    char firstCharacter(int unit) {
        int value = firstValue[unit];
        return source[value].charAt(from[value]);
    }

    /** Writes the values, with a space between two of them. */
    void appendValues(int unit, StringBuilder out) {
        for (int value = firstValue[unit]; value < firstValue[unit + 1]; value++) {
            if (value > firstValue[unit]) {
                out.append(' ');
            }
            out.append(source[value], from[value], to[value]);
        }
    }

    /** The values as strings of their own. */
    List<String> values(int unit) {
        List<String> found = new ArrayList<>();
        for (int value = firstValue[unit]; value < firstValue[unit + 1]; value++) {
            found.add(source[value].substring(from[value], to[value]));
        }
        return found;
    }

    /** Whether two units of the same pattern stand for the same lines. */
    boolean haveSameValues(int unit, int other) {
        int count = firstValue[unit + 1] - firstValue[unit];
        if (firstValue[other + 1] - firstValue[other] != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int a = firstValue[unit] + i;
            int b = firstValue[other] + i;
            int length = to[a] - from[a];
            if (to[b] - from[b] != length || !source[a].regionMatches(from[a], source[b], from[b], length)) {
                return false;
            }
        }
        return true;
    }

    /** Gives the patterns other numbers. */
    void renumber(int[] numbers) {
        for (int unit = 0; unit < size; unit++) {
            if (pattern[unit] >= 0) {
                pattern[unit] = numbers[pattern[unit]];
            }
        }
    }
}
