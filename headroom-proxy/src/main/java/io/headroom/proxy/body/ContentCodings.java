package io.headroom.proxy.body;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Decodes gzip, deflate (with and without the zlib wrapper), br and zstd, at most two stacked. What grows beyond a size or a ratio, is cut
 * short or is corrupt is given up: the provider shall judge the bytes as they came.
 */
public final class ContentCodings {
    /** The largest decoded body. */
    static final int MAX_BYTES = 64 << 20;
    /** The largest growth; small bodies may grow more, since there is nothing to be won with them. */
    static final int MAX_RATIO = 200;

    private static final int RATIO_FREE = 64 * 1024;

    private ContentCodings() {}

    /**
     * Decodes a body.
     *
     * @param body the bytes as received
     * @param contentEncoding the values of {@code Content-Encoding}
     */
    public static Decoded decode(byte[] body, List<String> contentEncoding) {
        List<String> codings = codings(contentEncoding);
        if (codings.size() > 2) {
            return Decoded.failed(body, "too_many_codings");
        }
        byte[] bytes = body;
        for (int i = codings.size() - 1; i >= 0; i--) {
            if (!known(codings.get(i))) {
                return Decoded.failed(body, "unknown_coding");
            }
            try {
                bytes = decode(bytes, codings.get(i), limit(body.length));
            } catch (TooLargeException e) {
                return Decoded.failed(body, "coding_limit");
            } catch (IOException | RuntimeException e) {
                // The decoders of br and zstd tell corrupt data by unchecked exceptions, too.
                return Decoded.failed(body, "corrupt_coding");
            }
        }
        return Decoded.of(bytes);
    }

    /** The codings in the order in which they were applied, without identity. */
    static List<String> codings(List<String> contentEncoding) {
        List<String> codings = new ArrayList<>();
        for (String value : contentEncoding) {
            for (String token : value.split(",", -1)) {
                String coding = token.strip().toLowerCase(Locale.ROOT);
                if (!coding.isEmpty() && !coding.equals("identity")) {
                    codings.add(coding.equals("x-gzip") ? "gzip" : coding);
                }
            }
        }
        return codings;
    }

    static boolean known(String coding) {
        return switch (coding) {
            case "gzip", "deflate", "br", "zstd" -> true;
            default -> false;
        };
    }

    private static long limit(int received) {
        return Math.min(MAX_BYTES, Math.max(RATIO_FREE, (long) received * MAX_RATIO));
    }

    /** Decodes one coding, up to a number of bytes. */
    static byte[] decode(byte[] coded, String coding, long limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(limit, 4L * coded.length + 64));
        try (InputStream in = open(coded, coding)) {
            byte[] buffer = new byte[16 * 1024];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                if (out.size() + (long) count > limit) {
                    throw new TooLargeException();
                }
                out.write(buffer, 0, count);
            }
        }
        return out.toByteArray();
    }

    private static InputStream open(byte[] coded, String coding) throws IOException {
        InputStream in = new ByteArrayInputStream(coded);
        return switch (coding) {
            case "gzip" -> new GZIPInputStream(in, 8 * 1024);
            case "deflate" -> new EndingInflaterStream(in, new Inflater(!zlib(coded)));
            case "br" -> new BrotliInputStream(in);
            case "zstd" -> new ZstdInputStream(in);
            default -> throw new IOException("unknown coding " + coding);
        };
    }

    /** RFC 1950: compression method 8, and the first two bytes a multiple of 31. */
    private static boolean zlib(byte[] coded) {
        return coded.length >= 2 && (coded[0] & 0x0f) == 8 && (((coded[0] & 0xff) << 8) | (coded[1] & 0xff)) % 31 == 0;
    }

    /** Owns its inflater, whose native memory would otherwise wait for the garbage collector. */
    private static final class EndingInflaterStream extends InflaterInputStream {
        EndingInflaterStream(InputStream in, Inflater inflater) {
            super(in, inflater, 8 * 1024);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
