package io.headroom.proxy.listener;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.credential.Outbound;
import io.headroom.proxy.credential.UpstreamCredentials;
import io.headroom.proxy.upstream.Origin;
import io.headroom.proxy.upstream.RequestBody;
import io.headroom.proxy.upstream.ResponseHandler;
import io.headroom.proxy.upstream.UpstreamCall;
import io.headroom.proxy.upstream.UpstreamClient;
import io.headroom.proxy.upstream.UpstreamFailure;
import io.headroom.proxy.upstream.UpstreamRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One more request within an exchange, with the credentials that its body needs. Belongs to the exchange's I/O thread. */
final class AskedAgain {
    private final ClientExchange exchange;
    private final UpstreamClient client;
    private final Outbound outbound;
    private final ResponseHandler handler;
    private @Nullable UpstreamCall call;
    private boolean givenUp;

    AskedAgain(ClientExchange exchange, UpstreamClient client, Outbound outbound, ResponseHandler handler) {
        this.exchange = exchange;
        this.client = client;
        this.outbound = outbound;
        this.handler = handler;
    }

    /** Sends it; what comes back gives it up. */
    Runnable start() {
        UpstreamCredentials credentials = exchange.services().credentials();
        if (credentials.askedFor(outbound)) {
            credentials.ask(outbound, new Credentials());
        } else {
            send(outbound.target(), credentials.fields(outbound));
        }
        return this::giveUp;
    }

    private void send(String target, List<Header> headers) {
        if (!givenUp) {
            UpstreamRequest request = new UpstreamRequest(
                    Origin.of(outbound.upstream()),
                    exchange.head().method(),
                    target,
                    headers,
                    new RequestBody.Whole(outbound.body().orElseThrow()));
            call = client.send(exchange.thread(), request, handler);
        }
    }

    private void giveUp() {
        givenUp = true;
        UpstreamCall sent = call;
        if (sent != null) {
            sent.cancel();
        }
    }

    private final class Credentials implements UpstreamCredentials.Answer {
        @Override
        public void given(String target, List<Header> headers) {
            exchange.onIoThread(() -> send(target, headers));
        }

        @Override
        public void failed(String why) {
            exchange.onIoThread(() -> {
                if (!givenUp) {
                    handler.failed(new UpstreamFailure(UpstreamFailure.Kind.CONNECT, why, null));
                }
            });
        }
    }
}
