package io.headroom.compress.settle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 in which a lone surrogate has three bytes of its own (<a href="https://simonsapin.github.io/wtf-8/">WTF-8</a>), so that
 * different texts never have the same bytes, as they would with Java's question mark.
 */
public final class Wtf8 {
    private Wtf8() {}

    /**
     * Encodes a text.
     *
     * @param text any text
     * @return its bytes
     */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Decoding and comparing run at memory speed, unlike a look at each character.
        return new String(bytes, StandardCharsets.UTF_8).equals(text) ? bytes : encodeSlowly(text);
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes the bytes of a text
     * @return the text
     */
    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Java reads a lone surrogate's bytes as replacement characters; only then is the slow way needed.
        return text.indexOf('\ufffd') < 0 ? text : decodeSlowly(bytes);
    }

    /**
     * Finds a place where a text can be cut so that the bytes of its parts are those of the whole: not within a surrogate pair.
     *
     * @param text any text
     * @param offset where to cut
     * @return the same offset, or the next one
     */
    public static int border(String text, int offset) {
        boolean splits = offset > 0
                && offset < text.length()
                && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
        return splits ? offset + 1 : offset;
    }

    private static byte[] encodeSlowly(String text) {
        byte[] out = new byte[Math.multiplyExact(text.length(), 3)];
        int n = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                out[n++] = (byte) c;
            } else if (c < 0x800) {
                out[n++] = (byte) (0xc0 | (c >> 6));
                out[n++] = tail(c);
            } else if (c < 0x10000) {
                out[n++] = (byte) (0xe0 | (c >> 12));
                out[n++] = tail(c >> 6);
                out[n++] = tail(c);
            } else {
                out[n++] = (byte) (0xf0 | (c >> 18));
                out[n++] = tail(c >> 12);
                out[n++] = tail(c >> 6);
                out[n++] = tail(c);
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static byte tail(int sixBits) {
        return (byte) (0x80 | (sixBits & 0x3f));
    }

    private static String decodeSlowly(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int lead = bytes[i] & 0xff;
            int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
            int c = more == 0 ? lead : lead & (0x3f >> more);
            for (int k = 1; k <= more; k++) {
                c = (c << 6) | (bytes[i + k] & 0x3f);
            }
            out.appendCodePoint(c);
            i += more + 1;
        }
        return out.toString();
    }
}
