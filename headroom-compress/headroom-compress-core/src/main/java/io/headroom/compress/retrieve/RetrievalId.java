package io.headroom.compress.retrieve;

import io.headroom.api.original.Original;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The id that a marker prints: digits of the original's hash, and a tag that only who holds the workspace's key can compute. Text from
 * elsewhere can therefore not pretend to be a marker, and an id cannot be guessed from a text.
 *
 * @param digits the first {@value Original#ID_DIGITS} hex digits of the original's hash, in lower case
 * @param tag the first 8 hex digits of an HMAC-SHA-256 (RFC 2104) over version, tenant and digits
 */
public record RetrievalId(String digits, String tag) {
    private static final int TAG_DIGITS = 8;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SYNTAX =
            Pattern.compile("([0-9a-f]{" + Original.ID_DIGITS + "})-([0-9a-f]{" + TAG_DIGITS + "})");

    /** Checks the digits. */
    public RetrievalId {
        if (!SYNTAX.matcher(digits + "-" + tag).matches()) {
            throw new IllegalArgumentException("not the digits and the tag of an id");
        }
    }

    /**
     * Makes the id of an original.
     *
     * @param hash the original's hash, or its first {@value Original#ID_DIGITS} digits
     * @param key the workspace's key
     * @param tenant whose original it is
     * @return the id
     */
    public static RetrievalId of(String hash, byte[] key, String tenant) {
        String digits = hash.substring(0, Original.ID_DIGITS);
        return new RetrievalId(digits, tag(digits, key, tenant));
    }

    /**
     * Reads an id.
     *
     * @param text what may be one
     * @return the id, whose tag is not checked yet; empty if the text is none
     */
    public static Optional<RetrievalId> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches() ? Optional.of(new RetrievalId(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * Whether the id was made with this key for this tenant. The time that it takes does not depend on the tag.
     *
     * @param key the workspace's key
     * @param tenant who asks
     * @return whether it is one of ours
     */
    public boolean verifies(byte[] key, String tenant) {
        return MessageDigest.isEqual(
                tag.getBytes(StandardCharsets.US_ASCII),
                tag(digits, key, tenant).getBytes(StandardCharsets.US_ASCII));
    }

    private static String tag(String digits, byte[] key, String tenant) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] code = mac.doFinal(("1|" + tenant + "|" + digits).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(code, 0, TAG_DIGITS / 2);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** As markers print it: digits, hyphen, tag. */
    @Override
    public String toString() {
        return digits + "-" + tag;
    }
}
