package io.headroom.deploy.file;

import io.headroom.api.change.FileContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of a file's bytes.
 *
 * @param hex 64 hex digits, lower case
 */
public record ContentHash(String hex) {
    private static final int DIGITS = 64;

    public ContentHash {
        if (hex.length() != DIGITS || !hex.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException("not a SHA-256: " + hex);
        }
    }

    /**
     * Hashes bytes.
     *
     * @param content the bytes
     * @return their hash
     */
    public static ContentHash of(FileContent content) {
        try {
            return new ContentHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.bytes())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /**
     * Hashes what may not be there.
     *
     * @param content the bytes; empty if there is no file
     * @return their hash; empty if there is no file
     */
    public static Optional<ContentHash> of(Optional<FileContent> content) {
        return content.map(ContentHash::of);
    }
}
