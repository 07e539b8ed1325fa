package io.headroom.compress.message;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON strings in UTF-8 with as few escapes as possible: quote, backslash, control characters, and surrogates that have no
 * partner, which UTF-8 cannot say. Decoding the result gives the same characters.
 */
public final class JsonStrings {
    private static final String HEX = "0123456789abcdef";
    /** The letter of the short escape of each control character, or a dot. */
    private static final String SHORT = "........btn.fr..................";

    private JsonStrings() {}

    /**
     * A text as a JSON string.
     *
     * @param text any text
     * @return the string with its quotes
     */
    public static String quote(String text) {
        byte[] bytes = new byte[Math.toIntExact(length(text))];
        write(text, bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The number of bytes that {@link #write} needs. */
    static long length(String text) {
        long length = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length += asciiLength(c);
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 6;
            }
        }
        return length;
    }

    /**
     * Writes the string with its quotes.
     *
     * @return the offset after the last byte
     */
    static int write(String text, byte[] out, int from) {
        int at = from;
        out[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                at = c < 0x20 || c == '"' || c == '\\' ? escape(c, out, at) : plain(c, out, at);
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | (c >> 6));
                out[at++] = tail(c);
            } else if (!Character.isSurrogate(c)) {
                out[at++] = (byte) (0xE0 | (c >> 12));
                out[at++] = tail(c >> 6);
                out[at++] = tail(c);
            } else if (isPair(text, i)) {
                at = supplementary(text.codePointAt(i), out, at);
                i++;
            } else {
                at = hexEscape(c, out, at);
            }
        }
        out[at++] = '"';
        return at;
    }

    private static int asciiLength(char c) {
        if (c >= 0x20) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return SHORT.charAt(c) == '.' ? 6 : 2;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static int plain(char c, byte[] out, int at) {
        out[at] = (byte) c;
        return at + 1;
    }

    private static int escape(char c, byte[] out, int at) {
        char letter = c < 0x20 ? SHORT.charAt(c) : c;
        if (letter == '.') {
            return hexEscape(c, out, at);
        }
        out[at] = '\\';
        out[at + 1] = (byte) letter;
        return at + 2;
    }

    private static int hexEscape(char c, byte[] out, int at) {
        out[at] = '\\';
        out[at + 1] = 'u';
        out[at + 2] = (byte) HEX.charAt(c >> 12);
        out[at + 3] = (byte) HEX.charAt((c >> 8) & 0xF);
        out[at + 4] = (byte) HEX.charAt((c >> 4) & 0xF);
        out[at + 5] = (byte) HEX.charAt(c & 0xF);
        return at + 6;
    }

    private static int supplementary(int codePoint, byte[] out, int at) {
        out[at] = (byte) (0xF0 | (codePoint >> 18));
        out[at + 1] = tail(codePoint >> 12);
        out[at + 2] = tail(codePoint >> 6);
        out[at + 3] = tail(codePoint);
        return at + 4;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
