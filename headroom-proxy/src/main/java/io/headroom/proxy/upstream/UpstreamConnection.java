package io.headroom.proxy.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One connection to an upstream with the bytes that were read ahead. Belongs to one I/O thread. Closing it closes the socket at once:
 * no lingering, no waiting for what the peer may still send.
 */
final class UpstreamConnection {
    private final Origin origin;
    private final StreamConnection socket;
    private final StreamConnection channel;
    private final ByteBufferPool buffers;
    private final Runnable onClose;
    private @Nullable PooledByteBuffer ahead;
    private boolean http2;
    private boolean used;
    private boolean closed;

    /**
     * Wraps an open connection.
     *
     * @param socket the TCP connection
     * @param channel the same, or TLS on top of it
     * @param onClose called once
     */
    UpstreamConnection(
            Origin origin,
            StreamConnection socket,
            StreamConnection channel,
            ByteBufferPool buffers,
            Runnable onClose) {
        this.origin = origin;
        this.socket = socket;
        this.channel = channel;
        this.buffers = buffers;
        this.onClose = onClose;
    }

    Origin origin() {
        return origin;
    }

    ConduitStreamSourceChannel source() {
        return channel.getSourceChannel();
    }

    ConduitStreamSinkChannel sink() {
        return channel.getSinkChannel();
    }

    /** Whether the upstream chose HTTP/2 for it. */
    boolean http2() {
        return http2;
    }

    /** From now on it carries HTTP/2. */
    void speakHttp2() {
        http2 = true;
    }

    /** Whether an exchange has been completed on it. */
    boolean used() {
        return used;
    }

    boolean isOpen() {
        return !closed && socket.isOpen();
    }

    /** Bytes that arrived and were not consumed; read mode. Reads more from the network if there are none. */
    ByteBuffer fill() throws IOException {
        ByteBuffer buffer = buffer();
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int count;
            try {
                count = source().read(buffer);
            } finally {
                buffer.flip();
            }
            if (count < 0) {
                throw new EndOfStream();
            }
        }
        return buffer;
    }

    /** Bytes read ahead, perhaps none. */
    boolean hasAhead() {
        return ahead != null && ahead.getBuffer().hasRemaining();
    }

    private ByteBuffer buffer() {
        PooledByteBuffer pooled = ahead;
        if (pooled == null) {
            pooled = buffers.allocate();
            pooled.getBuffer().limit(0);
            ahead = pooled;
        }
        return pooled.getBuffer();
    }

    /** Makes it ready for the pool: no listeners, no buffer. */
    void rest() {
        used = true;
        freeBuffer();
        source().setReadListener(null);
        sink().setWriteListener(null);
        sink().suspendWrites();
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        freeBuffer();
        if (channel != socket) {
            IoUtils.safeClose(channel);
        }
        // TLS would wait for the peer's answer to its farewell.
        IoUtils.safeClose(socket);
        onClose.run();
    }

    private void freeBuffer() {
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    /** The peer ended its side. */
    static final class EndOfStream extends IOException {
        private static final long serialVersionUID = 1L;

        EndOfStream() {
            super("the connection was closed");
        }
    }
}
