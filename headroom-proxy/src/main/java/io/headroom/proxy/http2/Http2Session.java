package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;
    /** Until the peer says how many streams there may be, as many as any peer should allow (RFC 9113, section 6.5.2). */
    private static final long STREAMS_AT_FIRST = 100;

    private static final int LAST_ID = 1 << 30;
    /** After so many reads other connections of the thread come first. */
    private static final int TURNS = 32;

    private static final int SETTING_TABLE = 1;
    private static final int SETTING_PUSH = 2;
    private static final int SETTING_STREAMS = 3;
    private static final int SETTING_WINDOW = 4;
    private static final int SETTING_HEADERS = 6;

    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final XnioIoThread thread;
    private final ByteBufferPool buffers;
    private final Owner owner;
    private final FrameWriter writer;
    private final FrameReader reader = new FrameReader(new Frames());
    private final HeaderBlocks blocks = new HeaderBlocks();
    private final Map<Integer, Http2Stream> streams = new LinkedHashMap<>();
    private final Set<Http2Stream> blocked = new LinkedHashSet<>();
    private final Map<Long, Runnable> pings = new HashMap<>();
    private long sendWindow = DEFAULT_WINDOW;
    private long streamWindow = DEFAULT_WINDOW;
    private long mostStreams = STREAMS_AT_FIRST;
    private int nextId = 1;
    private int uncredited;
    private long pingNumber;
    private long heardAt = System.nanoTime();
    private boolean settingsSeen;
    private boolean retired;
    private boolean over;
    private boolean reading;
    private boolean flushPending;

    /** A session on an open connection; {@link #start} begins it. */
    public Http2Session(
            ConduitStreamSourceChannel source,
            ConduitStreamSinkChannel sink,
            XnioIoThread thread,
            ByteBufferPool buffers,
            Owner owner) {
        this.source = source;
        this.sink = sink;
        this.thread = thread;
        this.buffers = buffers;
        this.owner = owner;
        this.writer = new FrameWriter(buffers);
    }

    /** Begins; {@code early} is what the peer has said already. */
    public void start(ByteBuffer early) {
        writer.raw(PREFACE);
        ByteBuffer settings = ByteBuffer.allocate(18);
        setting(settings, SETTING_PUSH, 0);
        setting(settings, SETTING_WINDOW, Http2Stream.WINDOW);
        setting(settings, SETTING_HEADERS, HeaderBlocks.MOST_BYTES);
        writer.frame(FrameType.SETTINGS, 0, 0, settings.array());
        sendWindowUpdate(0, CONNECTION_WINDOW - DEFAULT_WINDOW);
        sink.setWriteListener(channel -> {
            flush();
            unblockAll();
        });
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
        return !over && !retired && streams.size() < mostStreams && nextId < LAST_ID;
    }

    /** Whether no new stream will ever be opened. */
    public boolean retired() {
        return over || retired || nextId >= LAST_ID;
    }

    /** The number of streams. */
    public int streams() {
        return streams.size();
    }

    /** How long the peer has been silent, in nanoseconds. */
    public long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** Opens no more streams; those that there are go on. */
    public void retire() {
        retired = true;
        closeIfUnused();
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
        writer.frame(
                FrameType.PING, 0, 0, ByteBuffer.allocate(8).putLong(pingNumber).array());
        touched();
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
        int id = nextId;
        nextId += 2;
        Http2Stream stream = new Http2Stream(this, id, streamWindow, bodiless, events);
        streams.put(id, stream);
        writer.headers(id, blocks.encode(request), bodiless);
        touched();
        return stream;
    }

    /** Lays out a piece of a body and says how long it is; 0 if there is no room now. */
    int send(Http2Stream stream, ByteBuffer bytes, long window) {
        if (writer.full()) {
            return 0;
        }
        long most = Math.min(Math.min(window, sendWindow), FrameReader.MOST_PAYLOAD);
        int count = (int) Math.min(most, bytes.remaining());
        if (count <= 0) {
            return 0;
        }
        sendWindow -= count;
        writer.data(stream.id(), bytes, count);
        touched();
        return count;
    }

    void sendEnd(Http2Stream stream) {
        writer.frame(FrameType.DATA, FrameType.FLAG_END_STREAM, stream.id(), new byte[0]);
        touched();
    }

    void sendWindowUpdate(int stream, int increment) {
        if (!over) {
            writer.number(FrameType.WINDOW_UPDATE, stream, increment);
            touched();
        }
    }

    void reset(Http2Stream stream, ErrorCode code) {
        if (!over) {
            writer.number(FrameType.RST_STREAM, stream.id(), code.code());
            touched();
            done(stream);
        }
    }

    /** Forgets a stream that has ended on both sides. */
    void done(Http2Stream stream) {
        blocked.remove(stream);
        if (streams.remove(stream.id()) != null) {
            changed();
        }
    }

    private void changed() {
        owner.changed();
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && streams.isEmpty()) {
            close();
        }
    }

    void block(Http2Stream stream) {
        blocked.add(stream);
    }

    void unblock(Http2Stream stream) {
        blocked.remove(stream);
    }

    void later(Runnable action) {
        thread.execute(action);
    }

    /** Each one that waits gets its turn, those that wait longest first, as long as there is room. */
    private void unblockAll() {
        for (Http2Stream stream : List.copyOf(blocked)) {
            if (over || writer.full() || sendWindow <= 0) {
                return;
            }
            if (blocked.remove(stream)) {
                stream.writableNow();
            }
        }
    }

    /** Something was laid out: it goes to the connection soon, together with what else is laid out until then. */
    private void touched() {
        if (!reading && !flushPending && !over) {
            flushPending = true;
            thread.execute(() -> {
                flushPending = false;
                flush();
                unblockAll();
            });
        }
    }

    private void flush() {
        if (over) {
            return;
        }
        try {
            if (writer.flush(sink)) {
                sink.suspendWrites();
            } else {
                sink.resumeWrites();
            }
        } catch (IOException e) {
            lose(e);
        }
    }

    /** A step that reads. */
    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        reading = true;
        try {
            step.run();
        } catch (Http2Fault e) {
            goAway(e.code());
            lose(e);
        } catch (IOException e) {
            lose(e);
        } finally {
            reading = false;
        }
        flush();
        unblockAll();
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
        writer.frame(FrameType.GOAWAY, 0, 0, payload);
        flush();
    }

    private void lose(IOException cause) {
        if (over) {
            return;
        }
        over = true;
        List<Http2Stream> lost = new ArrayList<>(streams.values());
        streams.clear();
        blocked.clear();
        pings.clear();
        writer.free();
        source.suspendReads();
        sink.suspendWrites();
        owner.over();
        for (Http2Stream stream : lost) {
            stream.fail(cause);
        }
    }

    /** What the peer says. */
    private final class Frames implements FrameReader.Target {
        private final ByteArrayOutputStream block = new ByteArrayOutputStream();
        private int blockStream;
        private boolean blockEndsStream;
        private @Nullable Http2Stream receiving;

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void dataBegin(int id, int length) throws Http2Fault {
            first(FrameType.DATA);
            known(id);
            wholeBlock(FrameType.DATA);
            uncredited += length;
            if (uncredited >= CONNECTION_WINDOW / 2) {
                sendWindowUpdate(0, uncredited);
                uncredited = 0;
            }
            receiving = streams.get(id);
            if (receiving != null && !receiving.expect(length)) {
                Http2Stream stream = receiving;
                receiving = null;
                fail(stream, "a body that was not allowed");
            }
        }

        @Override
        public void data(ByteBuffer bytes, boolean frameEnds) {
            if (receiving == null) {
                bytes.position(bytes.limit());
            } else {
                receiving.data(bytes, frameEnds);
            }
        }

        @Override
        public void dataEnd(int padding, boolean streamEnds) {
            Http2Stream stream = receiving;
            receiving = null;
            if (stream == null) {
                return;
            }
            if (padding > 0) {
                stream.padding(padding);
            }
            if (streamEnds) {
                stream.remoteEnd();
            } else {
                stream.data(ByteBuffer.allocate(0), false);
            }
        }

        @Override
        public void frame(int type, int flags, int id, ByteBuffer payload) throws Http2Fault {
            first(type);
            wholeBlock(type);
            switch (type) {
                case FrameType.HEADERS -> headers(flags, id, payload);
                case FrameType.CONTINUATION -> continuation(flags, id, payload);
                case FrameType.RST_STREAM -> reset(id, payload);
                case FrameType.SETTINGS -> settings(flags, id, payload);
                case FrameType.PUSH_PROMISE ->
                    throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a push, which we have forbidden");
                case FrameType.PING -> ping(flags, payload);
                case FrameType.GOAWAY -> goneAway(payload);
                case FrameType.WINDOW_UPDATE -> windowUpdate(id, payload);
                default -> {
                    // Priorities are of no interest to a client, and unknown frames are to be ignored.
                }
            }
        }

        private void first(int type) throws Http2Fault {
            if (!settingsSeen) {
                if (type != FrameType.SETTINGS) {
                    throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "it does not begin with settings");
                }
                settingsSeen = true;
            }
            if (writer.flooded()) {
                throw new Http2Fault(ErrorCode.ENHANCE_YOUR_CALM, "it asks and does not read the answers");
            }
        }

        private void wholeBlock(int type) throws Http2Fault {
            if (blockStream != 0 && type != FrameType.CONTINUATION) {
                throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a header block with another frame inside");
            }
        }

        private void known(int id) throws Http2Fault {
            if (id % 2 == 0 || id >= nextId) {
                throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a frame of stream " + id + ", which there never was");
            }
        }

        private void headers(int flags, int id, ByteBuffer payload) throws Http2Fault {
            known(id);
            int padding =
                    (flags & FrameType.FLAG_PADDED) == 0 ? 0 : need(payload, 1).get() & 0xff;
            int priority = (flags & FrameType.FLAG_PRIORITY) == 0 ? 0 : 5;
            need(payload, priority + padding);
            payload.position(payload.position() + priority).limit(payload.limit() - padding);
            blockStream = id;
            blockEndsStream = (flags & FrameType.FLAG_END_STREAM) != 0;
            collect(flags, payload);
        }

        private void continuation(int flags, int id, ByteBuffer payload) throws Http2Fault {
            if (blockStream == 0 || id != blockStream) {
                throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "the end of a header block without its beginning");
            }
            collect(flags, payload);
        }

        private void collect(int flags, ByteBuffer payload) throws Http2Fault {
            byte[] piece = new byte[payload.remaining()];
            payload.get(piece);
            block.writeBytes(piece);
            if (block.size() > HeaderBlocks.MOST_BYTES) {
                throw new Http2Fault(
                        ErrorCode.ENHANCE_YOUR_CALM, "response header over " + HeaderBlocks.MOST_BYTES + " bytes");
            }
            if ((flags & FrameType.FLAG_END_HEADERS) == 0) {
                return;
            }
            byte[] whole = block.toByteArray();
            block.reset();
            int id = blockStream;
            blockStream = 0;
            // Decoded also when nobody waits for it: later blocks refer to it.
            List<Header> fields = blocks.decode(whole);
            Http2Stream stream = streams.get(id);
            if (stream != null) {
                head(stream, fields, blockEndsStream);
            }
        }

        private void head(Http2Stream stream, List<Header> fields, boolean end) {
            if (stream.headSeen()) {
                // Trailer fields, which are not relayed.
                if (end) {
                    stream.remoteEnd();
                } else {
                    fail(stream, "a second response header");
                }
                return;
            }
            int status = ResponseFields.status(fields);
            if (status < 0 || (status < 200 && (end || status == 101))) {
                fail(stream, "a malformed response header");
            } else if (status >= 200) {
                stream.head(status, ResponseFields.withoutStatus(fields), end);
            }
            // Interim responses are between neighbours.
        }

        private void fail(Http2Stream stream, String what) {
            Http2Session.this.reset(stream, ErrorCode.PROTOCOL_ERROR);
            stream.fail(new ProtocolException("it sent " + what));
        }

        private void reset(int id, ByteBuffer payload) throws Http2Fault {
            known(id);
            int code = need(payload, 4).getInt();
            Http2Stream stream = streams.remove(id);
            if (stream == null) {
                return;
            }
            blocked.remove(stream);
            if (stream.remoteEnded()) {
                stream.stopped();
            } else if (code == ErrorCode.REFUSED_STREAM.code()) {
                stream.refuse("it refused the stream", ErrorCode.REFUSED_STREAM);
            } else if (code == ErrorCode.HTTP_1_1_REQUIRED.code()) {
                stream.refuse("it wants HTTP/1.1", ErrorCode.HTTP_1_1_REQUIRED);
            } else {
                stream.fail(new IOException("the stream was reset (" + ErrorCode.name(code) + ")"));
            }
            changed();
        }

        private void settings(int flags, int id, ByteBuffer payload) throws Http2Fault {
            if (id != 0 || payload.remaining() % 6 != 0) {
                throw new Http2Fault(ErrorCode.FRAME_SIZE_ERROR, "malformed settings");
            }
            if ((flags & FrameType.FLAG_ACK) != 0) {
                return;
            }
            while (payload.hasRemaining()) {
                int setting = payload.getShort();
                long value = payload.getInt() & 0xffffffffL;
                switch (setting) {
                    case SETTING_TABLE -> blocks.tableSize(value);
                    case SETTING_STREAMS -> mostStreams = value;
                    case SETTING_WINDOW -> streamWindow(value);
                    default -> {
                        // Frames are never larger than every peer takes, and nothing else concerns a client.
                    }
                }
            }
            writer.frame(FrameType.SETTINGS, FrameType.FLAG_ACK, 0, new byte[0]);
        }

        private void streamWindow(long value) throws Http2Fault {
            if (value > Integer.MAX_VALUE) {
                throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window beyond all bounds");
            }
            for (Http2Stream stream : streams.values()) {
                if (!stream.moveSendWindow(value - streamWindow)) {
                    throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window beyond all bounds");
                }
            }
            streamWindow = value;
        }

        private void ping(int flags, ByteBuffer payload) throws Http2Fault {
            if (payload.remaining() != 8) {
                throw new Http2Fault(ErrorCode.FRAME_SIZE_ERROR, "a ping of a wrong length");
            }
            if ((flags & FrameType.FLAG_ACK) == 0) {
                writer.frame(FrameType.PING, FrameType.FLAG_ACK, 0, payload.array());
                return;
            }
            Runnable answered = pings.remove(payload.getLong());
            if (answered != null) {
                answered.run();
            }
        }

        private void goneAway(ByteBuffer payload) throws Http2Fault {
            need(payload, 8);
            int last = payload.getInt() & Integer.MAX_VALUE;
            int code = payload.getInt();
            String why = "it goes away (" + ErrorCode.name(code) + ")";
            ErrorCode meaning =
                    code == ErrorCode.HTTP_1_1_REQUIRED.code() ? ErrorCode.HTTP_1_1_REQUIRED : ErrorCode.REFUSED_STREAM;
            retired = true;
            for (Http2Stream stream : List.copyOf(streams.values())) {
                if (stream.id() > last && streams.remove(stream.id()) != null) {
                    blocked.remove(stream);
                    stream.refuse(why, meaning);
                }
            }
            changed();
        }

        private void windowUpdate(int id, ByteBuffer payload) throws Http2Fault {
            int increment = need(payload, 4).getInt() & Integer.MAX_VALUE;
            if (id == 0) {
                sendWindow += increment;
                if (increment == 0 || sendWindow > Integer.MAX_VALUE) {
                    throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window that grows in a wrong way");
                }
                return;
            }
            known(id);
            Http2Stream stream = streams.get(id);
            if (stream != null && (increment == 0 || !stream.moveSendWindow(increment))) {
                fail(stream, "a window that grows in a wrong way");
            }
        }

        private ByteBuffer need(ByteBuffer payload, int count) throws Http2Fault {
            if (payload.remaining() < count) {
                throw new Http2Fault(ErrorCode.FRAME_SIZE_ERROR, "a frame that is too short");
            }
            return payload;
        }
    }
}
