package io.headroom.compress.json;

/**
 * An estimate of tokens like {@link io.headroom.api.compress.CompressionContext#estimate}, over a slice of characters, for the thousands
 * of small choices for which no string is made: letters 1 per started 7 of a run, digits 1 per 3, punctuation runs 1. A space before a
 * letter is free, because vocabularies join it to the word; that decides between a word and a label for it.
 */
final class Estimate {
    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final int SPACE = 3;
    private static final int OTHER = 4;

    private Estimate() {}

    static int of(char[] chars, int from, int to) {
        int tokens = 0;
        int at = from;
        while (at < to) {
            int kind = kind(chars[at]);
            int start = at++;
            while (at < to && kind(chars[at]) == kind) {
                at++;
            }
            tokens += switch (kind) {
                case LETTER -> (at - start + 6) / 7;
                case DIGIT -> (at - start + 2) / 3;
                case SPACE -> at - start == 1 && at < to && kind(chars[at]) == LETTER ? 0 : 1;
                default -> 1;
            };
        }
        return tokens;
    }

    static int of(String text) {
        return of(text.toCharArray(), 0, text.length());
    }

    /** Whether a cut between two characters parts a run of letters or of digits. */
    static boolean partsRun(char left, char right) {
        int kind = kind(left);
        return kind <= DIGIT && kind == kind(right);
    }

    /** Whether a character is a letter or a digit, so that a cut behind it may part a run. */
    static boolean inRun(char c) {
        return kind(c) <= DIGIT;
    }

    static boolean isLetter(char c) {
        return kind(c) == LETTER;
    }

    private static int kind(char c) {
        if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= 0xC0 && c < 0x2000) || c >= 0x3040) {
            return LETTER;
        }
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        return c == ' ' ? SPACE : OTHER;
    }
}
