package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import java.util.List;

/**
 * The head of a request.
 *
 * @param method the method
 * @param scheme the scheme of the origin
 * @param authority host and perhaps port of the origin
 * @param path raw path and query
 * @param fields all other fields; those between neighbours are left out
 */
public record Http2Request(String method, String scheme, String authority, String path, List<Header> fields) {
    /** Copies the list. */
    public Http2Request {
        fields = List.copyOf(fields);
    }
}
