package io.headroom.workload;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON values in a layout, as {@code JSON.stringify} and {@code json.dumps} do. */
final class JsonPrinter {
    private final Layout layout;
    private final StringBuilder out;

    JsonPrinter(Layout layout, StringBuilder out) {
        this.layout = layout;
        this.out = out;
    }

    void print(Json value, int depth) {
        if (value instanceof Json.Text text) {
            string(text.text());
        } else if (value instanceof Json.Literal literal) {
            out.append(literal.spelling());
        } else if (value instanceof Json.Array array) {
            array(array.elements(), depth);
        } else if (value instanceof Json.Obj object) {
            object(object.members(), depth);
        }
    }

    private void array(List<Json> elements, int depth) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            separate(i, depth + 1);
            print(elements.get(i), depth + 1);
        }
        close(elements.isEmpty(), depth, ']');
    }

    private void object(Map<String, Json> members, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, Json>> entries = members.entrySet().iterator();
        for (int i = 0; entries.hasNext(); i++) {
            Map.Entry<String, Json> member = entries.next();
            separate(i, depth + 1);
            string(member.getKey());
            out.append(layout == Layout.MIN ? ":" : ": ");
            print(member.getValue(), depth + 1);
        }
        close(members.isEmpty(), depth, '}');
    }

    private void separate(int index, int depth) {
        if (index > 0) {
            out.append(layout == Layout.SPACED ? ", " : ",");
        }
        if (layout == Layout.INDENT2) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void close(boolean empty, int depth, char bracket) {
        if (layout == Layout.INDENT2 && !empty) {
            out.append('\n').append("  ".repeat(depth));
        }
        out.append(bracket);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
