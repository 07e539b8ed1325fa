package io.headroom.compress.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells conversations apart whose bodies carry no key: a digest of the system text and of the first message of the user, which are what
 * stays while a conversation grows. Only texts count, so a cache mark that moves changes nothing.
 */
final class ConversationDigest {
    /** Claude Code puts a line before its system prompt that differs from request to request. */
    private static final String BILLING = "x-anthropic-billing-header:";

    private final MessageDigest digest = sha256();
    private boolean empty = true;
    private boolean userSeen;

    /** A text of the system prompt. */
    void system(String text) {
        if (!text.startsWith(BILLING)) {
            add('s', text);
        }
    }

    /** A text of the first user message. */
    void user(String text) {
        add('u', text);
    }

    /** The first user message is complete; later ones are not asked for. */
    void userDone() {
        userSeen = true;
    }

    /** Whether the first user message is still to come, or being read. */
    boolean wantsUser() {
        return !userSeen;
    }

    /** The key; empty if there was no text. */
    Optional<String> key() {
        return empty ? Optional.empty() : Optional.of("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    private void add(char part, String text) {
        empty = false;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Its length before each text, so that two texts never look like one.
        digest.update(
                ByteBuffer.allocate(5).put((byte) part).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
