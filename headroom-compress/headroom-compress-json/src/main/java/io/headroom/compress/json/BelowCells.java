package io.headroom.compress.json;

import org.jspecify.annotations.Nullable;

/** Lists of objects whose rows follow the row that holds them. The cell is their number. */
record BelowCells(JsonNodes nodes, int[] values, @Nullable TablePlan below) implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append(below == null ? "(same rows below)" : "(rows below)");
    }

    @Override
    public boolean cell(StringBuilder out, int row, char separator) {
        int value = values[row];
        if (value < 0) {
            return false;
        }
        if (nodes.kind(value) == JsonNodes.NULL) {
            out.append("null");
        } else {
            out.append(nodes.children(value));
        }
        return true;
    }

    /** How many rows follow a row. */
    int count(int row) {
        int value = values[row];
        return value < 0 || nodes.kind(value) != JsonNodes.ARRAY ? 0 : nodes.children(value);
    }

    /** The list whose elements follow a row, or -1. */
    int list(int row) {
        return values[row];
    }

    @Override
    public void survey(Separators found) {}

    @Override
    public boolean hasGaps() {
        return Gaps.any(values);
    }

    @Override
    public boolean isGap(int row) {
        return values[row] < 0;
    }
}
