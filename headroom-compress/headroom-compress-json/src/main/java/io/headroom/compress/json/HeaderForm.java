package io.headroom.compress.json;

/** A column about which the header says everything, after an equals sign: its rows have no cells. */
interface HeaderForm extends CellForm {
    @Override
    default boolean hasCells() {
        return false;
    }

    @Override
    default boolean hasEquals() {
        return true;
    }

    @Override
    default boolean cell(StringBuilder out, int row, char separator) {
        return false;
    }

    @Override
    default void survey(Separators found) {}

    @Override
    default boolean hasGaps() {
        return false;
    }

    @Override
    default boolean isGap(int row) {
        return false;
    }
}
