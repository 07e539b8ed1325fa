package io.headroom.compress.json;

/** How the cells of one column are written. A form knows its values; rows are numbered as in the column's table. */
interface CellForm {
    /** Appends what follows the column's path in the header. */
    void header(StringBuilder out, char separator);

    /** Whether the column has cells at all. */
    default boolean hasCells() {
        return true;
    }

    /** Whether the header holds an equals sign, which the legend explains. */
    default boolean hasEquals() {
        return false;
    }

    /** Appends a cell; nothing and false where the row lacks the key. */
    boolean cell(StringBuilder out, int row, char separator);

    /** Shows each cell to the search for a separator. */
    void survey(Separators found);

    /** Whether some row has no value. */
    boolean hasGaps();

    /** Whether a row has no value. */
    boolean isGap(int row);
}
