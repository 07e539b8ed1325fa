package io.headroom.proxy.upstream;

import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;

/** How the end of a response body is found (RFC 9112, section 6.3). */
sealed interface Framing {
    /** A number of bytes. */
    record Length(long bytes) implements Framing {}

    /** Chunks. */
    record Chunks() implements Framing {}

    /** Everything until the connection ends. */
    record UntilClose() implements Framing {}

    /** Reads the framing out of a response head. */
    static Framing of(String method, ResponseHead head) throws ProtocolException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304 || head.status() < 200) {
            return new Length(0);
        }
        List<String> codings = head.headers().all("Transfer-Encoding");
        if (!codings.isEmpty()) {
            String last =
                    codings.get(codings.size() - 1).toLowerCase(Locale.ROOT).strip();
            if (codings.size() > 1 || !last.equals("chunked")) {
                throw new ProtocolException("unknown transfer coding in the response");
            }
            return new Chunks();
        }
        List<String> lengths =
                head.headers().all("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return new UntilClose();
        }
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new ProtocolException("malformed Content-Length in the response");
        }
        return new Length(Long.parseLong(lengths.get(0)));
    }
}
