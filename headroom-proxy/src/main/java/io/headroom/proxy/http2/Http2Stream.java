package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. What the peer sends is kept until it is read, and the peer may send no more than a window ahead. Belongs
 * to its connection's I/O thread.
 */
public final class Http2Stream {
    /** What comes of it until there is the head of a response; exactly one method is called, unless it is cancelled. */
    public interface Events {
        /** The head of the response; the body is read from the stream. */
        void head(int status, List<Header> fields);

        /** The peer has looked at nothing of the request. */
        void refused(String why);

        /** The peer has looked at nothing of the request, and wants it over HTTP/1.1. */
        void http1Required(String why);

        /** There will be no response. */
        void lost(IOException cause);
    }

    /** How much the peer may send ahead of the reader. */
    static final int WINDOW = 128 * 1024;

    private final Http2Session session;
    private final int id;
    private final Events events;
    private final Deque<ByteBuffer> arrived = new ArrayDeque<>();
    private long sendWindow;
    private int receiveWindow = WINDOW;
    private int consumed;
    private boolean localEnded;
    private boolean remoteEnded;
    private boolean headSeen;
    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable Runnable readable;
    private @Nullable Runnable writable;

    Http2Stream(Http2Session session, int id, long sendWindow, boolean localEnded, Events events) {
        this.session = session;
        this.id = id;
        this.sendWindow = sendWindow;
        this.localEnded = localEnded;
        this.events = events;
    }

    int id() {
        return id;
    }

    boolean headSeen() {
        return headSeen;
    }

    boolean remoteEnded() {
        return remoteEnded;
    }

    /**
     * Takes as much of a piece of the request's body as the windows allow.
     *
     * @throws IOException if the peer wants no more of it
     */
    public int write(ByteBuffer bytes) throws IOException {
        if (closed) {
            throw failure == null ? new IOException("the stream is closed") : failure;
        }
        int taken = 0;
        while (bytes.hasRemaining()) {
            int count = session.send(this, bytes, sendWindow);
            if (count == 0) {
                break;
            }
            sendWindow -= count;
            taken += count;
        }
        return taken;
    }

    /** The request's body ends here. */
    public void end() {
        if (!closed && !localEnded) {
            localEnded = true;
            session.sendEnd(this);
            closeIfDone();
        }
    }

    /** Calls back, until it is told otherwise, when more may be taken; {@code null} for no calls. */
    public void onWritable(@Nullable Runnable callback) {
        writable = callback;
        if (callback == null) {
            session.unblock(this);
        } else {
            session.block(this);
        }
    }

    /**
     * Reads what has arrived of the response's body.
     *
     * @return the number of bytes; 0 if none are there now; -1 at the end
     * @throws IOException if the peer broke off
     */
    public int read(ByteBuffer into) throws IOException {
        int count = 0;
        while (into.hasRemaining() && !arrived.isEmpty()) {
            ByteBuffer next = arrived.peekFirst();
            int limit = next.limit();
            next.limit(Math.min(limit, next.position() + into.remaining()));
            count += next.remaining();
            into.put(next);
            next.limit(limit);
            if (!next.hasRemaining()) {
                arrived.removeFirst();
            }
        }
        if (count > 0) {
            credit(count);
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        return remoteEnded && into.hasRemaining() ? -1 : 0;
    }

    private void credit(int count) {
        consumed += count;
        if (consumed >= WINDOW / 2 && !closed && !remoteEnded) {
            session.sendWindowUpdate(id, consumed);
            receiveWindow += consumed;
            consumed = 0;
        }
    }

    /** Calls back when there is something to read, until {@link #suspend()}. */
    public void resume(Runnable callback) {
        readable = callback;
        if (!arrived.isEmpty() || failure != null || remoteEnded) {
            // Not from here: the caller is not prepared for a call before this one returns.
            session.later(this::fire);
        }
    }

    /** Stops the calls. */
    public void suspend() {
        readable = null;
    }

    /** Gives it up; nothing is called any more. Does nothing after the end. */
    public void cancel() {
        arrived.clear();
        readable = null;
        writable = null;
        if (!closed) {
            closed = true;
            failure = new IOException("the stream was cancelled");
            session.reset(this, ErrorCode.CANCEL);
        }
    }

    /** Moves the peer's window; false if it grows beyond all bounds. */
    boolean moveSendWindow(long delta) {
        sendWindow += delta;
        return sendWindow <= Integer.MAX_VALUE;
    }

    void writableNow() {
        if (writable != null) {
            writable.run();
        }
    }

    /** A frame with a piece of the body begins; false if the peer was not allowed to send it. */
    boolean expect(int length) {
        receiveWindow -= length;
        return headSeen && !remoteEnded && receiveWindow >= 0;
    }

    void data(ByteBuffer bytes, boolean more) {
        if (closed) {
            bytes.position(bytes.limit());
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        if (copy.length > 0) {
            arrived.addLast(ByteBuffer.wrap(copy));
        }
        if (!more) {
            fire();
        }
    }

    void padding(int length) {
        credit(length);
    }

    void head(int status, List<Header> fields, boolean end) {
        headSeen = true;
        if (end) {
            remoteEnded = true;
            closeIfDone();
        }
        events.head(status, fields);
    }

    void remoteEnd() {
        remoteEnded = true;
        closeIfDone();
        fire();
    }

    /** The peer's answer is complete, and it wants no more of the request. */
    void stopped() {
        closed = true;
        failure = null;
        Runnable waiting = writable;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** The peer will not answer it, and looked at nothing of it. */
    void refuse(String why, ErrorCode code) {
        closed = true;
        failure = new IOException(why);
        if (headSeen) {
            fire();
        } else if (code == ErrorCode.HTTP_1_1_REQUIRED) {
            events.http1Required(why);
        } else {
            events.refused(why);
        }
    }

    void fail(IOException cause) {
        closed = true;
        if (remoteEnded) {
            // The response is complete: what the connection does now is of no interest to its reader.
            stopped();
            return;
        }
        failure = cause;
        if (headSeen) {
            fire();
        } else {
            events.lost(cause);
        }
    }

    private void closeIfDone() {
        if (localEnded && remoteEnded && !closed) {
            closed = true;
            session.done(this);
        }
    }

    private void fire() {
        Runnable callback = readable;
        if (callback != null) {
            callback.run();
        }
    }
}
