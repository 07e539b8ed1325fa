package io.headroom.proxy.listener;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Counts the bytes of a request body whose length was not announced, and breaks it off at the limit. The server has such a limit, too, but
 * ends the connection instead of letting us answer. Belongs to one I/O thread.
 */
final class BodyLimit extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private long left;

    private BodyLimit(StreamSourceConduit next, long limit) {
        super(next);
        this.left = limit;
    }

    /** Sets the limit; the request's body must not have been asked for yet. */
    static void set(HttpServerExchange exchange, long limit) {
        exchange.addRequestWrapper((factory, same) -> new BodyLimit(factory.create(), limit));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return (int) counted(super.read(into));
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return counted(super.read(into, offset, length));
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return counted(super.transferTo(count, through, target));
    }

    private long counted(long count) throws IOException {
        left -= Math.max(0, count);
        if (left < 0) {
            throw new Exceeded();
        }
        return count;
    }

    /** There is more than may be. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("the request body is over the limit");
        }
    }
}
