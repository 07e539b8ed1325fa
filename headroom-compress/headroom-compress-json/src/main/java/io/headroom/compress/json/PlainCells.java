package io.headroom.compress.json;

/** Cells that show their values as they are: literals bare, strings bare where nothing else reads like them, the rest as JSON. */
record PlainCells(JsonNodes nodes, int[] values, boolean text) implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append(text ? ":text" : "");
    }

    @Override
    public boolean cell(StringBuilder out, int row, char separator) {
        int value = values[row];
        if (value < 0) {
            return false;
        }
        byte kind = nodes.kind(value);
        if (kind > JsonNodes.STRING) {
            out.append(nodes.chars, nodes.start(value), nodes.end(value) - nodes.start(value));
        } else if (kind < JsonNodes.STRING) {
            new NodePrinter(nodes).print(value, new JsonWriter(out, Layout.MINIFIED));
        } else if (text) {
            CellText.text(out, nodes.chars, nodes.start(value), nodes.end(value), separator);
        } else {
            CellText.typed(out, nodes.chars, nodes.start(value), nodes.end(value), separator);
        }
        return true;
    }

    @Override
    public void survey(Separators found) {
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.STRING) {
                if (text) {
                    found.cell(nodes.chars, nodes.start(value), nodes.end(value));
                } else {
                    found.typedCell(nodes.chars, nodes.start(value), nodes.end(value));
                }
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
}
