package io.headroom.proxy.testing;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads HTTP/1.1 messages off a socket, strictly: whatever is not as it should be is an exception. */
public final class WireReader {
    private final InputStream in;

    /** Reads from a stream. */
    public WireReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** The head of the next message, or null at the end of the stream. */
    public Received head(int connection) throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        List<Header> fields = new ArrayList<>();
        while (true) {
            String field = line();
            if (field == null) {
                throw new EOFException("cut inside a head");
            }
            if (field.isEmpty()) {
                return new Received(start, new HeaderFields(fields), new byte[0], 0, "", connection);
            }
            int colon = field.indexOf(':');
            fields.add(new Header(
                    field.substring(0, colon), field.substring(colon + 1).strip()));
        }
    }

    /** Adds the body to a head. */
    public Received body(Received head, boolean request, boolean keep) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        MessageDigest digest = Received.digest();
        long length = 0;
        byte[] buffer = new byte[64 * 1024];
        BodyStream body = stream(head, request);
        int count;
        while ((count = body.read(buffer)) >= 0) {
            digest.update(buffer, 0, count);
            if (keep) {
                kept.write(buffer, 0, count);
            }
            length += count;
        }
        return new Received(
                head.startLine(),
                head.headers(),
                kept.toByteArray(),
                length,
                HexFormat.of().formatHex(digest.digest()),
                head.connection());
    }

    /** The body of a message, to be read piece by piece. */
    public BodyStream stream(Received head, boolean request) {
        if (head.header("Transfer-Encoding").equals("chunked")) {
            return new ChunkedStream();
        }
        String length = head.header("Content-Length");
        if (!length.isEmpty()) {
            return new LengthStream(Long.parseLong(length));
        }
        return request ? new LengthStream(0) : in::read;
    }

    /** The next raw byte, or -1. */
    public int rawByte() throws IOException {
        return in.read();
    }

    /** A body. */
    @FunctionalInterface
    public interface BodyStream {
        /** Reads bytes; -1 at the proper end, an exception at a cut. */
        int read(byte[] into) throws IOException;
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("cut inside a line: " + bytes);
            }
            bytes.write(next);
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        if (!line.endsWith("\r")) {
            throw new IOException("a line without CR: " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    private final class LengthStream implements BodyStream {
        private long left;

        LengthStream(long length) {
            left = length;
        }

        @Override
        public int read(byte[] into) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, 0, (int) Math.min(left, into.length));
            if (count < 0) {
                throw new EOFException("cut " + left + " bytes before the announced end");
            }
            left -= count;
            return count;
        }
    }

    private final class ChunkedStream implements BodyStream {
        private long left;
        private boolean ended;

        @Override
        public int read(byte[] into) throws IOException {
            if (ended) {
                return -1;
            }
            if (left == 0) {
                String size = line();
                if (size == null) {
                    throw new EOFException("cut between chunks");
                }
                left = Long.parseLong(size, 16);
                if (left == 0) {
                    ended = true;
                    if (!"".equals(line())) {
                        throw new IOException("no empty line after the last chunk");
                    }
                    return -1;
                }
            }
            int count = in.read(into, 0, (int) Math.min(left, into.length));
            if (count < 0) {
                throw new EOFException("cut inside a chunk");
            }
            left -= count;
            if (left == 0 && !"".equals(line())) {
                throw new IOException("no line end after a chunk");
            }
            return count;
        }
    }
}
