package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.proxy.journal.ExchangeJournal;
import io.headroom.proxy.journal.ExchangeJournal.Party;
import io.headroom.proxy.journal.ExchangeJournal.Timeout;
import io.headroom.proxy.relay.ResponsePump;
import io.headroom.proxy.relay.Tee;
import io.headroom.proxy.relay.UsageTee;
import io.headroom.proxy.upstream.ResponseBody;
import io.headroom.proxy.upstream.ResponseHandler;
import io.headroom.proxy.upstream.ResponseHead;
import io.headroom.proxy.upstream.UpstreamCall;
import io.headroom.proxy.upstream.UpstreamClient;
import io.headroom.proxy.upstream.UpstreamFailure;
import io.headroom.proxy.upstream.UpstreamRequest;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Optional;

/** The last leg of an exchange: sends the request, and relays the response or tells why there is none. */
final class Forwarding implements ResponseHandler {
    private final ClientExchange exchange;
    private final HttpServerExchange server;
    private final Services services;
    private final Optional<Dialect> dialect;
    private final Optional<Redemption> redemption;
    private boolean decided;

    /** For one request; {@code dialect} is set for a model call. */
    Forwarding(ClientExchange exchange, Optional<Dialect> dialect) {
        this(exchange, dialect, Optional.empty());
    }

    /** For a model call whose retrieval calls are answered here. */
    Forwarding(ClientExchange exchange, Optional<Dialect> dialect, Optional<Redemption> redemption) {
        this.redemption = redemption;
        this.exchange = exchange;
        this.server = exchange.server();
        this.services = exchange.services();
        this.dialect = dialect;
    }

    /** Sends the request. */
    void start(UpstreamClient client, UpstreamRequest request) {
        exchange.progress().sending();
        UpstreamCall call = client.send(exchange.thread(), request, this);
        if (!decided) {
            exchange.onStop(call::cancel);
        }
    }

    @Override
    public void response(ResponseHead head, ResponseBody body) {
        decided = true;
        if (exchange.over()) {
            body.abort();
            return;
        }
        exchange.onStop(body::abort);
        exchange.guarded(() -> redemption
                .filter(redeeming -> redeeming.offer().takes(head))
                .ifPresentOrElse(redeeming -> redeem(redeeming, head, body), () -> relay(head, body)));
    }

    private void redeem(Redemption redeeming, ResponseHead head, ResponseBody body) {
        ResponseBody redeemed =
                redeeming.offer().redeem(head, body, redeeming.sent(), redeeming.next(), exchange.thread());
        relay(redeeming.offer().shown(head), redeemed);
    }

    private void relay(ResponseHead head, ResponseBody body) {
        exchange.progress().responded();
        exchange.progress().upstream().ifPresent(name -> services.journal().answered(name, head.headers()));
        if (server.isRequestComplete()) {
            if (redemption.isEmpty()) {
                exchange.memory().release();
            }
        } else {
            // The upstream answered early; the rest of the body goes nowhere.
            server.setPersistent(false);
        }
        ResponseFields.set(exchange, head, dialect.isPresent());
        Tee tee = Tee.NONE;
        if (dialect.isPresent()) {
            UsageTee usage = services.tees().open(dialect.get(), head);
            exchange.tee(usage);
            tee = usage;
        }
        ResponsePump pump = new ResponsePump(
                body,
                server.getResponseChannel(),
                server.getConnection().getByteBufferPool(),
                tee,
                exchange.thread(),
                services.limits().streamIdle(),
                services.limits().clientIdle(),
                new Ends());
        exchange.onStop(pump::stop);
        pump.start();
    }

    @Override
    public void failed(UpstreamFailure failure) {
        decided = true;
        if (exchange.over()) {
            return;
        }
        exchange.onStop(() -> {});
        exchange.guarded(() -> tell(failure));
    }

    private void tell(UpstreamFailure failure) {
        ExchangeJournal journal = services.journal();
        String message = failure.getMessage();
        switch (failure.kind()) {
            case RESOLVE, CONNECT, TLS, PROXY -> unreachable(message);
            case CONNECT_TIMEOUT -> {
                journal.timedOut(Timeout.CONNECT);
                unreachable(message);
            }
            case STALE, REFUSED, HTTP1_REQUIRED, LOST, PROTOCOL ->
                exchange.fail(OwnError.Kind.UPSTREAM, message, "upstream_lost");
            case WRITE_TIMEOUT -> {
                journal.timedOut(Timeout.UPSTREAM_WRITE);
                exchange.fail(OwnError.Kind.UPSTREAM, message, "upstream_lost");
            }
            case HEADER_TIMEOUT -> {
                journal.timedOut(Timeout.RESPONSE_HEADER);
                exchange.fail(OwnError.Kind.TIMEOUT, message, "upstream_timeout");
            }
            case NO_CONNECTION -> exchange.fail(OwnError.Kind.OVERLOADED, message, "no_connection");
            case REQUEST_BODY -> exchange.bodyBroken(failure.getCause());
        }
    }

    private void unreachable(String message) {
        exchange.fail(OwnError.Kind.UPSTREAM, message, "upstream_unreachable");
    }

    private final class Ends implements ResponsePump.End {
        @Override
        public void complete() {
            exchange.onStop(() -> {});
            server.endExchange();
        }

        @Override
        public void upstreamCut(IOException cause) {
            exchange.cut(Party.UPSTREAM, "upstream_cut");
        }

        @Override
        public void upstreamSilent() {
            services.journal().timedOut(Timeout.STREAM_IDLE);
            exchange.cut(Party.UPSTREAM, "upstream_silent");
        }

        @Override
        public void clientGone(IOException cause) {
            exchange.clientGone();
        }

        @Override
        public void clientStuck() {
            services.journal().timedOut(Timeout.CLIENT_READ);
            exchange.cut(Party.CLIENT, "client_stuck");
        }
    }
}
