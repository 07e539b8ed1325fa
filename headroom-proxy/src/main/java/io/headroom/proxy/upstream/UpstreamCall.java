package io.headroom.proxy.upstream;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * One request with all its attempts. It is tried again only where nothing of it can have been accepted, and a streamed body only while
 * none of it was taken. Belongs to one I/O thread.
 */
public final class UpstreamCall {
    private final UpstreamRequest request;
    private final ResponseHandler handler;
    private final ConnectionPool pool;
    private final UpstreamClient client;
    private final Runnable retry;
    private int attempts;
    private boolean ended;
    private boolean waiting;
    private Connector.@Nullable Pending pending;
    private @Nullable UpstreamExchange exchange;
    private XnioExecutor.@Nullable Key waitTimer;

    UpstreamCall(UpstreamRequest request, ResponseHandler handler, ConnectionPool pool, UpstreamClient client) {
        this.request = request;
        this.handler = handler;
        this.pool = pool;
        this.client = client;
        this.retry = () -> {
            try {
                pool.thread().execute(this::placeFreed);
            } catch (RejectedExecutionException e) {
                // The I/O thread has ended, and this call with it.
                waiting = false;
            }
        };
    }

    void start() {
        attempts++;
        // A stale connection says nothing about the upstream: only the last attempt insists on a fresh one.
        Optional<UpstreamConnection> reused =
                attempts < client.limits().attempts() ? pool.take(request.origin()) : Optional.empty();
        if (reused.isPresent()) {
            run(reused.get());
        } else if (client.places().take()) {
            connect();
        } else {
            await();
        }
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }

    /** Gives the request up and closes its connection; the handler is not told. */
    public void cancel() {
        if (ended) {
            return;
        }
        ended = true;
        stopWaiting();
        if (pending != null) {
            pending.cancel();
            pending = null;
            client.places().giveBack();
        }
        if (exchange != null) {
            exchange.cancel();
        }
    }

    private void connect() {
        pending = client.connector()
                .open(
                        request.origin(),
                        pool.thread(),
                        client.places()::giveBack,
                        connection -> {
                            pending = null;
                            run(connection);
                        },
                        failure -> {
                            pending = null;
                            failed(failure);
                        });
    }

    private void run(UpstreamConnection connection) {
        UpstreamExchange attempt = new UpstreamExchange(
                connection, request, new Outcome(), pool, client.limits(), client.buffers(), pool.thread());
        exchange = attempt;
        attempt.start();
    }

    private void await() {
        waiting = true;
        if (waitTimer == null) {
            waitTimer = pool.thread()
                    .executeAfter(this::waitedTooLong, client.limits().connect().toMillis(), TimeUnit.MILLISECONDS);
        }
        client.places().await(retry);
        client.makeRoom();
    }

    private void placeFreed() {
        if (!waiting) {
            // Given up meanwhile: the turn goes to the next one.
            return;
        }
        waiting = false;
        attempts--;
        start();
        if (!waiting) {
            stopWaiting();
        }
    }

    private void waitedTooLong() {
        waitTimer = null;
        stopWaiting();
        failed(new UpstreamFailure(
                UpstreamFailure.Kind.NO_CONNECTION,
                "all " + client.limits().connections() + " upstream connections are in use (max-connections)",
                null));
    }

    private void stopWaiting() {
        if (waitTimer != null) {
            waitTimer.remove();
            waitTimer = null;
        }
        if (waiting) {
            waiting = false;
            client.places().forget(retry);
        }
    }

    private void failed(UpstreamFailure failure) {
        if (ended) {
            return;
        }
        boolean whole = exchange == null || !exchange.consumed();
        exchange = null;
        if (failure.nothingAccepted() && whole && attempts < client.limits().attempts()) {
            start();
        } else {
            ended = true;
            handler.failed(failure);
        }
    }

    private final class Outcome implements ResponseHandler {
        @Override
        public void response(ResponseHead head, ResponseBody body) {
            if (ended) {
                body.abort();
                return;
            }
            ended = true;
            exchange = null;
            handler.response(head, body);
        }

        @Override
        public void failed(UpstreamFailure failure) {
            UpstreamCall.this.failed(failure);
        }
    }
}
