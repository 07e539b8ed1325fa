package io.headroom.proxy.http2;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Lays out frames (RFC 9113, section 6) and keeps them until the connection takes them. */
final class FrameWriter {
    private static final int HEAD = 9;
    /** As much of bodies is laid out ahead of the connection, and not more. */
    private static final int ENOUGH = 64 * 1024;
    /** A peer that asks for answers and does not read them is up to no good. */
    private static final int FAR_TOO_MUCH = 1024 * 1024;

    private final ByteBufferPool buffers;
    private final Deque<PooledByteBuffer> waiting = new ArrayDeque<>();
    private @Nullable PooledByteBuffer sending;
    private int queued;

    FrameWriter(ByteBufferPool buffers) {
        this.buffers = buffers;
    }

    /** Whether enough is waiting for the connection. */
    boolean full() {
        return queued >= ENOUGH;
    }

    /** Whether what is waiting is more than any honest peer brings about. */
    boolean flooded() {
        return queued >= FAR_TOO_MUCH;
    }

    /** A frame with its whole payload. */
    void frame(int type, int flags, int stream, byte[] payload) {
        head(payload.length, type, flags, stream);
        put(ByteBuffer.wrap(payload));
    }

    /** A frame whose payload is one number. */
    void number(int type, int stream, int number) {
        frame(type, 0, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    /** A header block in as many frames as it needs. */
    void headers(int stream, byte[] block, boolean streamEnds) {
        int from = 0;
        do {
            int count = Math.min(block.length - from, FrameReader.MOST_PAYLOAD);
            boolean first = from == 0;
            boolean last = from + count == block.length;
            int flags = (last ? FrameType.FLAG_END_HEADERS : 0) | (first && streamEnds ? FrameType.FLAG_END_STREAM : 0);
            head(count, first ? FrameType.HEADERS : FrameType.CONTINUATION, flags, stream);
            put(ByteBuffer.wrap(block, from, count));
            from += count;
        } while (from < block.length);
    }

    /** A piece of a body. */
    void data(int stream, ByteBuffer bytes, int count) {
        head(count, FrameType.DATA, 0, stream);
        int limit = bytes.limit();
        bytes.limit(bytes.position() + count);
        put(bytes);
        bytes.limit(limit);
    }

    /** The bytes before all frames. */
    void raw(byte[] bytes) {
        put(ByteBuffer.wrap(bytes));
    }

    private void head(int length, int type, int flags, int stream) {
        put(ByteBuffer.allocate(HEAD)
                .putInt(length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .flip());
    }

    private void put(ByteBuffer bytes) {
        queued += bytes.remaining();
        while (bytes.hasRemaining()) {
            PooledByteBuffer last = waiting.peekLast();
            if (last == null || !last.getBuffer().hasRemaining()) {
                last = buffers.allocate();
                waiting.addLast(last);
            }
            ByteBuffer room = last.getBuffer();
            int limit = bytes.limit();
            bytes.limit(Math.min(limit, bytes.position() + room.remaining()));
            room.put(bytes);
            bytes.limit(limit);
        }
    }

    /** Writes what is waiting; false if the connection does not take all of it now. */
    boolean flush(ConduitStreamSinkChannel sink) throws IOException {
        while (true) {
            PooledByteBuffer next = sending;
            if (next == null) {
                next = waiting.pollFirst();
                if (next == null) {
                    return sink.flush();
                }
                next.getBuffer().flip();
                sending = next;
            }
            ByteBuffer bytes = next.getBuffer();
            while (bytes.hasRemaining()) {
                int count = sink.write(bytes);
                if (count == 0) {
                    return false;
                }
                queued -= count;
            }
            sending = null;
            next.close();
        }
    }

    /** Gives all buffers back. */
    void free() {
        if (sending != null) {
            sending.close();
            sending = null;
        }
        while (!waiting.isEmpty()) {
            waiting.pollFirst().close();
        }
        queued = 0;
    }
}
