package io.headroom.proxy.listener;

import io.headroom.api.dialect.OwnError;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.journal.ExchangeJournal.Timeout;
import io.headroom.proxy.route.OwnRoute;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.channels.StreamSourceChannel;

/** A request for one of our own routes: its body is read, then the route answers, on a worker where it may take time. */
final class OwnAnswering implements BodyReader.Listener {
    private final ClientExchange exchange;
    private final OwnRoute route;
    private final StreamSourceChannel source;

    OwnAnswering(ClientExchange exchange, OwnRoute route, StreamSourceChannel source) {
        this.exchange = exchange;
        this.route = route;
        this.source = source;
    }

    void start() {
        new BodyReader(
                        source,
                        exchange.server().getRequestContentLength(),
                        exchange.services().limits().bufferedBody(),
                        exchange.memory(),
                        exchange.thread(),
                        exchange.services().limits().bodySilence(),
                        this)
                .start();
    }

    @Override
    public void complete(byte[] body) {
        exchange.progress().bodyArrived();
        if (route.onIoThread()) {
            exchange.guarded(() -> exchange.answer(route.answer(exchange.head(), body)));
            return;
        }
        try {
            exchange.services().errands().execute(() -> work(body));
        } catch (RejectedExecutionException e) {
            exchange.fail(OwnError.Kind.OVERLOADED, "shutting down", "overloaded");
        }
    }

    private void work(byte[] body) {
        try {
            OwnAnswer answer = route.answer(exchange.head(), body);
            exchange.onIoThread(() -> exchange.answer(answer));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            exchange.services().journal().fault("own_route", e);
            exchange.onIoThread(exchange::internalError);
        }
    }

    @Override
    public void overflow(byte[] prefix, String reason) {
        exchange.fail(OwnError.Kind.TOO_LARGE, "the request body is too large for this route", "too_large");
    }

    @Override
    public void broken(IOException cause) {
        exchange.bodyBroken(cause);
    }

    @Override
    public void silent() {
        exchange.services().journal().timedOut(Timeout.REQUEST_BODY);
        exchange.fail(OwnError.Kind.REQUEST_TIMEOUT, "the request body did not arrive in time", "request_timeout");
    }
}
