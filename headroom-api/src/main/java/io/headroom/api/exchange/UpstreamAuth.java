package io.headroom.api.exchange;

import java.net.URI;
import java.util.List;

/**
 * Sets the credentials of requests to an upstream, such as OAuth client credentials or an AWS signature. It is bound to an upstream by
 * the setting {@code upstream.<name>.auth}, and then alone decides about credentials. It may block for a short time. Thread-safe.
 */
public interface UpstreamAuth {
    /**
     * The id that {@code upstream.<name>.auth} names.
     *
     * @return 1 to 64 characters out of {@code a-z 0-9 . -}
     */
    String id();

    /**
     * Gives the credentials of one request.
     *
     * @param request the request as it will be sent
     * @return header fields that replace fields of the same name
     */
    List<Header> credentials(Request request);

    /**
     * A request to an upstream.
     *
     * @param method the method
     * @param uri the absolute URI
     * @param headers the header fields so far, the client's own credentials included
     * @param bodySha256 the SHA-256 of the body, 64 hex digits; empty text if the body is streamed
     */
    record Request(String method, URI uri, List<Header> headers, String bodySha256) {
        public Request {
            headers = List.copyOf(headers);
        }
    }
}
