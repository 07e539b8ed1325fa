package io.headroom.compress.json;

/**
 * Reads JSON (RFC 8259) strictly into {@link JsonNodes}, in one pass. Numbers stay as they are spelled. Comments, NaN, a repeated
 * member name and more than {@value #MAX_DEPTH} levels are refused, as what we print for them would not be what was read.
 */
final class JsonReader {
    static final int MAX_DEPTH = 200;

    private final JsonNodes nodes;
    private final Steps steps;
    private final MemberNames names;
    private char[] chars;
    private int at;
    private int end;
    private int reported;
    private boolean unicodeEscapes;

    JsonReader(JsonNodes nodes, Steps steps) {
        this.nodes = nodes;
        this.steps = steps;
        this.names = new MemberNames(nodes);
        this.chars = nodes.chars;
    }

    /** Whether a {@code \}{@code u} escape of a character beyond ASCII was read. */
    boolean sawUnicodeEscapes() {
        return unicodeEscapes;
    }

    /** Where the last value ended. */
    int position() {
        return at;
    }

    /** Reads the one value of a slice, white space around it allowed. Returns its node, or -1. */
    int readAll(int from, int to) {
        int mark = nodes.size();
        int root = readOne(from, to);
        if (root >= 0) {
            skipSpace();
            if (at == to) {
                return root;
            }
            nodes.truncate(mark);
        }
        return -1;
    }

    /** Reads a value at the start of a slice. Returns its node, or -1. */
    int readOne(int from, int to) {
        int mark = nodes.size();
        at = from;
        reported = from;
        end = to;
        chars = nodes.chars;
        skipSpace();
        boolean read = value(0, -1) && names.distinctFrom(mark);
        report();
        if (!read) {
            nodes.truncate(mark);
            return -1;
        }
        return mark;
    }

    private void report() {
        steps.add(at - reported);
        reported = at;
    }

    private void skipSpace() {
        while (at < end) {
            char c = chars[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private boolean value(int depth, int key) {
        if (at >= end) {
            return false;
        }
        if (at - reported > Steps.PORTION) {
            report();
        }
        char c = chars[at];
        return switch (c) {
            case '{' -> depth < MAX_DEPTH && object(depth + 1, key);
            case '[' -> depth < MAX_DEPTH && array(depth + 1, key);
            case '"' -> {
                int node = nodes.add(JsonNodes.STRING, key, at + 1);
                yield string(node);
            }
            case 't' -> word("true", JsonNodes.TRUE, key);
            case 'f' -> word("false", JsonNodes.FALSE, key);
            case 'n' -> word("null", JsonNodes.NULL, key);
            default -> number(key);
        };
    }

    private boolean object(int depth, int key) {
        int node = nodes.add(JsonNodes.OBJECT, key, at++);
        skipSpace();
        if (at < end && chars[at] == '}') {
            nodes.close(node, ++at);
            return true;
        }
        while (true) {
            int name = name();
            if (name < 0) {
                return false;
            }
            skipSpace();
            if (at >= end || chars[at++] != ':') {
                return false;
            }
            skipSpace();
            if (!value(depth, name)) {
                return false;
            }
            skipSpace();
            if (at >= end) {
                return false;
            }
            char c = chars[at++];
            if (c == '}') {
                nodes.close(node, at);
                return true;
            }
            if (c != ',') {
                return false;
            }
            skipSpace();
        }
    }

    private boolean array(int depth, int key) {
        int node = nodes.add(JsonNodes.ARRAY, key, at++);
        skipSpace();
        if (at < end && chars[at] == ']') {
            nodes.close(node, ++at);
            return true;
        }
        while (true) {
            if (!value(depth, -1)) {
                return false;
            }
            skipSpace();
            if (at >= end) {
                return false;
            }
            char c = chars[at++];
            if (c == ']') {
                nodes.close(node, at);
                return true;
            }
            if (c != ',') {
                return false;
            }
            skipSpace();
        }
    }

    private int name() {
        if (at >= end || chars[at] != '"') {
            return -1;
        }
        int from = at + 1;
        int stop = plainEnd(from);
        if (stop < 0) {
            return -1;
        }
        if (chars[stop] == '"') {
            at = stop + 1;
            return nodes.keys.intern(chars, from, stop);
        }
        int decoded = nodes.charCount();
        if (!decode(from, stop)) {
            return -1;
        }
        return nodes.keys.intern(chars, decoded, nodes.charCount());
    }

    private boolean string(int node) {
        int from = at + 1;
        int stop = plainEnd(from);
        if (stop < 0) {
            return false;
        }
        if (chars[stop] == '"') {
            at = stop + 1;
            nodes.close(node, stop);
            return true;
        }
        int decoded = nodes.charCount();
        if (!decode(from, stop)) {
            return false;
        }
        nodes.place(node, decoded, nodes.charCount());
        return true;
    }

    /** The closing quote or the first backslash; -1 for a control character or the end of the text. */
    private int plainEnd(int from) {
        char[] c = chars;
        int i = from;
        while (i < end) {
            int limit = Math.min(end, i + Steps.PORTION);
            for (; i < limit; i++) {
                char x = c[i];
                if (x == '"' || x == '\\') {
                    return i;
                }
                if (x < ' ') {
                    at = i;
                    return -1;
                }
            }
            at = i;
            report();
        }
        return -1;
    }

    /** Appends the decoded string to the characters. */
    private boolean decode(int from, int firstEscape) {
        int copied = from;
        int i = firstEscape;
        while (i >= 0) {
            nodes.append(copied, i);
            chars = nodes.chars;
            if (chars[i] == '"') {
                at = i + 1;
                return true;
            }
            if (i + 1 >= end) {
                return false;
            }
            int width = escape(i + 1);
            if (width == 0) {
                return false;
            }
            copied = i + 1 + width;
            i = plainEnd(copied);
        }
        return false;
    }

    private int escape(int i) {
        char c = chars[i];
        char decoded = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
        if (decoded != 0) {
            nodes.append(decoded);
            return 1;
        }
        int code = c == 'u' && i + 4 < end ? JsonSyntax.hex(chars, i + 1) : -1;
        if (code < 0) {
            return 0;
        }
        unicodeEscapes |= code > '~';
        nodes.append((char) code);
        return 5;
    }

    private boolean word(String word, byte kind, int key) {
        int length = word.length();
        if (at + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (chars[at + i] != word.charAt(i)) {
                return false;
            }
        }
        int node = nodes.add(kind, key, at);
        at += length;
        nodes.close(node, at);
        return true;
    }

    private boolean number(int key) {
        int from = at;
        int stop = JsonSyntax.numberEnd(chars, at, end);
        if (stop < 0) {
            return false;
        }
        int node = nodes.add(JsonNodes.NUMBER, key, from);
        at = stop;
        nodes.close(node, stop);
        return true;
    }
}
