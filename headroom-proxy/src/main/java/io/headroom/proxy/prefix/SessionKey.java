package io.headroom.proxy.prefix;

import io.headroom.proxy.http.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells conversations apart (PX-521): by what the client calls its session, else by what the body begins with; and never two credentials
 * as one. The key is a message authentication code under a secret of this instance, so that nothing can be read out of it. Thread-safe.
 */
final class SessionKey {
    private static final String HMAC = "HmacSHA256";
    private static final List<String> CREDENTIALS =
            List.of("authorization", "x-api-key", "x-goog-api-key", "api-key", "chatgpt-account-id");

    private final SecretKeySpec secret;

    SessionKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        secret = new SecretKeySpec(bytes, HMAC);
    }

    /**
     * The key of a request.
     *
     * @param dialect the id of its dialect
     * @param conversation what its body tells conversations apart by
     * @return empty if nothing tells which conversation it belongs to
     */
    Optional<String> of(HeaderFields headers, String dialect, Optional<String> conversation) {
        return named(headers).or(() -> conversation).map(name -> {
            String credentials = CREDENTIALS.stream()
                    .flatMap(field -> headers.all(field).stream())
                    .collect(Collectors.joining("\n"));
            return code(dialect + '\n' + name + '\n' + credentials);
        });
    }

    private static Optional<String> named(HeaderFields headers) {
        return headers.first("x-headroom-session-id")
                .or(() -> headers.first("x-claude-code-session-id")
                        .map(session -> session
                                + headers.first("x-claude-code-agent-id")
                                        .map(agent -> "/" + agent)
                                        .orElse("")))
                .or(() -> Stream.of("session_id", "session-id", "conversation_id", "conversation-id")
                        .flatMap(field -> headers.first(field).stream())
                        .findFirst());
    }

    private String code(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
