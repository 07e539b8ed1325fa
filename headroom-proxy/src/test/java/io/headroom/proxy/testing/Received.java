package io.headroom.proxy.testing;

import io.headroom.proxy.http.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request or response as it was on the wire.
 *
 * @param startLine the request or status line
 * @param headers the fields in their order
 * @param body the body without its transfer coding; empty where only its digest is kept
 * @param bodyLength how long the body was
 * @param bodySha256 the digest of the body, in hex
 * @param connection the number of the connection, in the order in which they were accepted; 0 at a client
 */
public record Received(
        String startLine, HeaderFields headers, byte[] body, long bodyLength, String bodySha256, int connection) {
    /** The method of a request. */
    public String method() {
        return startLine.split(" ", 3)[0];
    }

    /** The target of a request. */
    public String target() {
        return startLine.split(" ", 3)[1];
    }

    /** The status of a response. */
    public int status() {
        return Integer.parseInt(startLine.split(" ", 3)[1]);
    }

    /** A field's first value, or an empty text. */
    public String header(String name) {
        return headers.first(name).orElse("");
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The SHA-256 of bytes, in hex. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
