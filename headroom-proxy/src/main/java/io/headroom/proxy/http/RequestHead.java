package io.headroom.proxy.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The head of a request as it came.
 *
 * @param method the method
 * @param target the request target, raw: path and query exactly as on the wire
 * @param headers the header fields
 * @param peer the address of whoever connected
 * @param requestId the id of the exchange
 */
public record RequestHead(String method, String target, HeaderFields headers, InetAddress peer, String requestId) {
    /** The raw path, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The raw query, without the question mark; empty if there is no question mark. */
    public Optional<String> query() {
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }
}
