package io.headroom.proxy.upstream;

import io.headroom.proxy.http2.Http2Session;
import java.time.Duration;
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
    private static final Duration PING_TIME = Duration.ofSeconds(2);

    private final UpstreamRequest request;
    private final ResponseHandler handler;
    private final ConnectionPool pool;
    private final UpstreamClient client;
    private final Runnable retry;
    private int attempts;
    private boolean ended;
    private boolean waiting;
    private Connector.@Nullable Pending pending;
    private @Nullable UpstreamAttempt exchange;
    private XnioExecutor.@Nullable Key waitTimer;
    private XnioExecutor.@Nullable Key pingTimer;
    private boolean lookedAtNetwork;
    /** Whether others wait for the connection that this call opens. */
    private boolean sharing;

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
        if (!lookedAtNetwork
                && pool.hasAny(request.origin())
                && client.network().lookFirst(pool.thread(), this::findConnection)) {
            lookedAtNetwork = true;
            return;
        }
        findConnection();
    }

    private void findConnection() {
        if (ended) {
            return;
        }
        Origin origin = request.origin();
        // A stale connection says nothing about the upstream: only the last attempt insists on a fresh one.
        boolean last = attempts >= client.limits().attempts();
        Optional<Http2Session> shared =
                last && attempts > 1 ? Optional.empty() : pool.shared().find(origin);
        Optional<UpstreamConnection> reused = last || shared.isPresent() ? Optional.empty() : pool.take(origin);
        if (shared.isPresent()) {
            join(shared.get());
        } else if (reused.isPresent()) {
            run(reused.get());
        } else if (pool.shared().await(origin, new Joining())) {
            // Someone else is connecting to the same upstream.
            return;
        } else if (client.places().take()) {
            connect();
        } else {
            await();
        }
    }

    /** Again, and it does not count. */
    private void lookAgain() {
        if (!ended) {
            attempts--;
            start();
        }
    }

    /** A connection that was silent for long may be dead without anybody having been told (PX-604). */
    private void join(Http2Session session) {
        if (session.silentNanos() < client.limits().silence().toNanos()) {
            run(session);
            return;
        }
        pingTimer = pool.thread()
                .executeAfter(
                        () -> {
                            pingTimer = null;
                            session.retire();
                            lookAgain();
                        },
                        PING_TIME.toMillis(),
                        TimeUnit.MILLISECONDS);
        session.ping(() -> {
            if (stopPinging()) {
                if (session.accepts()) {
                    run(session);
                } else {
                    lookAgain();
                }
            }
        });
    }

    private boolean stopPinging() {
        boolean pinging = pingTimer != null;
        if (pingTimer != null) {
            pingTimer.remove();
            pingTimer = null;
        }
        return pinging;
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
        stopPinging();
        if (pending != null) {
            pending.cancel();
            pending = null;
            client.places().giveBack();
            if (sharing) {
                pool.shared().opened(request.origin());
            }
        }
        if (exchange != null) {
            exchange.cancel();
        }
    }

    private void connect() {
        Origin origin = request.origin();
        boolean negotiates =
                client.connector().offersHttp2(origin) && !pool.shared().requiresHttp1(origin);
        sharing = negotiates && pool.shared().begin(origin);
        pending = client.connector()
                .open(
                        origin,
                        negotiates,
                        pool.thread(),
                        client.places()::giveBack,
                        connection -> {
                            pending = null;
                            connected(connection);
                            if (sharing) {
                                pool.shared().opened(origin);
                            }
                        },
                        failure -> {
                            pending = null;
                            if (sharing) {
                                pool.shared().failed(origin, failure);
                            }
                            failed(failure);
                        });
    }

    private void connected(UpstreamConnection connection) {
        if (connection.http2()) {
            run(pool.shared().add(connection));
        } else {
            if (sharing) {
                pool.shared().choseHttp1(request.origin());
            }
            run(connection);
        }
    }

    private void run(UpstreamConnection connection) {
        run(new UpstreamExchange(
                connection, request, new Outcome(), pool, client.limits(), client.buffers(), pool.thread()));
    }

    private void run(Http2Session session) {
        run(new Http2Exchange(session, request, new Outcome(), client.limits(), client.buffers(), pool.thread()));
    }

    private void run(UpstreamAttempt attempt) {
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
        if (failure.kind() == UpstreamFailure.Kind.HTTP1_REQUIRED) {
            pool.shared().requireHttp1(request.origin());
        }
        if (failure.nothingAccepted() && whole && attempts < client.limits().attempts()) {
            start();
        } else {
            ended = true;
            handler.failed(failure);
        }
    }

    /** Waits for the connection that another call opens. */
    private final class Joining implements SharedConnections.Waiter {
        @Override
        public void lookAgain() {
            UpstreamCall.this.lookAgain();
        }

        @Override
        public void failed(UpstreamFailure failure) {
            UpstreamCall.this.failed(failure);
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
