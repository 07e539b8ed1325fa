package io.headroom.proxy.upstream;

import io.headroom.proxy.http2.Http2Session;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The HTTP/2 connections of one I/O thread. Whoever needs one while one is being opened waits for it, so that a burst of requests makes
 * one connection; a further one is opened when the upstream takes no more streams on those that there are.
 */
final class SharedConnections {
    /** Someone who waits for a connection that another one opens. */
    interface Waiter {
        /** It was opened, or given up: time to look again. */
        void lookAgain();

        /** It could not be opened. */
        void failed(UpstreamFailure failure);
    }

    private final XnioIoThread thread;
    private final ByteBufferPool buffers;
    private final Duration keepAlive;
    private final int maxIdle;
    private final AtomicInteger idleCount;
    private final Places places;
    private final InstantSource clock;
    private final Map<Origin, List<Shared>> connections = new HashMap<>();
    private final Map<Origin, List<Waiter>> opening = new HashMap<>();
    /** Those that chose HTTP/1.1 last time: nobody waits for their connections. */
    private final Set<Origin> unshared = new HashSet<>();
    /** Those that want HTTP/1.1 although they choose HTTP/2. */
    private final Set<Origin> insisting = new HashSet<>();

    private boolean closed;

    SharedConnections(
            XnioIoThread thread,
            ByteBufferPool buffers,
            UpstreamLimits limits,
            AtomicInteger idleCount,
            Places places,
            InstantSource clock) {
        this.thread = thread;
        this.buffers = buffers;
        this.keepAlive = limits.keepAlive();
        this.maxIdle = limits.idle();
        this.idleCount = idleCount;
        this.places = places;
        this.clock = clock;
    }

    /** A connection that takes one more stream. */
    Optional<Http2Session> find(Origin origin) {
        for (Shared shared : List.copyOf(connections.getOrDefault(origin, List.of()))) {
            if (!shared.awake.still()) {
                shared.session.retire();
            } else if (shared.session.accepts()) {
                shared.lend();
                return Optional.of(shared.session);
            }
        }
        return Optional.empty();
    }

    /** Whether there is a connection at all. */
    boolean has(Origin origin) {
        return connections.containsKey(origin);
    }

    /** Waits for a connection that is being opened; false if none is. */
    boolean await(Origin origin, Waiter waiter) {
        List<Waiter> waiters = opening.get(origin);
        return waiters != null && waiters.add(waiter);
    }

    /** Begins to open a connection for all who come from now on; false if it is likely to serve one request at a time. */
    boolean begin(Origin origin) {
        return !unshared.contains(origin) && opening.putIfAbsent(origin, new ArrayList<>()) == null;
    }

    /** A connection was opened, and all may use it. */
    Http2Session add(UpstreamConnection connection) {
        Shared shared = new Shared(connection);
        connections
                .computeIfAbsent(connection.origin(), origin -> new ArrayList<>())
                .add(shared);
        unshared.remove(connection.origin());
        shared.start();
        return shared.session;
    }

    /** The upstream of an origin wants HTTP/1.1: it is not asked for HTTP/2 until the network changes. */
    void requireHttp1(Origin origin) {
        insisting.add(origin);
        List.copyOf(connections.getOrDefault(origin, List.of())).forEach(shared -> shared.session.retire());
    }

    /** Whether the upstream of an origin wants HTTP/1.1 although it chooses HTTP/2. */
    boolean requiresHttp1(Origin origin) {
        return insisting.contains(origin);
    }

    /** The upstream of an origin chose HTTP/1.1. */
    void choseHttp1(Origin origin) {
        unshared.add(origin);
    }

    /** Those who wait look again. */
    void opened(Origin origin) {
        waiters(origin).forEach(Waiter::lookAgain);
    }

    /** Those who wait have failed with the one who tried. */
    void failed(Origin origin, UpstreamFailure failure) {
        waiters(origin).forEach(waiter -> waiter.failed(failure));
    }

    private List<Waiter> waiters(Origin origin) {
        List<Waiter> waiters = opening.remove(origin);
        return waiters == null ? List.of() : waiters;
    }

    /** Closes a connection that nobody uses; false if there is none. */
    boolean makeRoom() {
        for (Shared shared : all()) {
            if (shared.session.streams() == 0) {
                shared.session.close();
                return true;
            }
        }
        return false;
    }

    /** Lets no new request use what there is; what nobody uses is closed at once. */
    void drop() {
        insisting.clear();
        all().forEach(shared -> shared.session.retire());
    }

    void close() {
        closed = true;
        drop();
    }

    private List<Shared> all() {
        List<Shared> all = new ArrayList<>();
        connections.values().forEach(all::addAll);
        return all;
    }

    private final class Shared implements Http2Session.Owner {
        private final UpstreamConnection connection;
        private final Http2Session session;
        private AwakeSince awake = new AwakeSince(clock);
        private long usedAt = System.nanoTime();
        private XnioExecutor.@Nullable Key expiry;
        /** Whether it is among the idle ones. */
        private boolean idle;

        Shared(UpstreamConnection connection) {
            this.connection = connection;
            this.session = new Http2Session(connection.source(), connection.sink(), thread, buffers, this);
        }

        void start() {
            ByteBuffer early = ByteBuffer.allocate(0);
            try {
                if (connection.hasAhead()) {
                    early = connection.fill();
                }
            } catch (IOException e) {
                throw new IllegalStateException("bytes at hand cannot fail", e);
            }
            expire(keepAlive.toNanos());
            session.start(early);
        }

        void lend() {
            awake = new AwakeSince(clock);
            busy();
        }

        private void busy() {
            usedAt = System.nanoTime();
            if (idle) {
                idle = false;
                idleCount.decrementAndGet();
            }
        }

        @Override
        public void changed() {
            if (session.streams() > 0 || session.retired()) {
                return;
            }
            busy();
            rest();
        }

        private void rest() {
            if (closed || places.wanted() || idleCount.get() >= maxIdle) {
                session.close();
                return;
            }
            idle = true;
            idleCount.incrementAndGet();
            if (expiry == null) {
                expire(keepAlive.toNanos());
            }
        }

        private void expire(long nanos) {
            expiry = thread.executeAfter(this::expired, nanos / 1_000_000 + 1, TimeUnit.MILLISECONDS);
        }

        /** The timer is not moved with every use: it looks how long the last one is ago. */
        private void expired() {
            expiry = null;
            if (session.streams() > 0) {
                return;
            }
            long left = keepAlive.toNanos() - (System.nanoTime() - usedAt);
            if (left <= 0) {
                session.close();
            } else if (idle) {
                expire(left);
            } else {
                // It was lent to someone who did not use it after all.
                expire(left);
                rest();
            }
        }

        @Override
        public void over() {
            busy();
            if (expiry != null) {
                expiry.remove();
                expiry = null;
            }
            Origin origin = connection.origin();
            List<Shared> others = connections.get(origin);
            if (others != null && others.remove(this) && others.isEmpty()) {
                connections.remove(origin);
            }
            connection.close();
        }
    }
}
