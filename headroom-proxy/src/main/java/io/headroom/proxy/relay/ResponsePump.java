package io.headroom.proxy.relay;

import io.headroom.proxy.upstream.ResponseBody;
import io.headroom.proxy.upstream.Watchdog;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;

/**
 * Moves a response body to the client through one buffer: what was read is written and flushed before more is read, so a slow client
 * slows the upstream. Belongs to one I/O thread.
 */
public final class ResponsePump {
    /** How it ended; exactly one method is called, unless the pump is stopped. */
    public interface End {
        /** All was written and flushed. */
        void complete();

        /** The upstream cut its response. */
        void upstreamCut(IOException cause);

        /** The upstream was silent for too long. */
        void upstreamSilent();

        /** The client is gone. */
        void clientGone(IOException cause);

        /** The client read nothing for too long. */
        void clientStuck();
    }

    /** After so many turns other exchanges of the thread come first. */
    private static final int TURNS = 32;

    private final ResponseBody from;
    private final StreamSinkChannel to;
    private final ByteBufferPool buffers;
    private final Tee tee;
    private final XnioIoThread thread;
    private final End end;
    private final Watchdog silence;
    private final Watchdog stuck;
    private @Nullable PooledByteBuffer held;
    private boolean unflushed = true;
    private boolean lastWritten;
    private boolean awaitingUpstream;
    private boolean over;

    /**
     * Creates a pump.
     *
     * @param streamIdle the longest silence of the upstream
     * @param clientIdle the longest time that the client may read nothing
     */
    public ResponsePump(
            ResponseBody from,
            StreamSinkChannel to,
            ByteBufferPool buffers,
            Tee tee,
            XnioIoThread thread,
            Duration streamIdle,
            Duration clientIdle,
            End end) {
        this.from = from;
        this.to = to;
        this.buffers = buffers;
        this.tee = tee;
        this.thread = thread;
        this.end = end;
        this.silence = new Watchdog(thread, streamIdle, this::silent);
        this.stuck = new Watchdog(thread, clientIdle, () -> stop(end::clientStuck));
    }

    /** Starts; the response's head was set. */
    public void start() {
        ChannelListener<StreamSinkChannel> writable = channel -> {
            stuck.stop();
            channel.suspendWrites();
            run();
        };
        to.getWriteSetter().set(writable);
        run();
    }

    /** Stops without calling the end and gives the response up. */
    public void stop() {
        stop(() -> {});
    }

    private void run() {
        for (int turn = 0; !over; turn++) {
            if (turn == TURNS) {
                thread.execute(this::run);
                return;
            }
            if (!step()) {
                return;
            }
        }
    }

    /** One piece; false if there is something to wait for, or it is over. */
    private boolean step() {
        try {
            if (!write()) {
                return false;
            }
            if (lastWritten) {
                over = true;
                end.complete();
                return false;
            }
        } catch (IOException e) {
            stop(() -> end.clientGone(e));
            return false;
        }
        return read();
    }

    /** Writes what is held and flushes before the pump goes to rest; false if the client takes no more now. */
    private boolean write() throws IOException {
        ByteBuffer buffer = held == null ? null : held.getBuffer();
        while (buffer != null && buffer.hasRemaining()) {
            int start = buffer.position();
            int count = to.write(buffer);
            if (count == 0) {
                awaitClient();
                return false;
            }
            copy(buffer, start);
            unflushed = true;
        }
        free();
        if (lastWritten && !to.flush()) {
            awaitClient();
            return false;
        }
        return true;
    }

    private void copy(ByteBuffer buffer, int start) {
        if (tee != Tee.NONE) {
            ByteBuffer written = buffer.duplicate();
            written.limit(buffer.position()).position(start);
            tee.written(written);
        }
    }

    private boolean read() {
        PooledByteBuffer pooled = buffers.allocate();
        held = pooled;
        int count;
        try {
            count = from.read(pooled.getBuffer());
        } catch (IOException e) {
            stop(() -> end.upstreamCut(e));
            return false;
        }
        pooled.getBuffer().flip();
        if (count > 0) {
            return true;
        }
        free();
        return count == 0 ? rest() : finish();
    }

    /** Nothing is there: everything goes out to the last byte, then the upstream is waited for. */
    private boolean rest() {
        try {
            if (unflushed && !to.flush()) {
                awaitClient();
                return false;
            }
        } catch (IOException e) {
            stop(() -> end.clientGone(e));
            return false;
        }
        unflushed = false;
        silence.start();
        awaitingUpstream = true;
        from.resume(() -> {
            from.suspend();
            awaitingUpstream = false;
            run();
        });
        return false;
    }

    private void silent() {
        if (awaitingUpstream) {
            stop(end::upstreamSilent);
        }
    }

    private boolean finish() {
        silence.stop();
        try {
            to.shutdownWrites();
        } catch (IOException e) {
            stop(() -> end.clientGone(e));
            return false;
        }
        lastWritten = true;
        return true;
    }

    private void awaitClient() {
        stuck.start();
        to.resumeWrites();
    }

    private void stop(Runnable then) {
        if (over) {
            return;
        }
        over = true;
        silence.stop();
        stuck.stop();
        free();
        from.abort();
        to.suspendWrites();
        to.getWriteSetter().set(null);
        then.run();
    }

    private void free() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
