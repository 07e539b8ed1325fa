package io.headroom.proxy.upstream;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http2.Http2Request;
import io.headroom.proxy.http2.Http2Session;
import io.headroom.proxy.http2.Http2Stream;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** One attempt on a stream of a shared connection. Belongs to one I/O thread. */
final class Http2Exchange implements UpstreamAttempt, RequestWriter.Listener, Http2Stream.Events {
    private final Http2Session session;
    private final UpstreamRequest request;
    private final ResponseHandler handler;
    private final RequestWriter writer;
    private final Watchdog headerWatch;
    private final Watchdog writeWatch;
    private final Watchdog bodyWatch;
    private final Duration headerLimit;
    private @Nullable Http2Stream stream;
    private boolean decided;

    Http2Exchange(
            Http2Session session,
            UpstreamRequest request,
            ResponseHandler handler,
            UpstreamLimits limits,
            ByteBufferPool buffers,
            XnioIoThread thread) {
        this.session = session;
        this.request = request;
        this.handler = handler;
        this.headerLimit = limits.responseHeader();
        this.writer = RequestWriter.bodyOnly(new Sink(), request.body(), buffers, this);
        this.headerWatch = new Watchdog(thread, headerLimit, this::headerLate);
        this.writeWatch = new Watchdog(thread, limits.write(), this::writeLate);
        this.bodyWatch = new Watchdog(thread, limits.requestBody(), this::bodyLate);
    }

    @Override
    public void start() {
        if (!session.accepts()) {
            refused("it takes no more streams on this connection");
            return;
        }
        boolean bodiless = request.body() instanceof RequestBody.None;
        stream = session.open(head(), bodiless, this);
        writeWatch.start();
        writer.start();
    }

    private Http2Request head() {
        Origin origin = request.origin();
        List<Header> fields = new ArrayList<>(request.headers());
        long length = request.body() instanceof RequestBody.Whole whole
                ? whole.bytes().length
                : request.body() instanceof RequestBody.Streamed streamed
                        ? streamed.length().orElse(-1)
                        : -1;
        if (length >= 0) {
            fields.add(new Header("content-length", Long.toString(length)));
        }
        return new Http2Request(request.method(), "https", origin.authority(), request.target(), fields);
    }

    @Override
    public boolean consumed() {
        return writer.consumed();
    }

    @Override
    public void cancel() {
        if (!decided) {
            decided = true;
            end();
        }
    }

    private void end() {
        headerWatch.stop();
        writeWatch.stop();
        bodyWatch.stop();
        writer.stop();
        if (stream != null) {
            stream.cancel();
        }
    }

    @Override
    public void progress() {
        writeWatch.progress();
    }

    @Override
    public void waitingForClient(boolean waiting) {
        if (waiting) {
            writeWatch.stop();
            bodyWatch.start();
        } else {
            bodyWatch.stop();
            writeWatch.start();
        }
    }

    @Override
    public void written() {
        writeWatch.stop();
        if (!decided) {
            headerWatch.start();
        }
    }

    @Override
    public void writeFailed(IOException cause) {
        writeWatch.stop();
        if (!decided) {
            lost(cause);
        }
    }

    @Override
    public void bodyFailed(IOException cause) {
        if (decided) {
            end();
        } else {
            fail(UpstreamFailure.Kind.REQUEST_BODY, "the client's request body broke off: " + text(cause), cause);
        }
    }

    @Override
    public void head(int status, List<Header> fields) {
        if (decided) {
            return;
        }
        ResponseHead head = new ResponseHead(true, status, "", new HeaderFields(fields));
        ResponseBody body;
        try {
            body = new StreamBody(opened(), request.method(), head, this::bodyEnded);
        } catch (ProtocolException e) {
            lost(e);
            return;
        }
        decided = true;
        headerWatch.stop();
        handler.response(head, body);
    }

    /** A request whose answer is complete is not written any further. */
    private void bodyEnded() {
        if (writer.complete()) {
            writeWatch.stop();
            bodyWatch.stop();
        } else {
            end();
        }
    }

    @Override
    public void refused(String why) {
        fail(UpstreamFailure.Kind.REFUSED, request.origin() + " did not look at the request: " + why, null);
    }

    @Override
    public void http1Required(String why) {
        fail(UpstreamFailure.Kind.HTTP1_REQUIRED, request.origin() + " did not look at the request: " + why, null);
    }

    @Override
    public void lost(IOException cause) {
        if (cause instanceof ProtocolException) {
            fail(
                    UpstreamFailure.Kind.PROTOCOL,
                    request.origin() + " breaks the rules of HTTP/2: " + text(cause),
                    cause);
        } else {
            fail(
                    UpstreamFailure.Kind.LOST,
                    "the connection to " + request.origin() + " was lost before a response: " + text(cause),
                    cause);
        }
    }

    private void headerLate() {
        fail(
                UpstreamFailure.Kind.HEADER_TIMEOUT,
                request.origin() + " sent no response header within " + headerLimit.toSeconds() + " s",
                null);
    }

    private void bodyLate() {
        bodyFailed(new IOException("no byte came for a long time"));
    }

    private void writeLate() {
        // Whether it is the stream or the connection that is stuck: others had better not depend on it.
        session.retire();
        if (decided) {
            end();
        } else {
            fail(UpstreamFailure.Kind.WRITE_TIMEOUT, request.origin() + " stopped reading the request", null);
        }
    }

    private void fail(UpstreamFailure.Kind kind, String message, @Nullable IOException cause) {
        if (!decided) {
            decided = true;
            end();
            handler.failed(new UpstreamFailure(kind, message, cause));
        }
    }

    private static String text(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** The stream as the writer sees it. */
    private final class Sink implements RequestSink {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return opened().write(bytes);
        }

        @Override
        public boolean end() {
            opened().end();
            return true;
        }

        @Override
        public void resume(Runnable writable) {
            opened().onWritable(writable);
        }

        @Override
        public void suspend() {
            opened().onWritable(null);
        }
    }

    private Http2Stream opened() {
        Http2Stream open = stream;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        return open;
    }
}
