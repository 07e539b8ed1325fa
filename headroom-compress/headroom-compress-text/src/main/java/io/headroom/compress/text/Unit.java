package io.headroom.compress.text;

import java.util.List;

/**
 * Some lines in a row that one line of the form stands for.
 *
 * @param first the number of the first line, from 0 on
 * @param count how many lines
 * @param pattern the pattern that they have together, or -1 for one line as it is
 * @param values what fills the pattern
 */
record Unit(int first, int count, int pattern, List<String> values) {
    static Unit verbatim(int line) {
        return new Unit(line, 1, -1, List.of());
    }
}
