package io.headroom.compress.json;

/** Lists of scalars, {@code a;b}. A list whose elements would not read back stands as JSON. */
record ListCells(JsonNodes nodes, int[] values) implements CellForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append("[]");
    }

    @Override
    public boolean cell(StringBuilder out, int row, char separator) {
        int value = values[row];
        if (value < 0) {
            return false;
        }
        if (nodes.kind(value) == JsonNodes.NULL) {
            out.append("null");
        } else if (nodes.isEmpty(value) || !isPlain(value, separator)) {
            new NodePrinter(nodes).print(value, new JsonWriter(out, Layout.MINIFIED));
        } else {
            for (int child = value + 1; child < nodes.next(value); child = nodes.next(child)) {
                if (child > value + 1) {
                    out.append(';');
                }
                out.append(nodes.chars, nodes.start(child), nodes.end(child) - nodes.start(child));
            }
        }
        return true;
    }

    private boolean isPlain(int list, char separator) {
        for (int child = list + 1; child < nodes.next(list); child = nodes.next(child)) {
            int from = nodes.start(child);
            int to = nodes.end(child);
            if (nodes.kind(child) != JsonNodes.STRING) {
                continue;
            }
            if (CellText.isAwkward(nodes.chars, from, to, separator)
                    || CellText.isAwkward(nodes.chars, from, to, ';')
                    || JsonSyntax.isLiteral(nodes.chars, from, to)) {
                return false;
            }
        }
        boolean onlyNull = nodes.next(list) == list + 2 && nodes.kind(list + 1) == JsonNodes.NULL;
        return !onlyNull;
    }

    @Override
    public void survey(Separators found) {
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.ARRAY) {
                for (int child = value + 1; child < nodes.next(value); child = nodes.next(child)) {
                    found.cell(nodes.chars, nodes.start(child), nodes.end(child));
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
