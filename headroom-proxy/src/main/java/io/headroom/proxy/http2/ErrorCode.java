package io.headroom.proxy.http2;

/** Why a stream or a connection ends (RFC 9113, section 7); the position is the code. */
enum ErrorCode {
    NO_ERROR,
    PROTOCOL_ERROR,
    INTERNAL_ERROR,
    FLOW_CONTROL_ERROR,
    SETTINGS_TIMEOUT,
    STREAM_CLOSED,
    FRAME_SIZE_ERROR,
    REFUSED_STREAM,
    CANCEL,
    COMPRESSION_ERROR,
    CONNECT_ERROR,
    ENHANCE_YOUR_CALM,
    INADEQUATE_SECURITY,
    HTTP_1_1_REQUIRED;

    int code() {
        return ordinal();
    }

    /** The name of a code, which may be one that we do not know. */
    static String name(int code) {
        return code >= 0 && code < values().length ? values()[code].name() : "error " + Integer.toUnsignedString(code);
    }
}
