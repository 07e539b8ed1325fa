package io.headroom.proxy.http2;

import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * The way out of a connection: frames that are laid out in one go leave in one go. After {@link #close} everything is dropped. Belongs to
 * one I/O thread.
 */
final class Outlet {
    /** Whoever has frames to send. */
    interface Owner {
        /** Frames were sent, so that there may be room for more. */
        void sent();

        /** The connection takes nothing any more. */
        void lost(IOException cause);
    }

    private final ConduitStreamSinkChannel sink;
    private final XnioIoThread thread;
    private final Owner owner;
    private final FrameWriter writer;
    private boolean held;
    private boolean planned;
    private boolean closed;

    Outlet(ConduitStreamSinkChannel sink, XnioIoThread thread, ByteBufferPool buffers, Owner owner) {
        this.sink = sink;
        this.thread = thread;
        this.owner = owner;
        this.writer = new FrameWriter(buffers);
        sink.setWriteListener(channel -> flushed());
    }

    /** Whether enough is waiting for the connection. */
    boolean full() {
        return writer.full();
    }

    /** Whether what is waiting is more than any honest peer brings about. */
    boolean flooded() {
        return writer.flooded();
    }

    /** The bytes before all frames. */
    void raw(byte[] bytes) {
        laidOut(() -> writer.raw(bytes));
    }

    /** A frame with its whole payload. */
    void frame(int type, int flags, int stream, byte[] payload) {
        laidOut(() -> writer.frame(type, flags, stream, payload));
    }

    /** A frame whose payload is one number. */
    void number(int type, int stream, int number) {
        laidOut(() -> writer.number(type, stream, number));
    }

    /** A header block. */
    void headers(int stream, byte[] block, boolean streamEnds) {
        laidOut(() -> writer.headers(stream, block, streamEnds));
    }

    /** A piece of a body. */
    void data(int stream, ByteBuffer bytes, int count) {
        laidOut(() -> writer.data(stream, bytes, count));
    }

    /** It goes to the connection soon, together with what else is laid out until then. */
    private void laidOut(Runnable frame) {
        if (closed) {
            return;
        }
        frame.run();
        if (!held && !planned) {
            planned = true;
            thread.execute(() -> {
                planned = false;
                flushed();
            });
        }
    }

    /** Nothing leaves until {@link #release}, which the caller is about to call. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        flushed();
    }

    private void flushed() {
        flush();
        if (!closed) {
            owner.sent();
        }
    }

    /** Sends as much as the connection takes now; the rest follows by itself. */
    void flush() {
        if (closed) {
            return;
        }
        try {
            if (writer.flush(sink)) {
                sink.suspendWrites();
            } else {
                sink.resumeWrites();
            }
        } catch (IOException e) {
            owner.lost(e);
        }
    }

    /** Drops what is waiting, and everything that follows. */
    void close() {
        closed = true;
        writer.free();
        sink.suspendWrites();
    }
}
