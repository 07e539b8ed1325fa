package io.headroom.compress.json;

/** Strings that begin and end alike: the header shows what they share, the cell the rest. Null may stand between them. */
record AffixCells(JsonNodes nodes, int[] values, String prefix, String suffix) implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append('=');
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
    public void survey(int[] found) {
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.STRING) {
                Separators.survey(nodes.chars, from(value), to(value), found);
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return Gaps.any(values);
    }

    private int from(int value) {
        return nodes.start(value) + prefix.length();
    }

    private int to(int value) {
        return nodes.end(value) - suffix.length();
    }
}
