package io.headroom.proxy.http2;

import java.net.ProtocolException;

/** The peer broke the rules in a way that ends the connection. */
final class Http2Fault extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Http2Fault(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
