package io.headroom.proxy.credential;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.RequestHead;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A request on its way to an upstream.
 *
 * @param head the client's request
 * @param upstreamName the name of the upstream
 * @param upstream its origin
 * @param target raw path and query to send
 * @param headers the end-to-end fields to send
 * @param body the body, if it is in memory
 */
public record Outbound(
        RequestHead head,
        String upstreamName,
        URI upstream,
        String target,
        List<Header> headers,
        Optional<byte[]> body) {
    /** Copies the list. */
    public Outbound {
        headers = List.copyOf(headers);
    }
}
