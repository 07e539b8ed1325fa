package io.headroom.proxy.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a response on its connection; says once how it ended. */
final class ConnectionBody implements ResponseBody {
    /** What came of the body. */
    interface End {
        /** It was read to its end; {@code reusable} tells whether the connection stands before a next response. */
        void complete(boolean reusable);

        /** It was cut or given up. */
        void broken();
    }

    private final UpstreamConnection connection;
    private final Framing framing;
    private final ChunkReader chunks = new ChunkReader();
    private final End end;
    private long left;
    private boolean ended;

    ConnectionBody(UpstreamConnection connection, Framing framing, End end) {
        this.connection = connection;
        this.framing = framing;
        this.end = end;
        this.left = framing instanceof Framing.Length length ? length.bytes() : 0;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            if (framing instanceof Framing.Length) {
                return left == 0 ? complete(true) : readLength(into);
            }
            return framing instanceof Framing.Chunks ? readChunks(into) : readUntilClose(into);
        } catch (IOException e) {
            breakOff();
            throw e;
        }
    }

    private int readLength(ByteBuffer into) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + left));
        try {
            int count = readRaw(into);
            left -= count;
            return count;
        } finally {
            into.limit(limit);
        }
    }

    private int readUntilClose(ByteBuffer into) throws IOException {
        try {
            return readRaw(into);
        } catch (UpstreamConnection.EndOfStream e) {
            return complete(false);
        }
    }

    /** Reads ahead bytes first, then straight from the network. */
    private int readRaw(ByteBuffer into) throws IOException {
        if (connection.hasAhead()) {
            ByteBuffer ahead = connection.fill();
            int count = Math.min(ahead.remaining(), into.remaining());
            int limit = ahead.limit();
            ahead.limit(ahead.position() + count);
            into.put(ahead);
            ahead.limit(limit);
            return count;
        }
        int count = connection.source().read(into);
        if (count < 0) {
            throw new UpstreamConnection.EndOfStream();
        }
        return count;
    }

    private int readChunks(ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining() && !chunks.ended()) {
            ByteBuffer coded;
            try {
                coded = connection.fill();
            } catch (IOException e) {
                if (into.position() > start) {
                    // What came before the cut is handed on first; the next read finds the cut again.
                    break;
                }
                throw e;
            }
            if (!coded.hasRemaining()) {
                break;
            }
            chunks.decode(coded, into);
        }
        int count = into.position() - start;
        return count == 0 && chunks.ended() ? complete(true) : count;
    }

    @Override
    public void resume(Runnable readable) {
        connection.source().setReadListener(channel -> readable.run());
        if (connection.hasAhead()) {
            connection.source().wakeupReads();
        } else {
            connection.source().resumeReads();
        }
    }

    @Override
    public void suspend() {
        if (!ended) {
            connection.source().suspendReads();
        }
    }

    @Override
    public void abort() {
        if (!ended) {
            breakOff();
        }
    }

    private int complete(boolean reusable) {
        ended = true;
        end.complete(reusable && !connection.hasAhead());
        return -1;
    }

    private void breakOff() {
        ended = true;
        end.broken();
    }
}
