package io.headroom.proxy.upstream;

import io.headroom.api.exchange.Header;
import java.util.List;

/**
 * A request to an upstream.
 *
 * @param origin where to
 * @param method the method
 * @param target raw path and query
 * @param headers end-to-end fields, without {@code Host} and without those that tell the body's length
 * @param body the body
 */
public record UpstreamRequest(Origin origin, String method, String target, List<Header> headers, RequestBody body) {
    /** Copies the list. */
    public UpstreamRequest {
        headers = List.copyOf(headers);
    }
}
