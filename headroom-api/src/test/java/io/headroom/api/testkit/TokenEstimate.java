package io.headroom.api.testkit;

/**
 * The estimate of tokens that the engine offers to compressors (C-304): every started run of 7 letters counts 1, every started run of 3
 * digits 1, each run of spaces 1, each run of other characters 1. Written for the kit alone, so that it checks the engine's.
 */
public final class TokenEstimate {
    private static final int LETTERS_PER_TOKEN = 7;
    private static final int DIGITS_PER_TOKEN = 3;

    private enum Kind {
        LETTER,
        DIGIT,
        SPACE,
        OTHER
    }

    private TokenEstimate() {}

    /**
     * Estimates tokens.
     *
     * @param text any text
     * @return the estimate
     */
    public static int of(CharSequence text) {
        int tokens = 0;
        int start = 0;
        while (start < text.length()) {
            Kind kind = kind(text.charAt(start));
            int end = start + 1;
            while (end < text.length() && kind(text.charAt(end)) == kind) {
                end++;
            }
            tokens += tokens(kind, end - start);
            start = end;
        }
        return tokens;
    }

    private static int tokens(Kind kind, int length) {
        return switch (kind) {
            case LETTER -> (length + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
            case DIGIT -> (length + DIGITS_PER_TOKEN - 1) / DIGITS_PER_TOKEN;
            case SPACE, OTHER -> 1;
        };
    }

    private static Kind kind(char c) {
        if (Character.isLetter(c)) {
            return Kind.LETTER;
        }
        if (Character.isDigit(c)) {
            return Kind.DIGIT;
        }
        return Character.isWhitespace(c) ? Kind.SPACE : Kind.OTHER;
    }
}
