package io.headroom.compress.json;

/** Strings or numbers that begin and end alike: the header shows what they share, the cell the rest. Null may stand between them. */
record AffixCells(JsonNodes nodes, int[] values, byte kind, String prefix, String suffix) implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append(kind == JsonNodes.NUMBER ? ":number=" : "=");
        CellText.template(out, prefix, separator, true);
        out.append("{}");
        CellText.template(out, suffix, separator, false);
    }

    @Override
    public boolean hasEquals() {
        return true;
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
            CellText.text(out, nodes.chars, from(value), to(value), separator);
        }
        return true;
    }

    @Override
    public void survey(Separators found) {
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == kind) {
                found.cell(nodes.chars, from(value), to(value));
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return Gaps.any(values);
    }

    @Override
    public boolean isGap(int row) {
        return values[row] < 0;
    }

    private int from(int value) {
        return nodes.start(value) + prefix.length();
    }

    private int to(int value) {
        return nodes.end(value) - suffix.length();
    }
}
