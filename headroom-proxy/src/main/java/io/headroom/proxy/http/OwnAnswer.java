package io.headroom.proxy.http;

import io.headroom.api.exchange.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer written by Headroom.
 *
 * @param status the status code
 * @param headers header fields besides {@code Content-Length}
 * @param body the body
 */
public record OwnAnswer(int status, HeaderFields headers, byte[] body) {
    /** A JSON answer. */
    public static OwnAnswer json(int status, String body) {
        return of(status, "application/json; charset=utf-8", body);
    }

    /** A text answer. */
    public static OwnAnswer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    /** An answer of some media type. */
    public static OwnAnswer of(int status, String mediaType, String body) {
        return new OwnAnswer(
                status,
                new HeaderFields(List.of(new Header("Content-Type", mediaType))),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
