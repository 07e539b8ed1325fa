package io.headroom.proxy.listener;

import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.RequestHead;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Refuses requests that are no requests to an origin server, that are framed in two ways at once, or whose head is too large. */
final class RequestChecks {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Supplier<ListenerLimits> current;

    RequestChecks(Supplier<ListenerLimits> current) {
        this.current = current;
    }

    /**
     * A refusal.
     *
     * @param error what to tell
     * @param label its short name
     * @param extra header fields of the answer
     */
    record Refusal(OwnError error, String label, List<Header> extra) {}

    /** The refusal, if there is one; after it the connection must be closed. */
    Optional<Refusal> check(HttpServerExchange server, RequestHead head) {
        HeaderFields headers = head.headers();
        ListenerLimits limits = current.get();
        if (headers.fields().size() > limits.headerFields() || size(head) > limits.headerBytes()) {
            return refuse(
                    head,
                    OwnError.Kind.HEADERS_TOO_LARGE,
                    "the request header is over " + limits.headerFields() + " fields or " + limits.headerBytes()
                            + " bytes",
                    "headers_too_large");
        }
        if (head.method().equals("CONNECT")) {
            return refuse(
                    head,
                    OwnError.Kind.METHOD_NOT_ALLOWED,
                    "this is no forward proxy; set it as the base URL, not as HTTPS_PROXY",
                    "no_forward_proxy");
        }
        if (server.isHostIncludedInRequestURI()) {
            return refuse(
                    head,
                    OwnError.Kind.BAD_REQUEST,
                    "this is no forward proxy; set it as the base URL, not as HTTP_PROXY",
                    "no_forward_proxy");
        }
        return framing(head, limits);
    }

    private static Optional<Refusal> framing(RequestHead head, ListenerLimits limits) {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        boolean chunked = codings.size() == 1
                && codings.get(0).strip().toLowerCase(Locale.ROOT).equals("chunked");
        if ((!codings.isEmpty() && (!chunked || !lengths.isEmpty()))
                || lengths.size() > 1
                || (lengths.size() == 1
                        && !LENGTH.matcher(lengths.get(0).strip()).matches())) {
            return refuse(
                    head, OwnError.Kind.BAD_REQUEST, "the length of the request body is ambiguous", "bad_request");
        }
        if (limits.largestBody() > 0
                && lengths.size() == 1
                && Long.parseLong(lengths.get(0).strip()) > limits.largestBody()) {
            return refuse(head, OwnError.Kind.TOO_LARGE, tooLarge(limits), "too_large");
        }
        return Optional.empty();
    }

    static String tooLarge(ListenerLimits limits) {
        return "the request body is over " + limits.largestBody() + " bytes (max-body-bytes)";
    }

    private static long size(RequestHead head) {
        long size = head.method().length() + head.target().length() + 12L;
        for (Header header : head.headers().fields()) {
            size += header.name().length() + header.value().length() + 4L;
        }
        return size;
    }

    private static Optional<Refusal> refuse(RequestHead head, OwnError.Kind kind, String message, String label) {
        return Optional.of(new Refusal(new OwnError(kind, "Headroom: " + message, head.requestId()), label, List.of()));
    }
}
