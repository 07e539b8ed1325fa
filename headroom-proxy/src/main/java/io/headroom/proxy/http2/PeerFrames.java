package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the peer says (RFC 9113, sections 4 and 6), frame by frame. A fault of the peer ends the connection, or the one stream that it
 * concerns. Belongs to one I/O thread.
 */
final class PeerFrames implements FrameReader.Target {
    private static final int SETTING_TABLE = 1;
    private static final int SETTING_STREAMS = 3;
    private static final int SETTING_WINDOW = 4;

    private final Http2Session session;
    private final Streams streams;
    private final Outlet outlet;
    private final HeaderBlocks blocks;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int blockStream;
    private boolean blockEndsStream;
    private @Nullable Http2Stream receiving;
    private boolean settingsSeen;
    private int uncredited;

    PeerFrames(Http2Session session, Streams streams, Outlet outlet, HeaderBlocks blocks) {
        this.session = session;
        this.streams = streams;
        this.outlet = outlet;
        this.blocks = blocks;
    }

    @Override
    public boolean over() {
        return session.over();
    }

    @Override
    public void dataBegin(int id, int length) throws Http2Fault {
        first(FrameType.DATA);
        streams.known(id);
        wholeBlock(FrameType.DATA);
        uncredited += length;
        if (uncredited >= Http2Session.CONNECTION_WINDOW / 2) {
            session.sendWindowUpdate(0, uncredited);
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
        if (outlet.flooded()) {
            throw new Http2Fault(ErrorCode.ENHANCE_YOUR_CALM, "it asks and does not read the answers");
        }
    }

    private void wholeBlock(int type) throws Http2Fault {
        if (blockStream != 0 && type != FrameType.CONTINUATION) {
            throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a header block with another frame inside");
        }
    }

    private void headers(int flags, int id, ByteBuffer payload) throws Http2Fault {
        streams.known(id);
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
        session.reset(stream, ErrorCode.PROTOCOL_ERROR);
        stream.fail(new ProtocolException("it sent " + what));
    }

    private void reset(int id, ByteBuffer payload) throws Http2Fault {
        streams.known(id);
        int code = need(payload, 4).getInt();
        Http2Stream stream = streams.get(id);
        if (stream == null) {
            return;
        }
        streams.remove(stream);
        if (stream.remoteEnded()) {
            stream.stopped();
        } else if (code == ErrorCode.REFUSED_STREAM.code()) {
            stream.refuse("it refused the stream", ErrorCode.REFUSED_STREAM);
        } else if (code == ErrorCode.HTTP_1_1_REQUIRED.code()) {
            stream.refuse("it wants HTTP/1.1", ErrorCode.HTTP_1_1_REQUIRED);
        } else {
            stream.fail(new IOException("the stream was reset (" + ErrorCode.name(code) + ")"));
        }
        session.changed();
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
                case SETTING_STREAMS -> streams.most(value);
                case SETTING_WINDOW -> streams.windowOfStreams(value);
                default -> {
                    // Frames are never larger than every peer takes, and nothing else concerns a client.
                }
            }
        }
        outlet.frame(FrameType.SETTINGS, FrameType.FLAG_ACK, 0, new byte[0]);
    }

    private void ping(int flags, ByteBuffer payload) throws Http2Fault {
        if (payload.remaining() != 8) {
            throw new Http2Fault(ErrorCode.FRAME_SIZE_ERROR, "a ping of a wrong length");
        }
        if ((flags & FrameType.FLAG_ACK) == 0) {
            outlet.frame(FrameType.PING, FrameType.FLAG_ACK, 0, payload.array());
            return;
        }
        session.ponged(payload.getLong());
    }

    private void goneAway(ByteBuffer payload) throws Http2Fault {
        need(payload, 8);
        int last = payload.getInt() & Integer.MAX_VALUE;
        int code = payload.getInt();
        String why = "it goes away (" + ErrorCode.name(code) + ")";
        ErrorCode meaning =
                code == ErrorCode.HTTP_1_1_REQUIRED.code() ? ErrorCode.HTTP_1_1_REQUIRED : ErrorCode.REFUSED_STREAM;
        session.retiring();
        streams.removeAfter(last).forEach(stream -> stream.refuse(why, meaning));
        session.changed();
    }

    private void windowUpdate(int id, ByteBuffer payload) throws Http2Fault {
        int increment = need(payload, 4).getInt() & Integer.MAX_VALUE;
        if (id == 0) {
            streams.grow(increment);
            return;
        }
        streams.known(id);
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
