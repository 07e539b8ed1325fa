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
    /**
     * Hashes a text.
     *
     * @param text any text
     * @return its identity
     */
    public static ContentHash of(String text) {
        byte[] bytes = Wtf8.encode(text);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ContentHash(HexFormat.of().formatHex(digest), bytes.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
