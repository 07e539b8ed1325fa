package io.headroom.compress.json;

import org.jspecify.annotations.Nullable;

/**
 * A column before its cells are analysed.
 *
 * @param path the path as the header spells it
 * @param kind what the values are
 * @param values for each row its value, or -1
 * @param below the rows of a list of objects; null for every other kind, and for a tree, whose rows are the table's own
 */
record Leaf(String path, Kind kind, int[] values, @Nullable RowSet below) {
    /** What the values of a column are. */
    enum Kind {
        VALUE,
        LIST,
        BELOW,
        SAME_BELOW
    }
}
