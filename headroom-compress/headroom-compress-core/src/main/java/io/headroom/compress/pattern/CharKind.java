package io.headroom.compress.pattern;

/** The kinds of characters that the miner tells apart. ASCII alone is looked at, so the answer is the same on every JDK. */
final class CharKind {
    private static final int HEX_FROM = 6;

    private CharKind() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a letter; everything beyond ASCII counts as one, so that no surrogate pair is cut. */
    static boolean isLetter(char c) {
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
    }

    /** Whether a part of a name: names with underscores are one piece. */
    static boolean isWordlike(char c) {
        return isDigit(c) || isLetter(c) || c == '_';
    }

    static boolean isHexLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    /** Whether a cut between two characters would go through a run of letters or of digits. */
    static boolean insideRun(char before, char after) {
        return (isLetter(before) && isLetter(after)) || (isDigit(before) && isDigit(after));
    }

    static int endOfDigits(char[] text, int at, int wordEnd) {
        int end = at;
        while (end < wordEnd && isDigit(text[end])) {
            end++;
        }
        return end;
    }

    /**
     * The end of a hexadecimal number of at least 6 characters with digits and letters in it, or of a UUID.
     *
     * @return {@code at} if there is none
     */
    static int endOfHex(char[] text, int at, int wordStart, int wordEnd) {
        if (at > wordStart && isWordlike(text[at - 1])) {
            return at;
        }
        int uuid = endOfUuid(text, at, wordEnd);
        if (uuid > at) {
            return uuid;
        }
        boolean digits = false;
        boolean letters = false;
        int end = at;
        while (end < wordEnd && (isDigit(text[end]) || isHexLetter(text[end]))) {
            digits |= isDigit(text[end]);
            letters |= !isDigit(text[end]);
            end++;
        }
        boolean whole = end == wordEnd || !isWordlike(text[end]);
        return whole && digits && letters && end - at >= HEX_FROM ? end : at;
    }

    private static int endOfUuid(char[] text, int at, int wordEnd) {
        if (wordEnd - at < 36 || text[at + 8] != '-') {
            return at;
        }
        for (int i = 0; i < 36; i++) {
            char c = text[at + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isDigit(c) && !isHexLetter(c)) {
                return at;
            }
        }
        return at + 36;
    }
}
