package io.headroom.proxy.upstream;

import io.headroom.proxy.http2.Http2Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** The body of a response on its stream. It is cut where the stream was, and also where it is not as long as its head says. */
final class StreamBody implements ResponseBody {
    private final Http2Stream stream;
    private final Runnable ended;
    private final boolean measured;
    private long left;
    private boolean over;

    /**
     * The body of one response.
     *
     * @param ended called once, at whatever end
     * @throws ProtocolException if the head contradicts itself
     */
    StreamBody(Http2Stream stream, String method, ResponseHead head, Runnable ended) throws ProtocolException {
        this.stream = stream;
        this.ended = ended;
        Framing framing = Framing.of(method, head);
        this.measured = framing instanceof Framing.Length;
        this.left = framing instanceof Framing.Length length ? length.bytes() : 0;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (over) {
            return -1;
        }
        try {
            int count = stream.read(into);
            if (count < 0) {
                if (measured && left > 0) {
                    throw new ProtocolException("the body is shorter than announced");
                }
                over = true;
                ended.run();
            } else if (measured) {
                left -= count;
                if (left < 0) {
                    throw new ProtocolException("the body is longer than announced");
                }
            }
            return count;
        } catch (IOException e) {
            abort();
            throw e;
        }
    }

    @Override
    public void resume(Runnable readable) {
        stream.resume(readable);
    }

    @Override
    public void suspend() {
        stream.suspend();
    }

    @Override
    public void abort() {
        if (!over) {
            over = true;
            stream.cancel();
            ended.run();
        }
    }
}
