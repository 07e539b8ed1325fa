package io.headroom.proxy.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * Writes one request, with back pressure on the body's source. While the upstream takes nothing, a little is read ahead of it: nothing but
 * reading tells that a client is gone (PX-701). Belongs to one I/O thread.
 */
final class RequestWriter {
    /** What came of the writing; at most one of the end calls is made. */
    interface Listener {
        /** Some bytes were taken. */
        void progress();

        /** The writer waits for the client rather than for the upstream, or no longer does. */
        void waitingForClient(boolean waiting);

        /** Everything was written. */
        void written();

        /** The upstream takes no more bytes. */
        void writeFailed(IOException cause);

        /** The client sends no more bytes. */
        void bodyFailed(IOException cause);
    }

    /** A heap buffer is copied into a direct one that the thread keeps; this bounds its size. */
    private static final int SLICE = 64 * 1024;

    /** With what is on its way through the server and this class it stays below the 256 KiB that an exchange may hold. */
    private static final int MOST_AHEAD = 192 * 1024;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};

    private final RequestSink sink;
    private final ByteBufferPool buffers;
    private final Listener listener;
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();
    private final @Nullable StreamSourceChannel source;
    private final Runnable sourceRead;
    private final boolean chunked;
    private final boolean measured;
    private long left;
    private @Nullable PooledByteBuffer held;
    private int ahead;
    private boolean readingAhead;
    private boolean sourceEnded;
    private boolean ended;
    private boolean accepted;
    private boolean consumed;

    private RequestWriter(
            RequestSink sink,
            byte[] head,
            RequestBody body,
            boolean lengthUnknown,
            ByteBufferPool buffers,
            Listener listener) {
        this.sink = sink;
        this.buffers = buffers;
        this.listener = listener;
        this.chunked = lengthUnknown;
        if (head.length > 0) {
            pending.add(ByteBuffer.wrap(head));
        }
        if (body instanceof RequestBody.Whole whole) {
            add(head, whole.bytes());
        }
        if (body instanceof RequestBody.Streamed streamed) {
            this.source = streamed.source();
            this.sourceRead = streamed.ended();
            this.measured = streamed.length().isPresent();
            this.left = streamed.length().orElse(0);
            if (streamed.prefix().length > 0) {
                enqueue(ByteBuffer.wrap(streamed.prefix()));
            }
        } else {
            this.source = null;
            this.measured = true;
            this.sourceRead = () -> {};
        }
    }

    /** A writer of a request in the form of HTTP/1.1. */
    static RequestWriter http1(RequestSink sink, UpstreamRequest request, ByteBufferPool buffers, Listener listener) {
        RequestBody body = request.body();
        boolean chunks = body instanceof RequestBody.Streamed streamed
                && streamed.length().isEmpty();
        return new RequestWriter(sink, RequestHeadBytes.of(request), body, chunks, buffers, listener);
    }

    /** A writer of a body only, for a sink that knows by itself where it ends. */
    static RequestWriter bodyOnly(RequestSink sink, RequestBody body, ByteBufferPool buffers, Listener listener) {
        return new RequestWriter(sink, new byte[0], body, false, buffers, listener);
    }

    private void add(byte[] head, byte[] body) {
        if (head.length > 0 && body.length <= SLICE - head.length) {
            // One packet instead of two, for which the upstream would wake up twice.
            pending.clear();
            pending.add(ByteBuffer.allocate(head.length + body.length)
                    .put(head)
                    .put(body)
                    .flip());
        } else {
            pending.add(ByteBuffer.wrap(body));
        }
    }

    /** Whether any byte was taken, which on TLS means that the handshake is over. */
    boolean accepted() {
        return accepted;
    }

    /** Whether everything was written. */
    boolean complete() {
        return ended;
    }

    /** Whether bytes of the client's body were taken, so that the request cannot be written again. */
    boolean consumed() {
        return consumed;
    }

    void start() {
        write();
    }

    /** Ends all activity; the connection is closed by someone else. */
    void stop() {
        ended = true;
        pending.clear();
        if (source != null && !sourceEnded) {
            source.suspendReads();
            source.getReadSetter().set(null);
        }
        free();
    }

    private void write() {
        try {
            while (!ended) {
                if (!drain()) {
                    sink.resume(this::write);
                    readAhead();
                    return;
                }
                free();
                if (source == null || sourceEnded) {
                    finish();
                    return;
                }
                if (!refill()) {
                    return;
                }
            }
        } catch (IOException e) {
            if (!ended) {
                stop();
                listener.writeFailed(e);
            }
        }
    }

    /** Writes what is pending; false if no more is taken now. */
    private boolean drain() throws IOException {
        while (!pending.isEmpty()) {
            ByteBuffer next = pending.peekFirst();
            int limit = next.limit();
            next.limit(Math.min(limit, next.position() + SLICE));
            int count;
            try {
                count = sink.write(next);
            } finally {
                next.limit(limit);
            }
            if (!next.hasRemaining()) {
                pending.removeFirst();
            }
            if (count > 0) {
                accepted = true;
                listener.progress();
            } else if (next.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    private void finish() throws IOException {
        if (!sink.end()) {
            sink.resume(this::write);
            return;
        }
        sink.suspend();
        ended = true;
        listener.written();
    }

    /** Gets the next piece of the body; false if the client has sent none yet. */
    private boolean refill() {
        sink.suspend();
        ahead = 0;
        StreamSourceChannel from = source;
        if (readingAhead) {
            readingAhead = false;
            from.suspendReads();
        }
        PooledByteBuffer pooled = buffers.allocate();
        held = pooled;
        ByteBuffer buffer = pooled.getBuffer();
        int count;
        try {
            count = from.read(buffer);
        } catch (IOException e) {
            stop();
            listener.bodyFailed(e);
            return false;
        }
        if (count == 0) {
            free();
            listener.waitingForClient(true);
            from.getReadSetter().set(channel -> {
                from.suspendReads();
                listener.waitingForClient(false);
                write();
            });
            from.resumeReads();
            return false;
        }
        if (count < 0) {
            free();
            return sourceEnd();
        }
        piece(buffer.flip());
        return true;
    }

    private void readAhead() {
        StreamSourceChannel from = source;
        if (from != null && !sourceEnded && !readingAhead && ahead < MOST_AHEAD) {
            readingAhead = true;
            from.getReadSetter().set(channel -> readMore(from));
            from.resumeReads();
        }
    }

    private void readMore(StreamSourceChannel from) {
        if (ended || !readingAhead) {
            return;
        }
        try (PooledByteBuffer pooled = buffers.allocate()) {
            while (ahead < MOST_AHEAD) {
                ByteBuffer buffer = pooled.getBuffer().clear();
                buffer.limit(Math.min(buffer.limit(), MOST_AHEAD - ahead));
                int count = from.read(buffer);
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    // Before the end is told: from then on others watch the client through the same channel.
                    readingAhead = false;
                    from.suspendReads();
                    sourceEnd();
                    return;
                }
                ahead += count;
                byte[] copy = new byte[count];
                buffer.flip().get(copy);
                piece(ByteBuffer.wrap(copy));
            }
        } catch (IOException e) {
            stop();
            listener.bodyFailed(e);
            return;
        }
        // Still reading ahead, as far as the next refill is concerned.
        from.suspendReads();
    }

    private void piece(ByteBuffer buffer) {
        consumed = true;
        enqueue(buffer);
    }

    private boolean sourceEnd() {
        sourceEnded = true;
        sourceRead.run();
        if (chunked) {
            pending.add(ByteBuffer.wrap(LAST_CHUNK));
        } else if (measured && left > 0) {
            stop();
            listener.bodyFailed(new IOException("the body is shorter than announced"));
            return false;
        }
        return true;
    }

    private void enqueue(ByteBuffer piece) {
        if (chunked) {
            String size = Integer.toHexString(piece.remaining()) + "\r\n";
            pending.add(ByteBuffer.wrap(size.getBytes(StandardCharsets.US_ASCII)));
            pending.add(piece);
            pending.add(ByteBuffer.wrap(LINE_END));
        } else {
            left -= piece.remaining();
            pending.add(piece);
        }
    }

    private void free() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
