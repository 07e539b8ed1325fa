package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;

/** Copies one JSON value from characters into a writer, checking it on the way. */
final class JsonEcho {
    private static final int MAX_DEPTH = 2 * JsonReader.MAX_DEPTH;

    /** Writes what stands for a part, {@code #k}; {@code spread} where its elements join the array around it. */
    interface Parts {
        void write(int part, boolean spread, JsonWriter to) throws MalformedFormException;
    }

    private final char[] chars;
    private final int end;
    private final Parts parts;
    private int at;

    JsonEcho(char[] chars, int from, int end, Parts parts) {
        this.chars = chars;
        this.at = from;
        this.end = end;
        this.parts = parts;
    }

    static Parts none() {
        return (part, spread, to) -> {
            throw new MalformedFormException("a part where none can be");
        };
    }

    int position() {
        return at;
    }

    void value(JsonWriter to) throws MalformedFormException {
        value(to, 0);
    }

    /** Reads a string and returns it decoded. */
    String string() throws MalformedFormException {
        if (at >= end || chars[at] != '"') {
            throw broken();
        }
        int from = ++at;
        while (at < end && chars[at] != '"' && chars[at] != '\\') {
            at++;
        }
        if (at < end && chars[at] == '"') {
            return new String(chars, from, at++ - from);
        }
        StringBuilder decoded = new StringBuilder();
        decoded.append(chars, from, at - from);
        while (at < end && chars[at] != '"') {
            char c = chars[at++];
            decoded.append(c == '\\' ? escape() : c);
        }
        if (at >= end) {
            throw broken();
        }
        at++;
        return decoded.toString();
    }

    /** Writes the elements of the array at the current place without its brackets. */
    void elements(JsonWriter to) throws MalformedFormException {
        expect('[');
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(to, 1);
            if (peek() != ',') {
                expect(']');
                return;
            }
            at++;
        }
    }

    private void value(JsonWriter to, int depth) throws MalformedFormException {
        if (depth > MAX_DEPTH) {
            throw broken();
        }
        switch (peek()) {
            case '{' -> object(to, depth + 1);
            case '[' -> array(to, depth + 1);
            case '"' -> {
                String text = string();
                to.string(text, 0, text.length());
            }
            case '#' -> {
                at++;
                parts.write(partNumber(), false, to);
            }
            default -> literal(to);
        }
    }

    private void object(JsonWriter to, int depth) throws MalformedFormException {
        at++;
        to.beginObject();
        if (peek() == '}') {
            at++;
            to.endObject();
            return;
        }
        while (true) {
            String name = string();
            to.name(name, 0, name.length());
            expect(':');
            value(to, depth);
            if (peek() != ',') {
                expect('}');
                to.endObject();
                return;
            }
            at++;
        }
    }

    private void array(JsonWriter to, int depth) throws MalformedFormException {
        at++;
        to.beginArray();
        if (peek() == ']') {
            at++;
            to.endArray();
            return;
        }
        while (true) {
            if (peek() == '.') {
                expect('.');
                expect('.');
                expect('.');
                expect('#');
                parts.write(partNumber(), true, to);
            } else {
                value(to, depth);
            }
            if (peek() != ',') {
                expect(']');
                to.endArray();
                return;
            }
            at++;
        }
    }

    private int partNumber() throws MalformedFormException {
        int number = 0;
        int from = at;
        while (at < end && chars[at] >= '0' && chars[at] <= '9' && at - from < 7) {
            number = number * 10 + chars[at++] - '0';
        }
        if (number == 0 || chars[from] == '0') {
            throw broken();
        }
        return number;
    }

    private void literal(JsonWriter to) throws MalformedFormException {
        int stop = at;
        while (stop < end && ",]}".indexOf(chars[stop]) < 0 && chars[stop] > ' ') {
            stop++;
        }
        // A literal may be followed by anything in a cell, so the longest one is taken.
        int number = JsonSyntax.numberEnd(chars, at, stop);
        int literalEnd = number >= 0 ? number : stop;
        if (!JsonSyntax.isLiteral(chars, at, literalEnd)) {
            throw broken();
        }
        to.literal(chars, at, literalEnd);
        at = literalEnd;
    }

    private char escape() throws MalformedFormException {
        char c = at < end ? chars[at++] : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = at + 4 <= end ? JsonSyntax.hex(chars, at) : -1;
                if (code < 0) {
                    throw broken();
                }
                at += 4;
                yield (char) code;
            }
            default -> throw broken();
        };
    }

    private char peek() {
        return at < end ? chars[at] : 0;
    }

    private void expect(char c) throws MalformedFormException {
        if (peek() != c || at >= end) {
            throw broken();
        }
        at++;
    }

    private static MalformedFormException broken() {
        return new MalformedFormException("broken JSON");
    }
}
