package io.headroom.compress.json;

/**
 * The rows of one table: which values they are, and how they are held.
 *
 * @param kind what holds the rows
 * @param rows the nodes of the rows
 * @param top how many rows there are outside of other rows
 * @param recursive the name under which rows hold rows of the same table, which then follow them in {@code rows}; or -1
 */
record RowSet(Kind kind, int[] rows, int top, int recursive) {
    RowSet(Kind kind, int[] rows) {
        this(kind, rows, rows.length, -1);
    }

    /** What holds the rows of a table. */
    enum Kind {
        /** An array of objects. */
        ROWS,
        /** An object whose members are the rows. */
        ENTRIES,
        /** An array of strings. */
        STRINGS;

        String word() {
            return switch (this) {
                case ROWS -> "rows";
                case ENTRIES -> "entries";
                case STRINGS -> "strings";
            };
        }
    }
}
