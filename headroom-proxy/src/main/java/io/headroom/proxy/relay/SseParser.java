package io.headroom.proxy.relay;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Finds the data of server-sent events in bytes that come in any pieces (HTML standard, section 9.2.6): LF, CRLF and CR end lines,
 * comments and other fields are passed over, several data lines are joined. Works on bytes, so invalid or split UTF-8 does not matter. An
 * event whose data is too large is passed over.
 */
final class SseParser {
    private static final int MAX_EVENT = 1 << 20;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};

    private final Consumer<byte[]> events;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    /** Where in the line we are: within the field name, right behind its colon, or within a value. */
    private enum Place {
        NAME,
        AFTER_COLON,
        VALUE,
        IGNORED
    }

    private Place place = Place.NAME;
    private int nameLength;
    private boolean hasData;
    private boolean tooLarge;
    private boolean afterCarriageReturn;

    /** Creates a parser that hands on the data of each event. */
    SseParser(Consumer<byte[]> events) {
        this.events = events;
    }

    /** Reads on. */
    void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte next = bytes[i];
            if (next == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterCarriageReturn = next == '\r';
                endOfLine();
            } else {
                afterCarriageReturn = false;
                within(next);
            }
        }
    }

    private void within(byte next) {
        switch (place) {
            case NAME -> name(next);
            case AFTER_COLON -> {
                place = Place.VALUE;
                if (next != ' ') {
                    keep(next);
                }
            }
            case VALUE -> keep(next);
            case IGNORED -> {
                // The rest of a line that says nothing to us.
            }
        }
    }

    private void name(byte next) {
        if (next == ':') {
            place = nameLength == DATA.length ? Place.AFTER_COLON : Place.IGNORED;
            if (place == Place.AFTER_COLON) {
                beginData();
            }
        } else if (nameLength < DATA.length && next == DATA[nameLength]) {
            nameLength++;
        } else {
            place = Place.IGNORED;
        }
    }

    private void beginData() {
        if (hasData) {
            keep((byte) '\n');
        }
        hasData = true;
    }

    private void keep(byte next) {
        if (data.size() >= MAX_EVENT) {
            tooLarge = true;
        } else {
            data.write(next);
        }
    }

    private void endOfLine() {
        boolean empty = place == Place.NAME && nameLength == 0;
        if (place == Place.NAME && nameLength == DATA.length) {
            // "data" without a colon is an empty data line.
            beginData();
        }
        place = Place.NAME;
        nameLength = 0;
        if (empty) {
            dispatch();
        }
    }

    private void dispatch() {
        if (hasData && !tooLarge) {
            events.accept(data.toByteArray());
        }
        data.reset();
        hasData = false;
        tooLarge = false;
    }
}
