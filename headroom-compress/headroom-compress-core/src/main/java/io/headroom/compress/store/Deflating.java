package io.headroom.compress.store;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Writes one deflated stream (<a href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a>). Not thread-safe. */
final class Deflating implements AutoCloseable {
    private static final int BUFFER = 8192;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER];

    /** Writes bytes after which reading may begin. */
    void flushed(byte[] bytes) {
        deflater.setInput(bytes);
        int n;
        do {
            n = deflater.deflate(buffer, 0, BUFFER, Deflater.FULL_FLUSH);
            out.write(buffer, 0, n);
            // A full buffer means that there is more.
        } while (n == BUFFER);
    }

    /** Writes the last bytes. */
    void last(byte[] bytes) {
        deflater.setInput(bytes);
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
    }

    /** How many bytes were written. */
    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
