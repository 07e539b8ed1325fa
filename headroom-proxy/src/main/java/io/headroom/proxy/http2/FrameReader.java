package io.headroom.proxy.http2;

import java.nio.ByteBuffer;

/**
 * Takes the bytes of a connection apart into frames (RFC 9113, section 4.1). The bytes of a body are handed on as they come, other frames
 * when they are complete.
 */
final class FrameReader {
    /** Takes the frames. */
    interface Target {
        /** The head of a frame with a piece of a body; {@code length} counts against the windows. */
        void dataBegin(int stream, int length) throws Http2Fault;

        /** Bytes of a body. */
        void data(ByteBuffer bytes, boolean frameEnds);

        /** The end of a frame with a piece of a body; {@code padding} counted, but is no body. */
        void dataEnd(int padding, boolean streamEnds);

        /** Any other frame. */
        void frame(int type, int flags, int stream, ByteBuffer payload) throws Http2Fault;

        /** Whether nothing more is wanted. */
        boolean over();
    }

    /** The largest payload that we allow; it is the default. */
    static final int MOST_PAYLOAD = 16_384;

    private static final int HEAD = 9;

    private final Target target;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private ByteBuffer payload = ByteBuffer.allocate(0);
    private boolean inFrame;
    private int type;
    private int flags;
    private int stream;
    private int left;
    private int padding;
    private int skipped;
    private boolean paddingKnown;

    FrameReader(Target target) {
        this.target = target;
    }

    /** Reads on. */
    void feed(ByteBuffer in) throws Http2Fault {
        while (!target.over()) {
            if (!inFrame) {
                if (!head(in)) {
                    return;
                }
                begin();
            }
            if (!(type == FrameType.DATA ? data(in) : whole(in))) {
                return;
            }
            inFrame = false;
        }
    }

    private boolean head(ByteBuffer in) {
        move(in, head, head.remaining());
        return !head.hasRemaining();
    }

    private void begin() throws Http2Fault {
        head.flip();
        int lengthAndType = head.getInt();
        flags = head.get() & 0xff;
        stream = head.getInt() & Integer.MAX_VALUE;
        head.clear();
        type = lengthAndType & 0xff;
        left = lengthAndType >>> 8;
        if (left > MOST_PAYLOAD) {
            throw new Http2Fault(ErrorCode.FRAME_SIZE_ERROR, "a frame of " + left + " bytes");
        }
        inFrame = true;
        if (type == FrameType.DATA) {
            padding = 0;
            paddingKnown = (flags & FrameType.FLAG_PADDED) == 0;
            target.dataBegin(stream, left);
        } else {
            payload = ByteBuffer.allocate(left);
        }
    }

    private boolean whole(ByteBuffer in) throws Http2Fault {
        move(in, payload, payload.remaining());
        if (payload.hasRemaining()) {
            return false;
        }
        target.frame(type, flags, stream, payload.flip());
        return true;
    }

    private boolean data(ByteBuffer in) throws Http2Fault {
        if (!paddingKnown) {
            if (!in.hasRemaining()) {
                return false;
            }
            padding = in.get() & 0xff;
            paddingKnown = true;
            left -= 1 + padding;
            if (left < 0) {
                throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a frame with more padding than bytes");
            }
        }
        int count = Math.min(left, in.remaining());
        if (count > 0) {
            left -= count;
            int limit = in.limit();
            in.limit(in.position() + count);
            target.data(in, left == 0 && padding == 0);
            in.limit(limit);
        }
        return left == 0 && skipPadding(in);
    }

    private boolean skipPadding(ByteBuffer in) {
        while (skipped < padding) {
            if (!in.hasRemaining()) {
                return false;
            }
            in.get();
            skipped++;
        }
        skipped = 0;
        boolean padded = (flags & FrameType.FLAG_PADDED) != 0;
        target.dataEnd(padded ? 1 + padding : 0, (flags & FrameType.FLAG_END_STREAM) != 0);
        return true;
    }

    private static void move(ByteBuffer from, ByteBuffer to, int most) {
        int count = Math.min(most, from.remaining());
        int limit = from.limit();
        from.limit(from.position() + count);
        to.put(from);
        from.limit(limit);
    }
}
