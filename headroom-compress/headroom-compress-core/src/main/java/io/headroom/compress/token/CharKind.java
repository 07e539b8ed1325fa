package io.headroom.compress.token;

/**
 * The kinds of characters that pre-token patterns tell apart, one table lookup for the basic plane. The categories are those of the
 * running JDK, as they are for the regular expressions that they stand in for.
 */
final class CharKind {
    /** {@code \p{Lu}} or {@code \p{Lt}}. */
    static final byte UPPER = 1;
    /** {@code \p{Ll}}. */
    static final byte LOWER = 2;
    /** {@code \p{Lm}} or {@code \p{Lo}}: a letter that goes with both cases. */
    static final byte CASELESS = 3;
    /** {@code \p{M}}: goes with both cases, but is no letter. */
    static final byte MARK = 4;
    /** {@code \p{N}}. */
    static final byte NUMBER = 5;
    /** White space but for line ends. */
    static final byte SPACE = 6;
    /** CR or LF. */
    static final byte NEWLINE = 7;
    /** Everything else. */
    static final byte OTHER = 8;

    private static final byte[] BASIC = new byte[1 << 16];

    static {
        for (int c = 0; c < BASIC.length; c++) {
            BASIC[c] = classify(c);
        }
    }

    private CharKind() {}

    static byte of(char c) {
        return BASIC[c];
    }

    static byte of(int codePoint) {
        return codePoint < BASIC.length ? BASIC[codePoint] : classify(codePoint);
    }

    static boolean isLetter(byte kind) {
        return kind <= CASELESS;
    }

    /** Whether it may stand in the front part of a word of o200k. */
    static boolean isFront(byte kind) {
        return kind == UPPER || kind == CASELESS || kind == MARK;
    }

    /** Whether it may stand in the rear part of a word of o200k. */
    static boolean isRear(byte kind) {
        return kind == LOWER || kind == CASELESS || kind == MARK;
    }

    static boolean isSpace(byte kind) {
        return kind == SPACE || kind == NEWLINE;
    }

    private static byte classify(int c) {
        if (c == '\r' || c == '\n') {
            return NEWLINE;
        }
        if (isWhiteSpace(c)) {
            return SPACE;
        }
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
            case Character.LOWERCASE_LETTER -> LOWER;
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> CASELESS;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            default -> OTHER;
        };
    }

    /** Unicode's property White_Space, which differs from what {@link Character#isWhitespace(int)} tells. */
    private static boolean isWhiteSpace(int c) {
        return (c >= 0x09 && c <= 0x0d)
                || c == 0x20
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
