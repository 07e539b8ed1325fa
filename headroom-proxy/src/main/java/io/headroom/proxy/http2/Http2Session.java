package io.headroom.proxy.http2;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One connection of HTTP/2 with its streams. It reads all the time; what a stream's reader does not take is bounded by that stream's
 * window, and the window of the connection is so large that no stream holds up another. Belongs to one I/O thread.
 */
public final class Http2Session {
    /** Whoever opened the connection. */
    public interface Owner {
        /** A stream ended, or the connection takes no new ones. */
        void changed();

        /** It is over, and all streams know; the connection is to be closed. */
        void over();
    }

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

    /** After so many reads other connections of the thread come first. */
    private static final int TURNS = 32;

    private static final int SETTING_PUSH = 2;
    private static final int SETTING_WINDOW = 4;
    private static final int SETTING_HEADERS = 6;

    private final ConduitStreamSourceChannel source;
    private final XnioIoThread thread;
    private final ByteBufferPool buffers;
    private final Owner owner;
    private final Outlet outlet;
    private final FrameReader reader;
    private final HeaderBlocks blocks = new HeaderBlocks();
    private final Streams streams = new Streams();
    private final Map<Long, Runnable> pings = new HashMap<>();
    private long pingNumber;
    private long heardAt = System.nanoTime();
    private boolean retired;
    private boolean over;

    /** A session on an open connection; {@link #start} begins it. */
    public Http2Session(
            ConduitStreamSourceChannel source,
            ConduitStreamSinkChannel sink,
            XnioIoThread thread,
            ByteBufferPool buffers,
            Owner owner) {
        this.source = source;
        this.thread = thread;
        this.buffers = buffers;
        this.owner = owner;
        this.outlet = new Outlet(sink, thread, buffers, new Outlet.Owner() {
            @Override
            public void sent() {
                unblockAll();
            }

            @Override
            public void lost(IOException cause) {
                lose(cause);
            }
        });
        this.reader = new FrameReader(new PeerFrames(this, streams, outlet, blocks));
    }

    /** Begins; {@code early} is what the peer has said already. */
    public void start(ByteBuffer early) {
        outlet.raw(PREFACE);
        ByteBuffer settings = ByteBuffer.allocate(18);
        setting(settings, SETTING_PUSH, 0);
        setting(settings, SETTING_WINDOW, Http2Stream.WINDOW);
        setting(settings, SETTING_HEADERS, HeaderBlocks.MOST_BYTES);
        outlet.frame(FrameType.SETTINGS, 0, 0, settings.array());
        sendWindowUpdate(0, CONNECTION_WINDOW - Streams.DEFAULT_WINDOW);
        source.setReadListener(channel -> readable());
        guarded(() -> reader.feed(early));
        if (!over) {
            source.resumeReads();
        }
    }

    private static void setting(ByteBuffer to, int id, int value) {
        to.putShort((short) id).putInt(value);
    }

    /** Whether a new stream may be opened now. */
    public boolean accepts() {
        return !over && !retired && streams.accept();
    }

    /** Whether no new stream will ever be opened. */
    public boolean retired() {
        return over || retired || streams.exhausted();
    }

    /** The number of streams. */
    public int streams() {
        return streams.count();
    }

    /** How long the peer has been silent, in nanoseconds. */
    public long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** Opens no more streams; those that there are go on. */
    public void retire() {
        retiring();
        closeIfUnused();
    }

    /** Opens no more streams. */
    void retiring() {
        retired = true;
    }

    boolean over() {
        return over;
    }

    /** Ends it at once. */
    public void close() {
        if (!over) {
            goAway(ErrorCode.NO_ERROR);
            lose(new IOException("the connection was closed"));
        }
    }

    /** Asks the peer whether it is still there. */
    public void ping(Runnable answered) {
        pings.put(++pingNumber, answered);
        outlet.frame(
                FrameType.PING, 0, 0, ByteBuffer.allocate(8).putLong(pingNumber).array());
    }

    /** The peer answered a question. */
    void ponged(long number) {
        Runnable answered = pings.remove(number);
        if (answered != null) {
            answered.run();
        }
    }

    /**
     * Opens a stream with a request.
     *
     * @param bodiless whether there is no body
     */
    public Http2Stream open(Http2Request request, boolean bodiless, Http2Stream.Events events) {
        if (!accepts()) {
            throw new IllegalStateException("no new streams here");
        }
        Http2Stream stream = streams.open(this, bodiless, events);
        outlet.headers(stream.id(), blocks.encode(request), bodiless);
        return stream;
    }

    /** Lays out a piece of a body and says how long it is; 0 if there is no room now. */
    int send(Http2Stream stream, ByteBuffer bytes, long window) {
        int count = outlet.full() ? 0 : streams.take(window, bytes.remaining());
        if (count > 0) {
            outlet.data(stream.id(), bytes, count);
        }
        return count;
    }

    void sendEnd(Http2Stream stream) {
        outlet.frame(FrameType.DATA, FrameType.FLAG_END_STREAM, stream.id(), new byte[0]);
    }

    void sendWindowUpdate(int stream, int increment) {
        outlet.number(FrameType.WINDOW_UPDATE, stream, increment);
    }

    void reset(Http2Stream stream, ErrorCode code) {
        if (!over) {
            outlet.number(FrameType.RST_STREAM, stream.id(), code.code());
            done(stream);
        }
    }

    /** Forgets a stream that has ended on both sides. */
    void done(Http2Stream stream) {
        if (streams.remove(stream)) {
            changed();
        }
    }

    /** A stream ended, or there will be no new ones. */
    void changed() {
        owner.changed();
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && streams.count() == 0) {
            close();
        }
    }

    void block(Http2Stream stream) {
        streams.block(stream);
    }

    void unblock(Http2Stream stream) {
        streams.unblock(stream);
    }

    void later(Runnable action) {
        thread.execute(action);
    }

    /** Each one that waits gets its turn, those that wait longest first, as long as there is room. */
    private void unblockAll() {
        for (Http2Stream stream : streams.blocked()) {
            if (over || outlet.full() || streams.shut()) {
                return;
            }
            if (streams.unblock(stream)) {
                stream.writableNow();
            }
        }
    }

    /** A step that reads. */
    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        outlet.hold();
        try {
            step.run();
        } catch (Http2Fault e) {
            goAway(e.code());
            lose(e);
        } catch (IOException e) {
            lose(e);
        } finally {
            outlet.release();
        }
    }

    private void readable() {
        if (!over) {
            guarded(this::read);
        }
    }

    private void read() throws IOException {
        for (int turn = 0; !over; turn++) {
            if (turn == TURNS) {
                thread.execute(this::readable);
                return;
            }
            try (PooledByteBuffer pooled = buffers.allocate()) {
                ByteBuffer bytes = pooled.getBuffer();
                int count = source.read(bytes);
                if (count < 0) {
                    throw new EOFException("the connection was closed");
                }
                if (count == 0) {
                    return;
                }
                heardAt = System.nanoTime();
                reader.feed(bytes.flip());
            }
        }
    }

    /** A farewell, as far as the connection takes it now. */
    private void goAway(ErrorCode code) {
        byte[] payload = ByteBuffer.allocate(8).putInt(0).putInt(code.code()).array();
        outlet.frame(FrameType.GOAWAY, 0, 0, payload);
        outlet.flush();
    }

    private void lose(IOException cause) {
        if (over) {
            return;
        }
        over = true;
        List<Http2Stream> lost = streams.clear();
        pings.clear();
        outlet.close();
        source.suspendReads();
        owner.over();
        for (Http2Stream stream : lost) {
            stream.fail(cause);
        }
    }
}
