package io.headroom.proxy.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes a body that comes in pieces: at once for identity, gzip and deflate; at the end for br and zstd, whose decoders want a stream to
 * pull from. Not thread-safe.
 */
public abstract class StreamDecoder implements AutoCloseable {
    private static final int MAX_COLLECTED = 4 << 20;

    StreamDecoder() {}

    /** Takes decoded bytes. */
    @FunctionalInterface
    public interface Sink {
        /** Takes a piece. */
        void take(byte[] bytes, int offset, int length);
    }

    /** A decoder for some {@code Content-Encoding}; empty if there is none. */
    public static Optional<StreamDecoder> of(List<String> contentEncoding) {
        List<String> codings = ContentCodings.codings(contentEncoding);
        if (codings.isEmpty()) {
            return Optional.of(new Identity());
        }
        if (codings.size() > 1 || !ContentCodings.known(codings.get(0))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (codings.get(0)) {
                    case "gzip" -> new Gzip();
                    case "deflate" -> new Deflate();
                    default -> new Collecting(codings.get(0));
                });
    }

    /** Reads on. */
    public abstract void feed(byte[] bytes, Sink sink) throws IOException;

    /** Nothing more comes. */
    public void end(Sink sink) throws IOException {}

    @Override
    public void close() {}

    private static final class Identity extends StreamDecoder {
        @Override
        public void feed(byte[] bytes, Sink sink) {
            sink.take(bytes, 0, bytes.length);
        }
    }

    private static final class Collecting extends StreamDecoder {
        private final String coding;
        private final ByteArrayOutputStream coded = new ByteArrayOutputStream();

        Collecting(String coding) {
            this.coding = coding;
        }

        @Override
        public void feed(byte[] bytes, Sink sink) throws IOException {
            if (coded.size() + (long) bytes.length > MAX_COLLECTED) {
                throw new IOException("too large to be decoded");
            }
            coded.write(bytes, 0, bytes.length);
        }

        @Override
        public void end(Sink sink) throws IOException {
            byte[] decoded = ContentCodings.decode(coded.toByteArray(), coding, 8L * MAX_COLLECTED);
            sink.take(decoded, 0, decoded.length);
        }
    }

    /** Inflates; subclasses know what stands in front. */
    private abstract static class Inflating extends StreamDecoder {
        private final byte[] buffer = new byte[16 * 1024];
        private Inflater inflater;

        final void start(boolean raw) {
            inflater = new Inflater(raw);
        }

        final boolean started() {
            return inflater != null;
        }

        final void inflate(byte[] bytes, int offset, int length, Sink sink) throws IOException {
            inflater.setInput(bytes, offset, length);
            try {
                int count;
                while ((count = inflater.inflate(buffer)) > 0) {
                    sink.take(buffer, 0, count);
                }
            } catch (DataFormatException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            if (inflater != null) {
                inflater.end();
            }
        }
    }

    private static final class Deflate extends Inflating {
        @Override
        public void feed(byte[] bytes, Sink sink) throws IOException {
            if (bytes.length == 0) {
                return;
            }
            if (!started()) {
                // One byte is enough here: a raw stream that begins like a zlib header is very unlikely.
                start((bytes[0] & 0x0f) != 8);
            }
            inflate(bytes, 0, bytes.length, sink);
        }
    }

    /** RFC 1952: a head of variable length, then a raw stream. */
    private static final class Gzip extends Inflating {
        private static final int MAX_HEAD = 64 * 1024;
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();

        @Override
        public void feed(byte[] bytes, Sink sink) throws IOException {
            if (started()) {
                inflate(bytes, 0, bytes.length, sink);
                return;
            }
            head.write(bytes, 0, bytes.length);
            byte[] all = head.toByteArray();
            int end = headEnd(all);
            if (end >= 0) {
                head.reset();
                start(true);
                inflate(all, end, all.length - end, sink);
            } else if (all.length > MAX_HEAD) {
                throw new IOException("gzip header too long");
            }
        }

        /** Where the compressed data begins, or -1 if that has not come yet. */
        private static int headEnd(byte[] bytes) throws IOException {
            if (bytes.length < 10) {
                return -1;
            }
            if ((bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b || bytes[2] != 8) {
                throw new IOException("no gzip header");
            }
            int flags = bytes[3];
            int at = 10;
            if ((flags & 4) != 0) {
                if (bytes.length < at + 2) {
                    return -1;
                }
                at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
            }
            for (int text = 0; text < Integer.bitCount(flags & 0x18); text++) {
                while (at < bytes.length && bytes[at] != 0) {
                    at++;
                }
                at++;
            }
            at += (flags & 2) != 0 ? 2 : 0;
            return at <= bytes.length ? at : -1;
        }
    }
}
