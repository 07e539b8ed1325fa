package io.headroom.compress.json;

import java.util.Arrays;

/** Writes JSON in a layout, value by value. It trusts its caller to call it in an order that makes a document. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final Layout layout;
    private boolean[] filled = new boolean[16];
    private int depth;
    private boolean afterName;

    JsonWriter(StringBuilder out, Layout layout) {
        this.out = out;
        this.layout = layout;
    }

    StringBuilder out() {
        return out;
    }

    void beginObject() {
        open('{');
    }

    void endObject() {
        close('}');
    }

    void beginArray() {
        open('[');
    }

    void endArray() {
        close(']');
    }

    void name(CharSequence chars, int from, int to) {
        separate();
        quote(chars, from, to);
        nameEnd();
    }

    void name(char[] chars, int from, int to) {
        separate();
        quote(chars, from, to);
        nameEnd();
    }

    void string(CharSequence chars, int from, int to) {
        separate();
        quote(chars, from, to);
    }

    void string(char[] chars, int from, int to) {
        separate();
        quote(chars, from, to);
    }

    void literal(CharSequence chars, int from, int to) {
        separate();
        out.append(chars, from, to);
    }

    void literal(char[] chars, int from, int to) {
        separate();
        out.append(chars, from, to - from);
    }

    private void nameEnd() {
        out.append(layout.spacing() == Layout.Spacing.NONE ? ":" : ": ");
        afterName = true;
    }

    private void open(char bracket) {
        separate();
        out.append(bracket);
        depth++;
        if (depth == filled.length) {
            filled = Arrays.copyOf(filled, depth * 2);
        }
        filled[depth] = false;
    }

    private void close(char bracket) {
        boolean hasContent = filled[depth];
        depth--;
        if (hasContent && layout.spacing().compareTo(Layout.Spacing.INDENTED) >= 0) {
            indent();
        }
        out.append(bracket);
    }

    private void separate() {
        if (afterName) {
            afterName = false;
            return;
        }
        if (depth == 0) {
            return;
        }
        boolean first = !filled[depth];
        filled[depth] = true;
        if (!first) {
            out.append(',');
        }
        switch (layout.spacing()) {
            case SPACED -> out.append(first ? "" : " ");
            case INDENTED, TABS -> indent();
            default -> {}
        }
    }

    private void indent() {
        out.append('\n');
        boolean tabs = layout.spacing() == Layout.Spacing.TABS;
        int count = tabs ? depth : depth * layout.width();
        for (int i = 0; i < count; i++) {
            out.append(tabs ? '\t' : ' ');
        }
    }

    private void quote(char[] chars, int from, int to) {
        out.append('"');
        int copied = from;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < ' ' || c == '"' || c == '\\' || (c > '~' && layout.escaped())) {
                out.append(chars, copied, i - copied);
                escape(c);
                copied = i + 1;
            }
        }
        out.append(chars, copied, to - copied).append('"');
    }

    private void quote(CharSequence chars, int from, int to) {
        out.append('"');
        int copied = from;
        for (int i = from; i < to; i++) {
            char c = chars.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || (c > '~' && layout.escaped())) {
                out.append(chars, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        out.append(chars, copied, to).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }
}
