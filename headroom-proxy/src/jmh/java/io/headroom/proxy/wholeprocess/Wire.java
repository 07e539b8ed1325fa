package io.headroom.proxy.wholeprocess;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads HTTP/1.1 messages from a stream with as little work as possible, so that the harness does not measure itself. */
final class Wire {
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;

    Wire(InputStream in) {
        this.in = in;
    }

    /**
     * The first line and the fields of a message.
     *
     * @param line the request or status line
     * @param fields by lower-case name; the last one counts
     */
    record Head(String line, Map<String, String> fields) {
        boolean chunked() {
            return fields.getOrDefault("transfer-encoding", "")
                    .toLowerCase(Locale.ROOT)
                    .contains("chunked");
        }

        int length() {
            return Integer.parseInt(fields.getOrDefault("content-length", "0"));
        }
    }

    /** Reads a head. Null where the connection ended before one. */
    Head head() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String field = line();
        while (field != null && !field.isEmpty()) {
            int colon = field.indexOf(':');
            fields.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
            field = line();
        }
        return new Head(line, fields);
    }

    /** Reads a body to its end and counts its bytes. */
    long skipBody(Head head) throws IOException {
        if (!head.chunked()) {
            skip(head.length());
            return head.length();
        }
        long total = 0;
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            skip(size);
            total += size;
            line();
        }
        line();
        return total;
    }

    /** The size of the next chunk; 0 for the last one. */
    int chunkSize() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the connection ended within a body");
        }
        int semicolon = line.indexOf(';');
        return Integer.parseInt((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
    }

    /** Reads bytes of a body as text. */
    String text(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            fill();
            int part = Math.min(length - i, end - at);
            System.arraycopy(buffer, at, bytes, i, part);
            at += part;
            i += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads a line without its end. Null at the end of the stream. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            if (at == end && !tryFill()) {
                return null;
            }
            char c = (char) buffer[at++];
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
    }

    private void skip(int length) throws IOException {
        int left = length;
        while (left > 0) {
            fill();
            int part = Math.min(left, end - at);
            at += part;
            left -= part;
        }
    }

    private void fill() throws IOException {
        if (at == end && !tryFill()) {
            throw new EOFException("the connection ended within a body");
        }
    }

    private boolean tryFill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
