package io.headroom.compress.dialect;

import io.headroom.api.dialect.OwnError;
import io.headroom.compress.message.JsonStrings;

/** Lays out errors of our own as the three providers do. */
final class ErrorDocument {
    private ErrorDocument() {}

    /** {@code {"type":"error","error":{"type","message"},"request_id"}}. */
    static String anthropic(OwnError error) {
        return "{\"type\":\"error\",\"error\":{\"type\":" + JsonStrings.quote(anthropicType(error.kind()))
                + ",\"message\":" + JsonStrings.quote(error.message())
                + "},\"request_id\":" + JsonStrings.quote(error.requestId()) + "}";
    }

    /** {@code {"error":{"message","type","param":null,"code"}}}. */
    static String openAi(OwnError error) {
        return "{\"error\":{\"message\":" + JsonStrings.quote(error.message())
                + ",\"type\":" + JsonStrings.quote(openAiType(error.kind()))
                + ",\"param\":null,\"code\":" + JsonStrings.quote(openAiCode(error.kind())) + "}}";
    }

    /** {@code {"error":{"code","message","status"}}}. */
    static String google(OwnError error) {
        return "{\"error\":{\"code\":" + error.kind().status()
                + ",\"message\":" + JsonStrings.quote(error.message())
                + ",\"status\":" + JsonStrings.quote(googleStatus(error.kind())) + "}}";
    }

    private static String anthropicType(OwnError.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, UPGRADE_REQUIRED -> "invalid_request_error";
            case UNAUTHORIZED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND, METHOD_NOT_ALLOWED -> "not_found_error";
            case TOO_LARGE, HEADERS_TOO_LARGE -> "request_too_large";
            case RATE_LIMITED -> "rate_limit_error";
            case INTERNAL, UPSTREAM -> "api_error";
            case OVERLOADED -> "overloaded_error";
            case REQUEST_TIMEOUT, TIMEOUT -> "timeout_error";
        };
    }

    private static String openAiType(OwnError.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    UPGRADE_REQUIRED,
                    HEADERS_TOO_LARGE -> "invalid_request_error";
            case RATE_LIMITED -> "requests";
            case INTERNAL, UPSTREAM, OVERLOADED, TIMEOUT -> "server_error";
        };
    }

    private static String openAiCode(OwnError.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> "bad_request";
            case UNAUTHORIZED -> "invalid_api_key";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND, METHOD_NOT_ALLOWED -> "not_found";
            case TOO_LARGE, HEADERS_TOO_LARGE -> "request_too_large";
            case UPGRADE_REQUIRED -> "upgrade_required";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case INTERNAL -> "internal";
            case UPSTREAM -> "upstream";
            case OVERLOADED -> "overloaded";
            case REQUEST_TIMEOUT, TIMEOUT -> "timeout";
        };
    }

    private static String googleStatus(OwnError.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, TOO_LARGE, HEADERS_TOO_LARGE -> "INVALID_ARGUMENT";
            case UNAUTHORIZED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case NOT_FOUND, METHOD_NOT_ALLOWED -> "NOT_FOUND";
            case UPGRADE_REQUIRED -> "FAILED_PRECONDITION";
            case RATE_LIMITED -> "RESOURCE_EXHAUSTED";
            case INTERNAL -> "INTERNAL";
            case UPSTREAM, OVERLOADED -> "UNAVAILABLE";
            case REQUEST_TIMEOUT, TIMEOUT -> "DEADLINE_EXCEEDED";
        };
    }
}
