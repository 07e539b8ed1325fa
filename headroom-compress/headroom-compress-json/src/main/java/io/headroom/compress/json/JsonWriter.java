package io.headroom.compress.json;

import java.util.Arrays;

/** Writes JSON in a layout, value by value. It trusts its caller to call it in an order that makes a document. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final Layout layout;
    private final OutputLimit limit;
    private boolean[] filled = new boolean[16];
    private int depth;
    private boolean afterName;

    /** Writes what has been read, without a limit. */
    JsonWriter(StringBuilder out, Layout layout) {
        this(out, layout, OutputLimit.NONE);
    }

    JsonWriter(StringBuilder out, Layout layout, OutputLimit limit) {
        this.out = out;
        this.layout = layout;
        this.limit = limit;
    }

    /** A writer of a text of its own, under the same limit. */
    JsonWriter within(StringBuilder inner, Layout innerLayout) {
        return new JsonWriter(inner, innerLayout, limit);
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
        limit.grow(out.length(), to - from);
        out.append(chars, from, to);
    }

    void literal(char[] chars, int from, int to) {
        separate();
        limit.grow(out.length(), to - from);
        out.append(chars, from, to - from);
    }

    private void nameEnd() {
        out.append(layout.spacing() == Layout.Spacing.NONE ? ":" : ": ");
        afterName = true;
    }

    private void open(char bracket) {
        separate();
        // The closing one is counted with it.
        limit.grow(out.length(), 2);
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
        boolean tabs = layout.spacing() == Layout.Spacing.TABS;
        int count = tabs ? depth : depth * layout.width();
        limit.grow(out.length(), count + 1L);
        out.append('\n');
        for (int i = 0; i < count; i++) {
            out.append(tabs ? '\t' : ' ');
        }
    }

    private void quote(char[] chars, int from, int to) {
        // With quotes, colon and comma.
        limit.grow(out.length(), to - from + 5L);
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
        // With quotes, colon and comma.
        limit.grow(out.length(), to - from + 5L);
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
        limit.grow(out.length(), 6);
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
