package io.headroom.proxy.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Writes one request to a connection, with back pressure on the body's source: nothing more is read from the client while the upstream
 * takes nothing. At most one pooled buffer of a streamed body is held. Belongs to one I/O thread.
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

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};

    private final ConduitStreamSinkChannel sink;
    private final ByteBufferPool buffers;
    private final Listener listener;
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();
    private final @Nullable StreamSourceChannel source;
    private final Runnable sourceRead;
    private final boolean chunked;
    private long left;
    private @Nullable PooledByteBuffer held;
    private boolean sourceEnded;
    private boolean ended;
    private boolean accepted;
    private boolean consumed;

    RequestWriter(ConduitStreamSinkChannel sink, UpstreamRequest request, ByteBufferPool buffers, Listener listener) {
        this.sink = sink;
        RequestBody body = request.body();
        this.buffers = buffers;
        this.listener = listener;
        byte[] head = RequestHeadBytes.of(request);
        StreamSourceChannel from = null;
        Runnable read = () -> {};
        boolean chunks = false;
        pending.add(ByteBuffer.wrap(head));
        if (body instanceof RequestBody.Whole whole && whole.bytes().length <= SLICE - head.length) {
            // One packet instead of two, for which the upstream would wake up twice.
            pending.clear();
            pending.add(ByteBuffer.allocate(head.length + whole.bytes().length)
                    .put(head)
                    .put(whole.bytes())
                    .flip());
        } else if (body instanceof RequestBody.Whole whole) {
            pending.add(ByteBuffer.wrap(whole.bytes()));
        } else if (body instanceof RequestBody.Streamed streamed) {
            OptionalLong length = streamed.length();
            chunks = length.isEmpty();
            left = length.orElse(Long.MAX_VALUE);
            from = streamed.source();
            read = streamed.ended();
        }
        this.source = from;
        this.sourceRead = read;
        this.chunked = chunks;
        if (body instanceof RequestBody.Streamed streamed && streamed.prefix().length > 0) {
            enqueue(ByteBuffer.wrap(streamed.prefix()));
        }
    }

    /** Whether the connection took any byte, which on TLS means that the handshake is over. */
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
        sink.setWriteListener(channel -> write());
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
                    sink.resumeWrites();
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

    /** Writes what is pending; false if the connection takes no more now. */
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
        if (!sink.flush()) {
            sink.resumeWrites();
            return;
        }
        sink.suspendWrites();
        ended = true;
        listener.written();
    }

    /** Gets the next piece of the body; false if the client has sent none yet. */
    private boolean refill() {
        sink.suspendWrites();
        StreamSourceChannel from = source;
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
        return count < 0 ? sourceEnd() : piece(buffer);
    }

    private boolean piece(ByteBuffer buffer) {
        consumed = true;
        buffer.flip();
        enqueue(buffer);
        return true;
    }

    private boolean sourceEnd() {
        sourceEnded = true;
        free();
        sourceRead.run();
        if (chunked) {
            pending.add(ByteBuffer.wrap(LAST_CHUNK));
        } else if (left > 0) {
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
