package io.headroom.compress.token;

/**
 * The pre-tokens of o200k_base, as OpenAI's tiktoken defines them by a regular expression, found by hand and in linear time:
 *
 * <pre>
 * [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 * |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 * |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
 * </pre>
 */
final class O200kSplitter implements Splitter {
    @Override
    public int next(char[] text, int from, int end) {
        byte kind = Spans.kind(text, from, end);
        if (kind == CharKind.NUMBER) {
            return Spans.numbers(text, from, end);
        }
        int word = word(text, from, end, kind);
        if (word > from) {
            return word;
        }
        int symbols = Spans.symbols(text, from, end);
        if (symbols > from) {
            while (symbols < end && isTail(text[symbols])) {
                symbols++;
            }
            return symbols;
        }
        return Spans.spaces(text, from, end);
    }

    private static boolean isTail(char c) {
        return c == '\r' || c == '\n' || c == '/';
    }

    /** The first two alternatives, each with and without the leading character, or {@code from}. */
    private static int word(char[] text, int from, int end, byte kind) {
        boolean led = kind != CharKind.NEWLINE && !CharKind.isLetter(kind);
        int led0 = led ? from + Spans.width(text, from, end) : from;
        if (led && led0 < end) {
            int match = lowered(text, led0, end);
            if (match > led0) {
                return Contractions.o200k(text, match, end);
            }
        }
        // A mark is both a possible leading character and a possible part of the word.
        boolean bare = !led || kind == CharKind.MARK;
        if (bare && kind != CharKind.NEWLINE) {
            int match = lowered(text, from, end);
            if (match > from) {
                return Contractions.o200k(text, match, end);
            }
        }
        if (led && led0 < end) {
            int match = fronts(text, led0, end);
            if (match > led0) {
                return Contractions.o200k(text, match, end);
            }
        }
        if (bare && kind != CharKind.NEWLINE) {
            int match = fronts(text, from, end);
            if (match > from) {
                return Contractions.o200k(text, match, end);
            }
        }
        return from;
    }

    /**
     * {@code FRONT*REAR+}, or {@code from}. The expression takes all it can as front, and where no rear follows gives characters back
     * until one of them, being of both kinds, serves as the rear.
     */
    private static int lowered(char[] text, int from, int end) {
        int at = from;
        int lastOfBoth = from;
        while (at < end) {
            byte kind = Spans.kind(text, at, end);
            if (!CharKind.isFront(kind)) {
                break;
            }
            at += Spans.width(text, at, end);
            if (kind != CharKind.UPPER) {
                lastOfBoth = at;
            }
        }
        int rear = rears(text, at, end);
        return rear > at ? rear : lastOfBoth;
    }

    private static int fronts(char[] text, int from, int end) {
        int at = from;
        while (at < end && CharKind.isFront(Spans.kind(text, at, end))) {
            at += Spans.width(text, at, end);
        }
        return at;
    }

    private static int rears(char[] text, int from, int end) {
        int at = from;
        while (at < end && CharKind.isRear(Spans.kind(text, at, end))) {
            at += Spans.width(text, at, end);
        }
        return at;
    }
}
