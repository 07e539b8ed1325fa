package io.headroom.proxy.listener;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices that a client went away while nothing is written to it. The server itself would find out at its next write, which may be
 * minutes of paid generation later. Reads below the HTTP layer; the bytes of a pipelined next request are handed back, and end the watch.
 */
final class AbortWatch implements ReadReadyHandler {
    private final HttpServerConnection connection;
    private final StreamSourceConduit source;
    private final Runnable gone;
    private boolean over;

    private AbortWatch(HttpServerConnection connection, Runnable gone) {
        this.connection = connection;
        this.source = connection.getOriginalSourceConduit();
        this.gone = gone;
    }

    /** Watches until the exchange is complete; its request must have been read to the end. */
    static void start(HttpServerExchange exchange, Runnable gone) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        if (connection.getExtraBytes() != null || exchange.isComplete()) {
            // A pipelined request lies in front: what would be read now belongs behind it.
            return;
        }
        AbortWatch watch = new AbortWatch(connection, gone);
        watch.source.setReadReadyHandler(watch);
        exchange.addExchangeCompleteListener((done, next) -> {
            watch.end();
            next.proceed();
        });
        watch.source.resumeReads();
    }

    @Override
    public void readReady() {
        if (over) {
            return;
        }
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean keep = false;
        try {
            int count = source.read(pooled.getBuffer());
            if (count < 0) {
                lost();
            } else if (count > 0) {
                pooled.getBuffer().flip();
                keep = true;
                source.suspendReads();
                connection.ungetRequestBytes(pooled);
            }
        } catch (IOException e) {
            // A reset is as good as an end.
            lost();
        } finally {
            if (!keep) {
                pooled.close();
            }
        }
    }

    private void lost() {
        over = true;
        source.suspendReads();
        gone.run();
    }

    private void end() {
        over = true;
        source.setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(
                connection.getChannel().getSourceChannel()));
    }

    @Override
    public void forceTermination() {
        if (!over) {
            lost();
        }
    }

    @Override
    public void terminated() {
        over = true;
    }
}
