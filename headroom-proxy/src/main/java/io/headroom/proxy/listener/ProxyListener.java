package io.headroom.proxy.listener;

import io.headroom.proxy.journal.ExchangeJournal.Party;
import io.headroom.proxy.upstream.UpstreamClient;
import io.headroom.proxy.upstream.UpstreamNetwork;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/**
 * The listening side of one instance with everything that lives on its I/O threads, the upstream client included. Made, bound, drained and
 * closed once each.
 */
public final class ProxyListener implements AutoCloseable {
    private static final int IO_THREADS = 2;
    /** A whole TLS record must fit: 16 KiB, its head, and what the cipher adds. */
    private static final int BUFFER_BYTES = 17 * 1024;

    /** Making one costs more than an exchange does otherwise; those of a crowd beyond this go when it goes. */
    private static final int SPARE_BUFFERS = 256;

    private static final int MAX_CONNECTIONS = 10_000;

    private static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, 1024)
            .getMap();

    private final IoThreads threads;
    private final DefaultByteBufferPool buffers;
    private final UpstreamClient client;
    private final Reception reception;
    private final Connections connections;
    private final MemoryGovernor memory;
    private final List<AcceptingChannel<StreamConnection>> accepting = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates the listener with its threads; it accepts nothing yet.
     *
     * @param threadPrefix what the names of its threads begin with
     * @param idPrefix what the ids of its exchanges begin with
     * @param network how upstreams are reached
     * @throws IOException if no selector can be opened
     */
    public ProxyListener(String threadPrefix, String idPrefix, Services services, UpstreamNetwork network)
            throws IOException {
        threads = new IoThreads(threadPrefix, IO_THREADS);
        // No thread-local caches: buffers would outlive the instance on threads that it borrows.
        buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, SPARE_BUFFERS, 0);
        memory = new MemoryGovernor(services.limits().heldBodies());
        client = new UpstreamClient(
                threads.all(), services.errands(), buffers, network, services.upstream(), services.clock());
        reception = new Reception(services, client, memory, idPrefix);
        HttpOpenListener http = new HttpOpenListener(buffers, options());
        http.setRootHandler(new HttpContinueReadHandler(reception));
        connections = new Connections(http, MAX_CONNECTIONS);
    }

    private static OptionMap options() {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                // Above our own limits, which answer properly where the server would just hang up.
                .set(UndertowOptions.MAX_HEADER_SIZE, 256 * 1024)
                .set(UndertowOptions.MAX_HEADERS, 2000)
                .set(UndertowOptions.MAX_PARAMETERS, 100_000)
                .set(UndertowOptions.MAX_COOKIES, 2000)
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .set(UndertowOptions.ALWAYS_SET_DATE, false)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        Duration.ofSeconds(30).toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int)
                        Duration.ofSeconds(300).toMillis())
                .getMap();
    }

    /**
     * Begins to accept on an address.
     *
     * @return the address with its real port
     * @throws IOException if the address cannot be had
     */
    public synchronized InetSocketAddress bind(InetSocketAddress address) throws IOException {
        AcceptingChannel<StreamConnection> server = threads.worker()
                .createStreamConnectionServer(address, ChannelListeners.openListenerAdapter(connections), SOCKETS);
        accepting.add(server);
        server.resumeAccepts();
        return server.getLocalAddress(InetSocketAddress.class);
    }

    /** The number of exchanges under way. */
    public int active() {
        return reception.active().size();
    }

    /** The number of exchanges that have ended. */
    public long ended() {
        return reception.ended();
    }

    /** The number of exchanges under way that are more than a look at the proxy, such as a health check. */
    public int uses() {
        return reception.uses();
    }

    /** The number of exchanges that have ended and were more than a look at the proxy. */
    public long usesEnded() {
        return reception.usesEnded();
    }

    /** The bytes of request bodies held now. */
    public long heldBytes() {
        return memory.held();
    }

    /** Closes pooled upstream connections that are idle. */
    public void dropIdleUpstream() {
        client.dropIdle();
    }

    /** Accepts no more connections, at once, and closes those that are idle; exchanges go on. */
    public synchronized void stopAccepting() {
        reception.drain();
        for (AcceptingChannel<StreamConnection> server : accepting) {
            IoUtils.safeClose(server);
        }
        accepting.clear();
        closeIdle();
    }

    /** Closes client connections without an exchange. */
    private void closeIdle() {
        Set<StreamConnection> inUse = new HashSet<>();
        for (ClientExchange exchange : reception.active()) {
            inUse.add(((HttpServerConnection) exchange.server().getConnection()).getChannel());
        }
        connections.closeIdle(inUse);
    }

    /** Cuts the exchanges that are still under way. */
    public void cutAll() {
        for (ClientExchange exchange : reception.active()) {
            exchange.onIoThread(() -> exchange.cut(Party.PROXY, "shutdown"));
        }
    }

    /** Ends everything; exchanges still under way are cut. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stopAccepting();
        cutAll();
        client.close();
        connections.closeAll();
        threads.awaitTasks();
        threads.close();
        buffers.close();
    }
}
