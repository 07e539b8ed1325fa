package io.headroom.proxy.upstream;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6). Basic credentials are sent with the first request: the JDK's rules about
 * them are for the JDK's own client. Belongs to one I/O thread.
 */
final class Tunnel {
    private final StreamConnection socket;
    private final ByteBuffer request;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final ResponseHeadParser parser = new ResponseHeadParser();
    private final Runnable open;
    private final Consumer<IOException> failed;
    private boolean done;

    private Tunnel(
            StreamConnection socket, ProxyRoute proxy, Origin origin, Runnable open, Consumer<IOException> failed) {
        this.socket = socket;
        this.open = open;
        this.failed = failed;
        String target = origin.tunnelTarget();
        String credentials = proxy.authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse("");
        this.request =
                ByteBuffer.wrap(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + credentials + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Starts; one of the callbacks follows, unless the socket is closed by the caller. */
    static void dig(
            StreamConnection socket, ProxyRoute proxy, Origin origin, Runnable open, Consumer<IOException> failed) {
        new Tunnel(socket, proxy, origin, open, failed).write();
    }

    private void write() {
        ConduitStreamSinkChannel sink = socket.getSinkChannel();
        try {
            while (request.hasRemaining()) {
                if (sink.write(request) == 0) {
                    sink.setWriteListener(channel -> write());
                    sink.resumeWrites();
                    return;
                }
            }
            sink.suspendWrites();
            ConduitStreamSourceChannel source = socket.getSourceChannel();
            source.setReadListener(channel -> read());
            source.resumeReads();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void read() {
        try {
            while (!done) {
                buffer.clear();
                int count = socket.getSourceChannel().read(buffer);
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    throw new UpstreamConnection.EndOfStream();
                }
                buffer.flip();
                Optional<ResponseHead> head = parser.feed(buffer);
                if (head.isPresent()) {
                    decide(head.get());
                }
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void decide(ResponseHead head) throws ProtocolException {
        if (head.status() / 100 != 2) {
            String hint = head.status() == 407 ? "; it wants credentials (upstream.proxy)" : "";
            throw new ProtocolException("it answered " + head.status() + " " + head.reason() + hint);
        }
        if (buffer.hasRemaining()) {
            throw new ProtocolException("it spoke before it was asked");
        }
        done = true;
        socket.getSourceChannel().suspendReads();
        socket.getSourceChannel().setReadListener(null);
        socket.getSinkChannel().setWriteListener(null);
        open.run();
    }

    private void fail(IOException cause) {
        if (!done) {
            done = true;
            failed.accept(cause);
        }
    }
}
