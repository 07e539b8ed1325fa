package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.credential.Outbound;
import io.headroom.proxy.credential.UpstreamCredentials;
import io.headroom.proxy.redeem.Offer;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.upstream.Origin;
import io.headroom.proxy.upstream.RequestBody;
import io.headroom.proxy.upstream.UpstreamClient;
import io.headroom.proxy.upstream.UpstreamRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
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
        Optional<byte[]> bytes =
                body instanceof RequestBody.Whole whole ? Optional.of(whole.bytes()) : Optional.of(new byte[0]);
        Outbound outbound =
                new Outbound(exchange.head(), route.upstreamName(), route.upstream(), route.target(), headers, bytes);
        send(exchange, client, outbound, body, new Forwarding(exchange, Optional.of(route.dialect())));
    }

    /** Sends a body to which the retrieval tool was added, and answers the calls of it. */
    static void offered(
            ClientExchange exchange, UpstreamClient client, Route.ModelCall route, Offer offer, byte[] body) {
        List<Header> headers = HopByHop.request(exchange.head().headers());
        // The answer will be read.
        headers.removeIf(header -> isOneOf(header, "Content-Encoding", "Accept-Encoding"));
        Redemption redemption = new Redemption(offer, body, (more, handler) -> {
            List<Header> again = new ArrayList<>(headers);
            // This is no repetition of the first request.
            again.removeIf(header -> isOneOf(header, "Idempotency-Key"));
            return new AskedAgain(exchange, client, outbound(exchange, route, again, more), handler).start();
        });
        send(
                exchange,
                client,
                outbound(exchange, route, headers, body),
                new RequestBody.Whole(body),
                new Forwarding(exchange, Optional.of(route.dialect()), Optional.of(redemption)));
    }

    private static boolean isOneOf(Header header, String... names) {
        return Arrays.stream(names).anyMatch(header.name()::equalsIgnoreCase);
    }

    private static Outbound outbound(
            ClientExchange exchange, Route.ModelCall route, List<Header> headers, byte[] body) {
        return new Outbound(
                exchange.head(), route.upstreamName(), route.upstream(), route.target(), headers, Optional.of(body));
    }

    /** Sends a body as it arrives. */
    static void stream(
            ClientExchange exchange,
            UpstreamClient client,
            String upstreamName,
            URI upstream,
            String target,
            byte[] prefix,
            StreamSourceChannel source,
            Optional<Dialect> dialect) {
        List<Header> headers = HopByHop.request(exchange.head().headers());
        RequestBody body = body(exchange, prefix, source);
        Optional<byte[]> bytes = body instanceof RequestBody.Streamed ? Optional.empty() : Optional.of(new byte[0]);
        Outbound outbound = new Outbound(exchange.head(), upstreamName, upstream, target, headers, bytes);
        send(exchange, client, outbound, body, new Forwarding(exchange, dialect));
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
            Outbound outbound,
            RequestBody body,
            Forwarding forwarding) {
        UpstreamCredentials credentials = exchange.services().credentials();
        if (!credentials.askedFor(outbound)) {
            forward(exchange, client, outbound, outbound.target(), credentials.fields(outbound), body, forwarding);
            return;
        }
        exchange.onStop(() -> {});
        credentials.ask(outbound, new UpstreamCredentials.Answer() {
            @Override
            public void given(String target, List<Header> headers) {
                exchange.onIoThread(() -> forward(exchange, client, outbound, target, headers, body, forwarding));
            }

            @Override
            public void failed(String why) {
                exchange.onIoThread(() -> exchange.fail(OwnError.Kind.UPSTREAM, why, "no_credentials"));
            }
        });
    }

    private static void forward(
            ClientExchange exchange,
            UpstreamClient client,
            Outbound outbound,
            String target,
            List<Header> headers,
            RequestBody body,
            Forwarding forwarding) {
        UpstreamRequest request = new UpstreamRequest(
                Origin.of(outbound.upstream()), exchange.head().method(), target, headers, body);
        forwarding.start(client, request);
    }
}
