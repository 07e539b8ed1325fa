package io.headroom.compress.token;

/** What the splitters have in common: runs of a kind, and the white space rules that end every pattern. */
final class Spans {
    private Spans() {}

    /** The code point at {@code at}; a lone surrogate is itself, and of kind {@link CharKind#OTHER}. */
    static int codePoint(char[] text, int at, int end) {
        char c = text[at];
        if (Character.isHighSurrogate(c) && at + 1 < end && Character.isLowSurrogate(text[at + 1])) {
            return Character.toCodePoint(c, text[at + 1]);
        }
        return c;
    }

    static byte kind(char[] text, int at, int end) {
        char c = text[at];
        return Character.isHighSurrogate(c) ? CharKind.of(codePoint(text, at, end)) : CharKind.of(c);
    }

    static int width(char[] text, int at, int end) {
        return Character.isHighSurrogate(text[at]) && at + 1 < end && Character.isLowSurrogate(text[at + 1]) ? 2 : 1;
    }

    /** {@code \p{N}{1,3}}. */
    static int numbers(char[] text, int from, int end) {
        int at = from;
        for (int n = 0; n < 3 && at < end && kind(text, at, end) == CharKind.NUMBER; n++) {
            at += width(text, at, end);
        }
        return at;
    }

    /** {@code  ?[^\s\p{L}\p{N}]+}, or {@code from} if it does not match. */
    static int symbols(char[] text, int from, int end) {
        int start = text[from] == ' ' ? from + 1 : from;
        int at = start;
        while (at < end && isSymbol(kind(text, at, end))) {
            at += width(text, at, end);
        }
        return at == start ? from : at;
    }

    private static boolean isSymbol(byte kind) {
        return kind == CharKind.OTHER || kind == CharKind.MARK;
    }

    /** {@code \s*[\r\n]+|\s+(?!\S)|\s+} at a white space. */
    static int spaces(char[] text, int from, int end) {
        int at = from;
        int afterNewline = from;
        while (at < end) {
            byte kind = CharKind.of(text[at]);
            if (!CharKind.isSpace(kind)) {
                break;
            }
            at++;
            if (kind == CharKind.NEWLINE) {
                afterNewline = at;
            }
        }
        if (afterNewline > from) {
            return afterNewline;
        }
        return at == end || at - from == 1 ? at : at - 1;
    }
}
