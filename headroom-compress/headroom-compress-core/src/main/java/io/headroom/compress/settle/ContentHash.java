package io.headroom.compress.settle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a text: the SHA-256 of its WTF-8 bytes.
 *
 * @param hex 64 lower-case hex digits
 * @param bytes how many bytes the text has
 */
public record ContentHash(String hex, long bytes) {
    /** What is encoded at once stays in the processor's cache. */
    private static final int PIECE = 1 << 16;

    /**
     * Hashes a text.
     *
     * @param text any text
     * @return its identity
     */
    public static ContentHash of(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long length = 0;
            int from = 0;
            do {
                int to = Wtf8.border(text, Math.min(text.length(), from + PIECE));
                byte[] bytes = Wtf8.encode(text.substring(from, to));
                digest.update(bytes);
                length += bytes.length;
                from = to;
            } while (from < text.length());
            return new ContentHash(HexFormat.of().formatHex(digest.digest()), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
