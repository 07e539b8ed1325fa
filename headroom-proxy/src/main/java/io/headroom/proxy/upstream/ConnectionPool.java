package io.headroom.proxy.upstream;

import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The idle connections of one I/O thread, the most recently used first. A connection that its peer closes leaves at once, and one from
 * before a sleep of the machine is not used again.
 */
final class ConnectionPool {
    private final XnioIoThread thread;
    private final Connector connector;
    private final Duration keepAlive;
    private final int maxIdle;
    private final AtomicInteger idleCount;
    private final Places places;
    private final InstantSource clock;
    private final Map<Origin, Deque<Idle>> idle = new HashMap<>();
    private final SharedConnections shared;
    private boolean closed;

    /** Creates a pool whose idle connections count together with those of other threads. */
    ConnectionPool(
            XnioIoThread thread,
            Connector connector,
            ByteBufferPool buffers,
            UpstreamLimits limits,
            AtomicInteger idleCount,
            Places places,
            InstantSource clock) {
        this.thread = thread;
        this.connector = connector;
        this.keepAlive = limits.keepAlive();
        this.maxIdle = limits.idle();
        this.idleCount = idleCount;
        this.places = places;
        this.clock = clock;
        this.shared = new SharedConnections(thread, buffers, limits, idleCount, places, clock);
    }

    /** Those connections that carry many requests at once. */
    SharedConnections shared() {
        return shared;
    }

    /** Whether there is anything from before. */
    boolean hasAny(Origin origin) {
        Deque<Idle> candidates = idle.get(origin);
        return (candidates != null && !candidates.isEmpty()) || shared.has(origin);
    }

    XnioIoThread thread() {
        return thread;
    }

    String tlsTrouble(Origin origin, IOException cause) {
        return connector.tlsTrouble(origin, cause);
    }

    /** An idle connection that is still open, as far as can be told. */
    Optional<UpstreamConnection> take(Origin origin) {
        Deque<Idle> candidates = idle.get(origin);
        while (candidates != null && !candidates.isEmpty()) {
            Idle candidate = candidates.pollFirst();
            candidate.leave();
            if (candidate.alive()) {
                return Optional.of(candidate.connection);
            }
            candidate.connection.close();
        }
        return Optional.empty();
    }

    /** Takes a connection back. */
    void release(UpstreamConnection connection) {
        connection.rest();
        if (closed || places.wanted() || !connection.isOpen() || idleCount.get() >= maxIdle) {
            connection.close();
            return;
        }
        idleCount.incrementAndGet();
        Idle entry = new Idle(connection);
        idle.computeIfAbsent(connection.origin(), key -> new ArrayDeque<>()).addFirst(entry);
        entry.watch();
    }

    /** Closes an idle connection, if there is one, since others wait for its place. */
    void makeRoom() {
        if (shared.makeRoom()) {
            return;
        }
        for (Deque<Idle> entries : idle.values()) {
            Idle entry = entries.pollLast();
            if (entry != null) {
                entry.leave();
                entry.connection.close();
                return;
            }
        }
    }

    /** Closes all idle connections; those in use are closed when they come back. */
    void close() {
        closed = true;
        shared.close();
        dropIdle();
    }

    /** Closes all idle connections; those that are shared get no new requests. */
    void dropIdle() {
        shared.drop();
        for (Deque<Idle> entries : idle.values()) {
            Idle entry;
            while ((entry = entries.pollFirst()) != null) {
                entry.leave();
                entry.connection.close();
            }
        }
        idle.clear();
    }

    private final class Idle {
        private final UpstreamConnection connection;
        private final XnioExecutor.Key timer;
        private final ByteBuffer probe = ByteBuffer.allocate(1);
        private final AwakeSince awake = new AwakeSince(clock);

        Idle(UpstreamConnection connection) {
            this.connection = connection;
            this.timer = thread.executeAfter(this::discard, keepAlive.toMillis() + 1, TimeUnit.MILLISECONDS);
        }

        void watch() {
            connection.source().setReadListener(channel -> {
                if (!alive()) {
                    discard();
                }
            });
            connection.source().resumeReads();
        }

        /** Whether the peer is silent: bytes that nobody asked for are as bad as an end. */
        boolean alive() {
            try {
                return connection.isOpen()
                        && awake.still()
                        && connection.source().read(probe) == 0;
            } catch (IOException e) {
                return false;
            }
        }

        void leave() {
            timer.remove();
            idleCount.decrementAndGet();
            connection.source().suspendReads();
            connection.source().setReadListener(null);
        }

        private void discard() {
            Deque<Idle> entries = idle.get(connection.origin());
            if (entries != null && entries.remove(this)) {
                leave();
                connection.close();
            }
        }
    }
}
