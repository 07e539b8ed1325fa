package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.upstream.Origin;
import io.headroom.proxy.upstream.RequestBody;
import io.headroom.proxy.upstream.UpstreamClient;
import io.headroom.proxy.upstream.UpstreamRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xnio.channels.StreamSourceChannel;

/** Makes upstream requests out of client requests. */
final class Outgoing {
    private Outgoing() {}

    /** Sends a body that is in memory; one that is not as received has lost its content coding. */
    static void whole(
            ClientExchange exchange, UpstreamClient client, Route.ModelCall route, RequestBody body, boolean received) {
        List<Header> headers = HopByHop.request(exchange.head().headers());
        if (!received) {
            headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Encoding"));
        }
        send(exchange, client, route.upstream(), route.target(), headers, body, Optional.of(route.dialect()));
    }

    /** Sends a body as it arrives. */
    static void stream(
            ClientExchange exchange,
            UpstreamClient client,
            URI upstream,
            String target,
            byte[] prefix,
            StreamSourceChannel source,
            Optional<Dialect> dialect) {
        List<Header> headers = HopByHop.request(exchange.head().headers());
        send(exchange, client, upstream, target, headers, body(exchange, prefix, source), dialect);
    }

    private static RequestBody body(ClientExchange exchange, byte[] prefix, StreamSourceChannel source) {
        long length = exchange.server().getRequestContentLength();
        boolean chunked = exchange.head().headers().contains("Transfer-Encoding");
        if (length < 0 && !chunked) {
            exchange.watchClient();
            return new RequestBody.None();
        }
        if (length == 0) {
            exchange.watchClient();
            return new RequestBody.Whole(new byte[0]);
        }
        OptionalLong announced = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        return new RequestBody.Streamed(prefix, source, announced, exchange::watchClient);
    }

    private static void send(
            ClientExchange exchange,
            UpstreamClient client,
            URI upstream,
            String target,
            List<Header> headers,
            RequestBody body,
            Optional<Dialect> dialect) {
        UpstreamRequest request =
                new UpstreamRequest(Origin.of(upstream), exchange.head().method(), target, headers, body);
        Forwarding.start(exchange, client, request, dialect);
    }
}
