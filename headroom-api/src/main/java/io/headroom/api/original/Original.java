package io.headroom.api.original;

import java.util.Objects;
import java.util.Optional;

/**
 * A text of which a request now carries only a part.
 *
 * @param hash SHA-256 of the text in UTF-8, lone surrogates as three bytes each; 64 hex digits in lower case
 * @param text the text, exactly as the request held it
 * @param tool the tool that produced it, where the request told
 */
public record Original(String hash, String text, Optional<String> tool) {
    private static final int HASH_DIGITS = 64;

    /** How many digits of the hash are the id that a marker prints. */
    public static final int ID_DIGITS = 24;

    /** Checks the length of the hash. */
    public Original {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(tool, "tool");
        if (hash.length() != HASH_DIGITS) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + hash.length() + " characters");
        }
    }

    /**
     * The id under which it is found.
     *
     * @return the first {@value #ID_DIGITS} digits of the hash
     */
    public String id() {
        return hash.substring(0, ID_DIGITS);
    }
}
