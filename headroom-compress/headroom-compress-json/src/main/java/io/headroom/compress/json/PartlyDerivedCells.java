package io.headroom.compress.json;

/** Strings that begin with another column of the row, within literal text, and go on with something of their own. */
record PartlyDerivedCells(JsonNodes nodes, int[] values, int[] kept, String before, String path, String after)
        implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append('=');
        CellText.template(out, before, separator, true);
        out.append('{').append(path).append('}');
        CellText.template(out, after, separator, false);
        out.append("{}");
    }

    @Override
    public boolean hasEquals() {
        return true;
    }

    @Override
    public boolean cell(StringBuilder out, int row, char separator) {
        CellText.text(out, nodes.chars, kept[row], nodes.end(values[row]), separator);
        return true;
    }

    @Override
    public void survey(Separators found) {
        for (int row = 0; row < values.length; row++) {
            found.cell(nodes.chars, kept[row], nodes.end(values[row]));
        }
    }

    @Override
    public boolean hasGaps() {
        return false;
    }

    @Override
    public boolean isGap(int row) {
        return false;
    }
}
