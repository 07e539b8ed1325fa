package io.headroom.workload.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of a JSON document (RFC 8259): structure and literals as they are spelled, strings decoded. Two documents with equal tokens
 * are the same data in the sense of {@code Fidelity.DATA}. Depth is limited by memory alone, since nothing here recurses.
 */
public final class JsonTokens {
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private JsonTokens(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @param text any text
     * @return its tokens, strings with a leading quote, or empty if the text is no JSON document
     */
    public static Optional<List<String>> of(String text) {
        JsonTokens reader = new JsonTokens(text);
        try {
            reader.read();
            return Optional.of(reader.tokens);
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    private void read() {
        boolean more = true;
        while (more) {
            value();
            more = behindValue();
        }
        space();
        if (at < text.length()) {
            throw new NotJson();
        }
    }

    /** Reads one value that is no container, or opens containers until there is one. */
    private void value() {
        char c = next();
        while (c == '[' || c == '{') {
            structure(c);
            open.push(c);
            if (peek() == (c == '[' ? ']' : '}')) {
                return;
            }
            if (c == '{') {
                name();
            }
            c = next();
        }
        if (c == '"') {
            string();
        } else {
            literal();
        }
    }

    /** Closes what ends here. Tells whether a further value follows. */
    private boolean behindValue() {
        while (!open.isEmpty()) {
            char c = next();
            char container = open.peek();
            structure(c);
            if (c == ',') {
                if (container == '{') {
                    name();
                }
                return true;
            }
            if (c != (container == '[' ? ']' : '}')) {
                throw new NotJson();
            }
            open.pop();
        }
        return false;
    }

    private void name() {
        if (next() != '"') {
            throw new NotJson();
        }
        string();
        if (next() != ':') {
            throw new NotJson();
        }
        structure(':');
    }

    private void structure(char c) {
        tokens.add(String.valueOf(c));
        at++;
    }

    private void string() {
        StringBuilder out = new StringBuilder("\"");
        at++;
        while (true) {
            char c = raw();
            if (c == '"') {
                tokens.add(out.toString());
                return;
            }
            if (c < ' ') {
                throw new NotJson();
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = raw();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new NotJson();
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = raw();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new NotJson();
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private void literal() {
        int start = at;
        while (at < text.length() && ",]}: \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(start, at);
        boolean word = literal.equals("true") || literal.equals("false") || literal.equals("null");
        if (!word && !number(literal)) {
            throw new NotJson();
        }
        tokens.add(literal);
    }

    private static boolean number(String literal) {
        int i = literal.startsWith("-") ? 1 : 0;
        int whole = digits(literal, i);
        if (whole == i || (literal.charAt(i) == '0' && whole > i + 1)) {
            return false;
        }
        i = whole;
        if (i < literal.length() && literal.charAt(i) == '.') {
            int fraction = digits(literal, i + 1);
            if (fraction == i + 1) {
                return false;
            }
            i = fraction;
        }
        if (i < literal.length() && (literal.charAt(i) == 'e' || literal.charAt(i) == 'E')) {
            i++;
            if (i < literal.length() && (literal.charAt(i) == '+' || literal.charAt(i) == '-')) {
                i++;
            }
            int exponent = digits(literal, i);
            if (exponent == i) {
                return false;
            }
            i = exponent;
        }
        return i == literal.length();
    }

    private static int digits(String literal, int from) {
        int i = from;
        while (i < literal.length() && literal.charAt(i) >= '0' && literal.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character behind white space, not consumed. */
    private char next() {
        char c = peek();
        if (c == 0) {
            throw new NotJson();
        }
        return c;
    }

    private char peek() {
        space();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char raw() {
        if (at >= text.length()) {
            throw new NotJson();
        }
        return text.charAt(at++);
    }

    private static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super(null, null, false, false);
        }
    }
}
