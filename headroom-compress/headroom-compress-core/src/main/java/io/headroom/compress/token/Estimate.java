package io.headroom.compress.token;

import java.util.Arrays;

/**
 * The estimate by which compressors choose between forms: a letter run counts 1 for each started 7, a digit run 1 for each started 3, a
 * run of white space 1, a run of anything else 1. Kinds come from fixed ranges and not from the JDK's Unicode tables, so that the
 * estimate, and with it the form, is the same on every JDK.
 */
public final class Estimate {
    private static final byte SPACE = 0;
    private static final byte SYMBOL = 1;
    private static final byte LETTER = 2;
    private static final byte DIGIT = 3;
    private static final int LETTERS = 7;
    private static final int DIGITS = 3;
    private static final byte[] KINDS = kinds();

    private Estimate() {}

    /**
     * Estimates tokens.
     *
     * @param text any text
     * @return the estimate
     */
    public static int of(CharSequence text) {
        // One class of sequence makes the loop several times as fast as any, and copying is cheap.
        String string = text.toString();
        int tokens = 0;
        int run = 0;
        byte before = -1;
        int length = string.length();
        for (int i = 0; i < length; i++) {
            byte kind = KINDS[string.charAt(i)];
            if (kind != before) {
                tokens++;
                before = kind;
                run = 1;
            } else if (kind >= LETTER && ++run > (kind == LETTER ? LETTERS : DIGITS)) {
                tokens++;
                run = 1;
            }
        }
        return tokens;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[1 << 16];
        Arrays.fill(kinds, LETTER);
        fill(kinds, 0, 0xbf, SYMBOL);
        fill(kinds, '0', '9', DIGIT);
        fill(kinds, 'A', 'Z', LETTER);
        fill(kinds, 'a', 'z', LETTER);
        for (int letter : new int[] {0xaa, 0xb5, 0xba}) {
            kinds[letter] = LETTER;
        }
        kinds[0xd7] = SYMBOL;
        kinds[0xf7] = SYMBOL;
        // General punctuation to symbols and arrows, box drawing, dingbats; CJK punctuation; full-width ASCII
        // punctuation.
        fill(kinds, 0x2000, 0x206f, SYMBOL);
        fill(kinds, 0x20a0, 0x20cf, SYMBOL);
        fill(kinds, 0x2190, 0x2bff, SYMBOL);
        fill(kinds, 0x3001, 0x3004, SYMBOL);
        fill(kinds, 0x3008, 0x3020, SYMBOL);
        fill(kinds, 0xff01, 0xff0f, SYMBOL);
        fill(kinds, 0xff1a, 0xff20, SYMBOL);
        fill(kinds, 0x09, 0x0d, SPACE);
        fill(kinds, 0x2000, 0x200a, SPACE);
        for (int space : new int[] {0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000}) {
            kinds[space] = SPACE;
        }
        return kinds;
    }

    private static void fill(byte[] kinds, int from, int to, byte kind) {
        Arrays.fill(kinds, from, to + 1, kind);
    }
}
