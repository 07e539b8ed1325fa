package io.headroom.proxy.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * The open client connections: bounds their number and closes them when the proxy drains. Closed ones are swept out now and then, since
 * the server takes the only close listener that a connection has.
 */
final class Connections implements ChannelListener<StreamConnection> {
    private static final int SWEEP_FROM = 64;

    private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();
    private final ChannelListener<StreamConnection> server;
    private final int limit;
    private volatile int sweepAt = SWEEP_FROM;

    Connections(ChannelListener<StreamConnection> server, int limit) {
        this.server = server;
        this.limit = limit;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        if (open.size() >= sweepAt) {
            open.removeIf(candidate -> !candidate.isOpen());
            sweepAt = Math.max(SWEEP_FROM, 2 * open.size());
        }
        if (open.size() >= limit) {
            IoUtils.safeClose(connection);
            return;
        }
        open.add(connection);
        RequestLines.watch(connection);
        server.handleEvent(connection);
    }

    /** Closes the connections that are not among those in use. */
    void closeIdle(Set<StreamConnection> inUse) {
        for (StreamConnection connection : open) {
            if (!inUse.contains(connection)) {
                close(connection);
            }
        }
    }

    /** Closes all. */
    void closeAll() {
        closeIdle(Set.of());
        open.clear();
    }

    private static void close(StreamConnection connection) {
        connection.getIoThread().execute(() -> IoUtils.safeClose(connection));
    }
}
