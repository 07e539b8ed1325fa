package io.headroom.compress.json;

/** Prints parsed values through a {@link JsonWriter}. */
final class NodePrinter {
    private final JsonNodes nodes;

    NodePrinter(JsonNodes nodes) {
        this.nodes = nodes;
    }

    /** Prints a value and all that it holds. */
    void print(int node, JsonWriter to) {
        switch (nodes.kind(node)) {
            case JsonNodes.OBJECT -> {
                to.beginObject();
                for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
                    int key = nodes.key(child);
                    to.name(nodes.chars, nodes.keys.start(key), nodes.keys.end(key));
                    print(child, to);
                }
                to.endObject();
            }
            case JsonNodes.ARRAY -> {
                to.beginArray();
                for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
                    print(child, to);
                }
                to.endArray();
            }
            case JsonNodes.STRING -> to.string(nodes.chars, nodes.start(node), nodes.end(node));
            default -> to.literal(nodes.chars, nodes.start(node), nodes.end(node));
        }
    }

    /** Prints a whole text; with {@link Layout#lines()} the root is the array of the lines. */
    StringBuilder document(int root, Layout layout, int expectedLength) {
        StringBuilder out = new StringBuilder(expectedLength + 16);
        if (layout.bom()) {
            out.append('\uFEFF');
        }
        if (layout.lines()) {
            for (int child = root + 1; child < nodes.next(root); child = nodes.next(child)) {
                if (child > root + 1) {
                    out.append('\n');
                }
                print(child, new JsonWriter(out, layout));
            }
        } else {
            print(root, new JsonWriter(out, layout));
        }
        if (layout.newline()) {
            out.append('\n');
        }
        return out;
    }

    String minified(int node) {
        StringBuilder out = new StringBuilder();
        print(node, new JsonWriter(out, Layout.MINIFIED));
        return out.toString();
    }
}
