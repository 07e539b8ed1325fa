package io.headroom.compress.token;

/** Puts the replacement character in the place of lone surrogates, which no UTF-8 vocabulary has. */
final class WellFormed {
    private WellFormed() {}

    static String string(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isSurrogate(text[i])) {
                return replaced(text, from, to);
            }
        }
        return new String(text, from, to - from);
    }

    private static String replaced(char[] text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (!Character.isSurrogate(c)) {
                out.append(c);
            } else if (Spans.width(text, i, to) == 2) {
                out.append(c).append(text[++i]);
            } else {
                out.append('\ufffd');
            }
        }
        return out.toString();
    }
}
