package io.headroom.compress.json;

/** The spelling of strings in cells and headers, and the rules by which a string is quoted. */
final class CellText {
    private CellText() {}

    /** Appends a string of a column that holds other literals, too: what reads like a literal is quoted. */
    static void typed(StringBuilder out, char[] chars, int from, int to, char separator) {
        append(out, chars, from, to, isAwkward(chars, from, to, separator) || JsonSyntax.isLiteral(chars, from, to));
    }

    /** Appends a string of a column of strings, in which only null is no string. */
    static void text(StringBuilder out, char[] chars, int from, int to, char separator) {
        append(out, chars, from, to, isAwkward(chars, from, to, separator) || JsonSyntax.isNull(chars, from, to));
    }

    static void quoted(StringBuilder out, char[] chars, int from, int to) {
        append(out, chars, from, to, true);
    }

    private static void append(StringBuilder out, char[] chars, int from, int to, boolean quoted) {
        if (quoted) {
            new JsonWriter(out, Layout.MINIFIED).string(chars, from, to);
        } else {
            out.append(chars, from, to - from);
        }
    }

    static boolean isAwkward(char[] chars, int from, int to, char separator) {
        if (from == to || chars[to - 1] == ' ') {
            return true;
        }
        if (separator == Separators.SPACE && to - from == 1 && chars[from] == Separators.NO_CELL) {
            return true;
        }
        switch (chars[from]) {
            case '"', '[', '{', '(', '+', '\\', ' ' -> {
                return true;
            }
            default -> {}
        }
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < ' ' || c == separator) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first word of a string is one or two capitals, as a label is. */
    static boolean startsLikeLabel(char[] chars, int from, int to) {
        int at = from;
        while (at < to && at < from + 2 && chars[at] >= 'A' && chars[at] <= 'Z') {
            at++;
        }
        return at > from && (at == to || chars[at] == ' ');
    }

    /** Appends literal text of a header template. */
    static void template(StringBuilder out, String text, char separator, boolean first) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == separator && c != '\t') || (i == 0 && first && (c == '"' || c == '['))) {
                out.append('\\').append(c);
                continue;
            }
            switch (c) {
                case '{', '}' -> out.append(c).append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> out.append(c);
            }
        }
    }
}
