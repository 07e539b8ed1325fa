package io.headroom.compress.json;

/** A column whose value is the same in every row: it stands in the header alone. */
record ConstantCells(JsonNodes nodes, int value) implements HeaderForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append('=');
        char[] chars = nodes.chars;
        int from = nodes.start(value);
        int to = nodes.end(value);
        if (nodes.isContainer(value)) {
            new NodePrinter(nodes).print(value, new JsonWriter(out, Layout.MINIFIED));
        } else if (nodes.kind(value) != JsonNodes.STRING) {
            out.append(chars, from, to - from);
        } else if (CellText.isAwkward(chars, from, to, separator) || JsonSyntax.isLiteral(chars, from, to)) {
            CellText.quoted(out, chars, from, to);
        } else {
            CellText.template(out, nodes.text(value), separator, true);
        }
    }
}
