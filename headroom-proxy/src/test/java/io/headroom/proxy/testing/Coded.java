package io.headroom.proxy.testing;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Encodes bodies as clients do. */
public final class Coded {
    private Coded() {}

    /** Encodes with a coding: gzip, deflate, raw-deflate (which calls itself deflate), zstd, br. */
    public static byte[] encode(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (coding.equals("br")) {
            return brotli(body);
        }
        try (OutputStream encoder = encoder(coding, out)) {
            encoder.write(body);
        }
        return out.toByteArray();
    }

    private static OutputStream encoder(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "raw-deflate" -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            case "zstd" -> new ZstdOutputStream(out);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    /**
     * A brotli stream of uncompressed meta-blocks (RFC 7932, section 9.2), since the library only decodes: window bits 16, then blocks of
     * up to 65,536 bytes, then an empty last one.
     */
    private static byte[] brotli(byte[] body) {
        Bits bits = new Bits();
        bits.put(0, 1);
        for (int at = 0; at < body.length; at += 65_536) {
            int length = Math.min(65_536, body.length - at);
            bits.put(0, 1);
            bits.put(0, 2);
            bits.put(length - 1, 16);
            bits.put(1, 1);
            bits.align();
            for (int i = at; i < at + length; i++) {
                bits.put(body[i] & 0xff, 8);
            }
        }
        bits.put(3, 2);
        bits.align();
        return bits.out.toByteArray();
    }

    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int held;
        private int count;

        void put(int value, int width) {
            for (int i = 0; i < width; i++) {
                held |= ((value >> i) & 1) << count;
                if (++count == 8) {
                    align();
                }
            }
        }

        void align() {
            if (count > 0) {
                out.write(held);
                held = 0;
                count = 0;
            }
        }
    }
}
