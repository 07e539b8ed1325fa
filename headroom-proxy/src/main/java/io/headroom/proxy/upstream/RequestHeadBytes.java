package io.headroom.proxy.upstream;

import io.headroom.api.exchange.Header;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Writes the head of a request: request line, {@code Host}, the fields in their order, and how long the body is. Nothing else. */
final class RequestHeadBytes {
    private RequestHeadBytes() {}

    static byte[] of(UpstreamRequest request) {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        field(head, "Host", request.origin().authority());
        for (Header header : request.headers()) {
            field(head, header.name(), header.value());
        }
        RequestBody body = request.body();
        if (body instanceof RequestBody.Whole whole) {
            field(head, "Content-Length", Integer.toString(whole.bytes().length));
        } else if (body instanceof RequestBody.Streamed streamed) {
            OptionalLong length = streamed.length();
            if (length.isPresent()) {
                field(head, "Content-Length", Long.toString(length.getAsLong()));
            } else {
                field(head, "Transfer-Encoding", "chunked");
            }
        }
        // Header values travel as the bytes that they were: the listener reads them as ISO 8859-1, too.
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
