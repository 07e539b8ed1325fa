package io.headroom.proxy.upstream;

import org.jspecify.annotations.Nullable;

/** Why there is no response. The message names cause and host and is meant for people. */
public final class UpstreamFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** How far the request got. */
    public enum Kind {
        /** The name has no address. */
        RESOLVE,
        /** No address could be connected to. */
        CONNECT,
        /** No address could be connected to in time. */
        CONNECT_TIMEOUT,
        /** The TLS handshake failed. */
        TLS,
        /** The proxy in between refused the tunnel. */
        PROXY,
        /** All connections are in use. */
        NO_CONNECTION,
        /** A connection from the pool turned out dead before the request was written. */
        STALE,
        /** The upstream refused an HTTP/2 stream and has looked at nothing of it. */
        REFUSED,
        /** The upstream wants the request over HTTP/1.1 and has looked at nothing of it. */
        HTTP1_REQUIRED,
        /** The connection was lost before there was a response header. */
        LOST,
        /** The upstream took no more bytes of the request. */
        WRITE_TIMEOUT,
        /** There was no response header in time. */
        HEADER_TIMEOUT,
        /** What came was no HTTP response. */
        PROTOCOL,
        /** The client's own body broke off or stalled. */
        REQUEST_BODY
    }

    private final Kind kind;

    /** A failure; the message is for people. */
    public UpstreamFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** How far the request got. */
    public Kind kind() {
        return kind;
    }

    /** Whether nothing of the request can have been accepted, so that it may be sent again. */
    boolean nothingAccepted() {
        return switch (kind) {
            case RESOLVE, CONNECT, CONNECT_TIMEOUT, TLS, PROXY, STALE, REFUSED, HTTP1_REQUIRED -> true;
            case NO_CONNECTION, LOST, WRITE_TIMEOUT, HEADER_TIMEOUT, PROTOCOL, REQUEST_BODY -> false;
        };
    }
}
