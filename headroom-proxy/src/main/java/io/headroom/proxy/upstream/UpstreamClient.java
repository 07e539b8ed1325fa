package io.headroom.proxy.upstream;

import io.undertow.connector.ByteBufferPool;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.xnio.XnioIoThread;

/**
 * Sends requests. Each I/O thread has connections of its own, so that an exchange never changes threads; only their number is shared.
 */
public final class UpstreamClient implements AutoCloseable {
    private final UpstreamLimits limits;
    private final ByteBufferPool buffers;
    private final Connector connector;
    private final Places places;
    private final NetworkWatch network;
    private final Map<XnioIoThread, ConnectionPool> pools = new LinkedHashMap<>();

    /**
     * Creates a client.
     *
     * @param threads the I/O threads that will send
     * @param worker resolves names and makes TLS contexts
     * @param network how upstreams are reached
     * @param clock tells whether the machine slept
     */
    public UpstreamClient(
            List<XnioIoThread> threads,
            Executor worker,
            ByteBufferPool buffers,
            UpstreamNetwork network,
            UpstreamLimits limits,
            InstantSource clock) {
        this.limits = limits;
        this.buffers = buffers;
        this.network = new NetworkWatch(network.localAddresses(), worker, this::dropIdle);
        this.connector = new Connector(worker, buffers, network, limits.connect(), this.network::look);
        this.places = new Places(limits.connections());
        AtomicInteger idle = new AtomicInteger();
        for (XnioIoThread thread : threads) {
            pools.put(thread, new ConnectionPool(thread, connector, buffers, limits, idle, places, clock));
        }
    }

    /** Sends a request; must be called on the given I/O thread, which will also make the callbacks. */
    public UpstreamCall send(XnioIoThread thread, UpstreamRequest request, ResponseHandler handler) {
        ConnectionPool pool = pools.get(thread);
        if (pool == null) {
            throw new IllegalArgumentException("not one of this client's I/O threads: " + thread.getName());
        }
        UpstreamCall call = new UpstreamCall(request, handler, pool, this);
        call.start();
        return call;
    }

    /** Closes all idle connections, such as after the machine slept; those in use go on. */
    public void dropIdle() {
        everywhere(ConnectionPool::dropIdle);
    }

    /** Closes idle connections; those in use are closed when their exchanges end. */
    @Override
    public void close() {
        everywhere(ConnectionPool::close);
    }

    UpstreamLimits limits() {
        return limits;
    }

    ByteBufferPool buffers() {
        return buffers;
    }

    Connector connector() {
        return connector;
    }

    Places places() {
        return places;
    }

    NetworkWatch network() {
        return network;
    }

    void makeRoom() {
        everywhere(pool -> {
            if (places.wanted()) {
                pool.makeRoom();
            }
        });
    }

    private void everywhere(Consumer<ConnectionPool> action) {
        for (ConnectionPool pool : pools.values()) {
            try {
                pool.thread().execute(() -> action.accept(pool));
            } catch (RejectedExecutionException e) {
                // A thread that has ended has closed its connections.
                continue;
            }
        }
    }
}
