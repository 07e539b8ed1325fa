package io.headroom.proxy;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who a running proxy is. Anybody can answer on a port, so a caller sends a challenge, and only the instance that knows the key in its
 * run file can answer with the proof; the proof covers host and port, so it is worth nothing on another port (PX-1204).
 *
 * @param instance 128 random bits in hex, new at each start
 * @param pid the process
 * @param started when it started
 * @param host the address that it listens on
 * @param port the port that it listens on
 * @param profile the deployment profile that it belongs to
 * @param version the version of Headroom
 */
public record ProxyIdentity(
        String instance, long pid, Instant started, String host, int port, Optional<String> profile, String version) {
    /** The header field that carries a challenge. */
    public static final String CHALLENGE_HEADER = "X-Headroom-Challenge";

    private static final Pattern CHALLENGE = Pattern.compile("[0-9a-fA-F]{32,128}");

    /** Checks that nothing is null. */
    public ProxyIdentity {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(version, "version");
    }

    /**
     * Random bits, such as an instance, a key or a challenge.
     *
     * @param bytes how many bytes
     * @return two hex digits for each
     */
    public static String random(int bytes) {
        byte[] bits = new byte[bytes];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /**
     * The proof that answers a challenge.
     *
     * @param key the key in the run file, in hex
     * @param challenge 32 to 128 hex digits
     * @return 64 hex digits, or empty if the challenge is none
     */
    public Optional<String> proof(String key, String challenge) {
        if (!CHALLENGE.matcher(challenge).matches()) {
            return Optional.empty();
        }
        String lines = String.join("\n", "headroom-identity-1", challenge, host, Integer.toString(port), instance);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
            return Optional.of(HexFormat.of().formatHex(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /**
     * Whether an answer proves that this is who gave it.
     *
     * @param key the key in the run file, in hex
     * @param challenge what was asked
     * @param answer what was answered
     * @return whether to trust whoever answered
     */
    public boolean proves(String key, String challenge, String answer) {
        return proof(key, challenge)
                .filter(right -> MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), answer.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
