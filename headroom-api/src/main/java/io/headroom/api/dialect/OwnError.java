package io.headroom.api.dialect;

import java.util.Objects;

/**
 * An error that Headroom itself answers.
 *
 * @param kind what went wrong
 * @param message starts with {@code Headroom:}, names the cause and the remedy
 * @param requestId the id of the exchange
 */
public record OwnError(Kind kind, String message, String requestId) {
    /** What went wrong, with the HTTP status that says so. */
    public enum Kind {
        /** A malformed request. */
        BAD_REQUEST(400),
        /** A token is missing or wrong. */
        UNAUTHORIZED(401),
        /** A host, origin or upstream is not allowed. */
        FORBIDDEN(403),
        /** There is no such route. */
        NOT_FOUND(404),
        /** The route does not take this method. */
        METHOD_NOT_ALLOWED(405),
        /** The body did not arrive in time. */
        REQUEST_TIMEOUT(408),
        /** The body is over a limit that was set. */
        TOO_LARGE(413),
        /** WebSocket is not served; the client falls back to plain HTTP. */
        UPGRADE_REQUIRED(426),
        /** A limit of the user's own was reached. */
        RATE_LIMITED(429),
        /** The headers are over a limit. */
        HEADERS_TOO_LARGE(431),
        /** A fault of Headroom. */
        INTERNAL(500),
        /** The upstream cannot be reached, or was lost before it answered. */
        UPSTREAM(502),
        /** Too many exchanges at once, or shutting down. */
        OVERLOADED(503),
        /** The upstream did not answer in time. */
        TIMEOUT(504);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /**
         * The HTTP status.
         *
         * @return a status code
         */
        public int status() {
            return status;
        }
    }

    public OwnError {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(requestId, "requestId");
    }
}
