package io.headroom.proxy.upstream;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the bytes of a response head until the empty line and takes them apart (RFC 9112, sections 2 to 5). Bytes beyond the head
 * stay in the buffer. Obsolete line folding and fields without a colon are faults; bare LF is accepted as a line end.
 */
final class ResponseHeadParser {
    private static final int MAX_BYTES = 256 * 1024;

    private final ByteArrayOutputStream collected = new ByteArrayOutputStream(1024);
    /** Line feeds seen in a row, carriage returns apart. */
    private int lineFeeds;

    /** Whether any byte of a head was seen. */
    boolean started() {
        return collected.size() > 0;
    }

    /** Reads on; gives the head once it is complete. */
    Optional<ResponseHead> feed(ByteBuffer bytes) throws ProtocolException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (collected.size() == 0 && (next == '\r' || next == '\n')) {
                continue;
            }
            collected.write(next);
            if (next == '\n') {
                if (++lineFeeds == 2) {
                    return Optional.of(parse(collected.toString(StandardCharsets.ISO_8859_1)));
                }
            } else if (next != '\r') {
                lineFeeds = 0;
            }
            if (collected.size() > MAX_BYTES) {
                throw new ProtocolException("response header over " + MAX_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    private static ResponseHead parse(String text) throws ProtocolException {
        String[] lines = text.split("\r?\n", -1);
        String status = lines[0];
        boolean http11 = status.startsWith("HTTP/1.1 ");
        if (!http11 && !status.startsWith("HTTP/1.0 ")) {
            throw new ProtocolException("not an HTTP/1 response");
        }
        String code = status.length() >= 12 ? status.substring(9, 12) : "";
        if (!code.matches("[1-9][0-9]{2}") || (status.length() > 12 && status.charAt(12) != ' ')) {
            throw new ProtocolException("malformed status line");
        }
        String reason = status.length() > 13 ? status.substring(13) : "";
        return new ResponseHead(http11, Integer.parseInt(code), reason, fields(lines));
    }

    private static HeaderFields fields(String[] lines) throws ProtocolException {
        List<Header> fields = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || lines[i].charAt(0) == ' ' || lines[i].charAt(0) == '\t') {
                throw new ProtocolException("malformed header field in the response");
            }
            String name = lines[i].substring(0, colon);
            if (name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
                throw new ProtocolException("malformed header field in the response");
            }
            fields.add(new Header(name, trim(lines[i].substring(colon + 1))));
        }
        return new HeaderFields(fields);
    }

    /** Optional white space is spaces and tabs only; anything else belongs to the value. */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && (value.charAt(start) == ' ' || value.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == '\t')) {
            end--;
        }
        return value.substring(start, end);
    }
}
