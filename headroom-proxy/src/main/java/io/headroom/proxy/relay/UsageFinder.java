package io.headroom.proxy.relay;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.exchange.Usage;
import io.headroom.compress.message.JsonReader;
import java.io.ByteArrayOutputStream;

/** Finds the usage figures in one decoded response body that comes in pieces: a stream of events, or one JSON document. */
final class UsageFinder {
    private static final int MAX_DOCUMENT = 8 << 20;

    /** What kind of body it is, as far as is known. */
    enum Form {
        /** Server-sent events. */
        EVENTS,
        /** One document. */
        JSON,
        /** To be told by the first byte. */
        UNKNOWN
    }

    private final Dialect dialect;
    private final JsonReader json = new JsonReader();
    private final UsageTally tally = new UsageTally();
    private final SseParser events = new SseParser(this::document);
    private final ByteArrayOutputStream document = new ByteArrayOutputStream();
    private Form form;
    private boolean tooLarge;

    UsageFinder(Dialect dialect, Form form) {
        this.dialect = dialect;
        this.form = form;
    }

    /** Reads on. */
    void feed(byte[] bytes, int offset, int length) {
        if (form == Form.UNKNOWN) {
            form = sniff(bytes, offset, length);
        }
        if (form == Form.EVENTS) {
            events.feed(bytes, offset, length);
        } else if (form == Form.JSON && !tooLarge) {
            tooLarge = document.size() + (long) length > MAX_DOCUMENT;
            if (!tooLarge) {
                document.write(bytes, offset, length);
            }
        }
    }

    /** What was found; nothing more may be fed. */
    Usage end() {
        if (form == Form.JSON && !tooLarge) {
            document(document.toByteArray());
        }
        return tally.usage();
    }

    private static Form sniff(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] > ' ') {
                return bytes[i] == '{' || bytes[i] == '[' ? Form.JSON : Form.EVENTS;
            }
        }
        return Form.UNKNOWN;
    }

    private void document(byte[] bytes) {
        if (bytes.length == 0 || (bytes[0] != '{' && bytes[0] != '[' && bytes[0] != ' ' && bytes[0] != '\n')) {
            // Such as the final "[DONE]" without its brackets, or a ping.
            return;
        }
        try {
            json.read(bytes, cursor -> dialect.usage(cursor, tally));
        } catch (MalformedJsonException e) {
            // Not ours to judge: figures of other events still count.
            return;
        }
    }
}
