package io.headroom.compress.token;

/**
 * The pre-tokens of cl100k_base, as OpenAI's tiktoken defines them, found by hand and in linear time:
 *
 * <pre>
 * '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+
 * </pre>
 */
final class Cl100kSplitter implements Splitter {
    @Override
    public int next(char[] text, int from, int end) {
        int contraction = Contractions.length(text, from, end);
        if (contraction > 0) {
            return from + contraction;
        }
        byte kind = Spans.kind(text, from, end);
        if (kind == CharKind.NUMBER) {
            return Spans.numbers(text, from, end);
        }
        if (kind != CharKind.NEWLINE) {
            int start = CharKind.isLetter(kind) ? from : from + Spans.width(text, from, end);
            int word = letters(text, start, end);
            if (word > start) {
                return word;
            }
        }
        int symbols = Spans.symbols(text, from, end);
        if (symbols > from) {
            while (symbols < end && (text[symbols] == '\r' || text[symbols] == '\n')) {
                symbols++;
            }
            return symbols;
        }
        return Spans.spaces(text, from, end);
    }

    private static int letters(char[] text, int from, int end) {
        int at = from;
        while (at < end && CharKind.isLetter(Spans.kind(text, at, end))) {
            at += Spans.width(text, at, end);
        }
        return at;
    }
}
