package io.headroom.proxy.listener;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Keeps the request line of each request as it was on the wire, below the server: the server refuses percent signs that encode nothing,
 * and forgets an empty query, where the upstream may well accept them (PX-310). The server itself gets the line with every percent sign
 * replaced, and nobody looks at what it makes of the target.
 *
 * <p>A line is looked at from the first byte of a connection, and again after each exchange: first in the bytes that were read ahead,
 * which hold the requests that a client sent without waiting, then in what is read next. Belongs to one I/O thread.
 */
final class RequestLines extends AbstractStreamSourceConduit<StreamSourceConduit> {
    /** Longer lines are refused anyway, by the limit on heads. */
    private static final int LONGEST = 256 * 1024;

    private static final int USUAL = 128;
    private static final byte STAND_IN = '_';

    private ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL);
    private boolean reading = true;
    private boolean complete;

    private RequestLines(StreamSourceConduit next) {
        super(next);
    }

    /** Begins with a connection, before the server sees it. */
    static void watch(StreamConnection connection) {
        var source = connection.getSourceChannel();
        source.setConduit(new RequestLines(source.getConduit()));
    }

    /** The raw target of the request that the server has just parsed, where it was kept. */
    static Optional<String> target(HttpServerExchange exchange) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        if (!(connection.getOriginalSourceConduit() instanceof RequestLines lines)) {
            return Optional.empty();
        }
        exchange.addExchangeCompleteListener((done, then) -> {
            lines.next(connection.getExtraBytes());
            then.proceed();
        });
        return lines.complete ? Optional.of(lines.take()) : Optional.empty();
    }

    /** Begins with the next line, which may have been read already, together with the end of this request. */
    private void next(@Nullable PooledByteBuffer readAhead) {
        reading = true;
        if (readAhead != null) {
            ByteBuffer bytes = readAhead.getBuffer();
            look(bytes, bytes.position(), bytes.limit());
        }
    }

    private String take() {
        // Single bytes stay single characters: that is how the head is written again.
        String[] words = line.toString(StandardCharsets.ISO_8859_1).strip().split("[ \t]+", -1);
        forget();
        complete = false;
        return words.length == 3 ? words[1] : "";
    }

    private void forget() {
        // A long line must not stay in memory as long as its connection.
        line = line.size() > USUAL ? new ByteArrayOutputStream(USUAL) : line;
        line.reset();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int count = super.read(into);
        look(into, start, into.position());
        return count;
    }

    private void look(ByteBuffer buffer, int from, int to) {
        for (int i = from; reading && i < to; i++) {
            look(buffer, i);
        }
    }

    private void look(ByteBuffer buffer, int index) {
        byte next = buffer.get(index);
        if (next == '\n' && line.size() > 0) {
            reading = false;
            complete = true;
        } else if (line.size() == LONGEST) {
            reading = false;
            forget();
        } else if (next != '\r' && next != '\n') {
            line.write(next);
            if (next == '%') {
                buffer.put(index, STAND_IN);
            }
        }
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (into[i].hasRemaining()) {
                return read(into[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        reading = false;
        return super.transferTo(count, through, target);
    }
}
