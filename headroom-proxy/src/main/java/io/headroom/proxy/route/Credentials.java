package io.headroom.proxy.route;

import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Tells from a request's credentials which provider it is meant for (PX-311). Looks at their shape and keeps nothing. */
final class Credentials {
    private Credentials() {}

    /** The name of the upstream; empty if the request has no credential at all. */
    static Optional<String> upstream(RequestHead head) {
        HeaderFields headers = head.headers();
        Optional<String> bearer = bearer(headers);
        if (headers.contains("chatgpt-account-id")
                || bearer.filter(Credentials::chatGptToken).isPresent()) {
            return Optional.of("chatgpt");
        }
        if (headers.contains("x-goog-api-key") || keyInQuery(head)) {
            return Optional.of("gemini");
        }
        if (headers.contains("anthropic-version")
                || headers.contains("x-api-key")
                || bearer.filter(token -> token.startsWith("sk-ant-")).isPresent()) {
            return Optional.of("anthropic");
        }
        boolean other = headers.contains("authorization") || headers.contains("api-key");
        return other ? Optional.of("openai") : Optional.empty();
    }

    private static Optional<String> bearer(HeaderFields headers) {
        return headers.first("authorization")
                .map(String::strip)
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length()))
                .map(value -> value.substring("Bearer ".length()).strip());
    }

    private static boolean keyInQuery(RequestHead head) {
        String query = head.query().orElse("");
        return query.startsWith("key=") || query.contains("&key=");
    }

    /** Whether a token is a JWT with the claim that only logins to ChatGPT carry. It is recognised, not verified: that is the upstream's. */
    private static boolean chatGptToken(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || token.length() > 16_384) {
            return false;
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            String claims = new String(payload, StandardCharsets.UTF_8).replace("\\/", "/");
            return claims.contains("\"https://api.openai.com/auth\"") || claims.contains("\"chatgpt_account_id\"");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
