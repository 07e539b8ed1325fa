package io.headroom.proxy.upstream;

import io.headroom.proxy.http.HeaderFields;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.xnio.XnioIoThread;

/**
 * One attempt: a request and its response on one connection. Reads while it writes, since an upstream may answer before it has read the
 * whole body. Belongs to one I/O thread.
 */
final class UpstreamExchange implements UpstreamAttempt, RequestWriter.Listener {
    private final UpstreamConnection connection;
    private final Origin origin;
    private final String method;
    private final ResponseHandler handler;
    private final ConnectionPool pool;
    private final RequestWriter writer;
    private ResponseHeadParser parser = new ResponseHeadParser();
    private final Watchdog headerWatch;
    private final Watchdog writeWatch;
    private final Watchdog bodyWatch;
    private final Duration headerLimit;
    private boolean decided;

    UpstreamExchange(
            UpstreamConnection connection,
            UpstreamRequest request,
            ResponseHandler handler,
            ConnectionPool pool,
            UpstreamLimits limits,
            ByteBufferPool buffers,
            XnioIoThread thread) {
        this.connection = connection;
        this.origin = request.origin();
        this.method = request.method();
        this.handler = handler;
        this.pool = pool;
        this.headerLimit = limits.responseHeader();
        this.writer = RequestWriter.http1(RequestSink.into(connection.sink()), request, buffers, this);
        this.headerWatch = new Watchdog(thread, headerLimit, this::headerLate);
        this.writeWatch = new Watchdog(thread, limits.write(), this::writeLate);
        this.bodyWatch = new Watchdog(thread, limits.requestBody(), this::bodyLate);
    }

    @Override
    public boolean consumed() {
        return writer.consumed();
    }

    @Override
    public void start() {
        connection.source().setReadListener(channel -> readable());
        connection.source().resumeReads();
        writeWatch.start();
        writer.start();
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
        connection.close();
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
            // The upstream may have answered before it closed its side.
            readable();
        }
        if (!decided) {
            fail(lost(cause));
        }
    }

    @Override
    public void bodyFailed(IOException cause) {
        if (decided) {
            end();
        } else {
            fail(new UpstreamFailure(
                    UpstreamFailure.Kind.REQUEST_BODY, "the client's request body broke off: " + text(cause), cause));
        }
    }

    private void readable() {
        try {
            while (!decided) {
                var bytes = connection.fill();
                if (!bytes.hasRemaining()) {
                    return;
                }
                Optional<ResponseHead> head = parser.feed(bytes);
                if (head.isPresent()) {
                    head(head.get());
                }
            }
        } catch (ProtocolException e) {
            fail(new UpstreamFailure(UpstreamFailure.Kind.PROTOCOL, origin + " sent no HTTP response: " + text(e), e));
        } catch (IOException e) {
            fail(lost(e));
        }
    }

    private void head(ResponseHead head) throws ProtocolException {
        if (head.status() == 101) {
            throw new ProtocolException("it switched protocols unasked");
        }
        if (head.status() < 200) {
            // Interim responses are between neighbours; ours to the client are the listener's business.
            parser = new ResponseHeadParser();
            return;
        }
        Framing framing = Framing.of(method, head);
        decided = true;
        headerWatch.stop();
        connection.source().suspendReads();
        boolean persistent = persistent(head);
        handler.response(head, new ConnectionBody(connection, framing, new ConnectionBody.End() {
            @Override
            public void complete(boolean reusable) {
                if (reusable && persistent && writer.complete()) {
                    pool.release(connection);
                } else {
                    end();
                }
            }

            @Override
            public void broken() {
                end();
            }
        }));
    }

    private static boolean persistent(ResponseHead head) {
        HeaderFields headers = head.headers();
        for (String value : headers.all("Connection")) {
            for (String token : value.split(",", -1)) {
                String option = token.strip().toLowerCase(Locale.ROOT);
                if (option.equals("close")) {
                    return false;
                }
                if (option.equals("keep-alive")) {
                    return true;
                }
            }
        }
        return head.http11();
    }

    private void headerLate() {
        fail(new UpstreamFailure(
                UpstreamFailure.Kind.HEADER_TIMEOUT,
                origin + " sent no response header within " + headerLimit.toSeconds() + " s",
                null));
    }

    private void bodyLate() {
        bodyFailed(new IOException("no byte came for a long time"));
    }

    private void writeLate() {
        if (decided) {
            end();
        } else {
            fail(new UpstreamFailure(
                    UpstreamFailure.Kind.WRITE_TIMEOUT, origin + " stopped reading the request", null));
        }
    }

    private UpstreamFailure lost(IOException cause) {
        if (origin.secure() && !writer.accepted() && !connection.used()) {
            return new UpstreamFailure(UpstreamFailure.Kind.TLS, pool.tlsTrouble(origin, cause), cause);
        }
        boolean stale = connection.used() && !writer.complete() && !parser.started();
        return new UpstreamFailure(
                stale ? UpstreamFailure.Kind.STALE : UpstreamFailure.Kind.LOST,
                "the connection to " + origin + " was lost before a response: " + text(cause),
                cause);
    }

    private void fail(UpstreamFailure failure) {
        if (!decided) {
            decided = true;
            end();
            handler.failed(failure);
        }
    }

    private static String text(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
