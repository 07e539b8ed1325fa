package io.headroom.proxy.upstream;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Takes the chunked coding off (RFC 9112, section 7.1). Extensions and trailer fields are dropped. */
final class ChunkReader {
    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER,
        END
    }

    private static final int MAX_TRAILER = 64 * 1024;

    private State state = State.SIZE;
    private long size;
    private int digits;
    private int lineLength;
    private int trailerLength;

    /** Whether the last chunk and its trailer were read. */
    boolean ended() {
        return state == State.END;
    }

    /** Moves body bytes from coded input to output until one of them is used up. */
    void decode(ByteBuffer in, ByteBuffer out) throws ProtocolException {
        while (in.hasRemaining() && state != State.END) {
            if (state == State.DATA) {
                if (!out.hasRemaining()) {
                    return;
                }
                copy(in, out);
            } else {
                control(in.get());
            }
        }
    }

    private void copy(ByteBuffer in, ByteBuffer out) {
        int count = (int) Math.min(size, Math.min(in.remaining(), out.remaining()));
        int limit = in.limit();
        in.limit(in.position() + count);
        out.put(in);
        in.limit(limit);
        size -= count;
        if (size == 0) {
            state = State.DATA_END;
        }
    }

    private void control(byte next) throws ProtocolException {
        switch (state) {
            case SIZE -> sizeByte(next);
            case EXTENSION -> {
                if (++trailerLength > MAX_TRAILER) {
                    throw new ProtocolException("chunk extension too long");
                }
                if (next == '\n') {
                    sizeEnd();
                }
            }
            case DATA_END -> {
                if (next == '\n') {
                    state = State.SIZE;
                } else if (next != '\r') {
                    throw new ProtocolException("chunk longer than its size");
                }
            }
            case TRAILER -> trailerByte(next);
            case DATA, END -> throw new IllegalStateException("no control bytes in " + state);
        }
    }

    private void sizeByte(byte next) throws ProtocolException {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && next > 0) {
            if (++digits > 15) {
                throw new ProtocolException("chunk size too large");
            }
            size = size * 16 + digit;
        } else if (digits > 0 && next == '\n') {
            sizeEnd();
        } else if (digits > 0 && (next == '\r' || next == ';' || next == ' ' || next == '\t')) {
            state = State.EXTENSION;
        } else {
            throw new ProtocolException("malformed chunk size");
        }
    }

    private void sizeEnd() {
        state = size == 0 ? State.TRAILER : State.DATA;
        digits = 0;
        trailerLength = 0;
        lineLength = 0;
    }

    private void trailerByte(byte next) throws ProtocolException {
        if (++trailerLength > MAX_TRAILER) {
            throw new ProtocolException("trailer too long");
        }
        if (next == '\n') {
            if (lineLength == 0) {
                state = State.END;
            }
            lineLength = 0;
        } else if (next != '\r') {
            lineLength++;
        }
    }
}
