package io.headroom.api.change;

import io.headroom.api.change.Change.JsonSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recursive descent over RFC 8259, the same with comments and trailing commas, or JSON5 (spec.json5.org), in one pass of linear cost.
 * Where a document is well formed in a wider syntax alone, the reason names what is too much.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 512;

    private final String text;
    private final JsonSyntax syntax;
    private int at;
    private int depth;
    private int line = 1;
    private int lineStart;

    JsonReader(String text, JsonSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    JsonValue document() throws MalformedDocumentException {
        if (text.startsWith("\uFEFF")) {
            at = 1;
            lineStart = 1;
        }
        space();
        if (at == text.length()) {
            throw wrong("an empty file");
        }
        JsonValue root = value();
        space();
        if (at < text.length()) {
            throw wrong("something behind the end of the document");
        }
        return root;
    }

    private JsonValue value() throws MalformedDocumentException {
        int from = line;
        char c = peek();
        switch (c) {
            case '{':
                return object(from);
            case '[':
                return array(from);
            case '"', '\'':
                return new JsonValue(JsonValue.Kind.STRING, string(), Map.of(), List.of(), from);
            default:
                return scalar(from);
        }
    }

    private JsonValue object(int from) throws MalformedDocumentException {
        enter();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        space();
        while (peek() != '}') {
            String name = name();
            space();
            expect(':');
            space();
            members.put(name, value());
            separator('}');
        }
        leave();
        return new JsonValue(JsonValue.Kind.OBJECT, "", members, List.of(), from);
    }

    private JsonValue array(int from) throws MalformedDocumentException {
        enter();
        List<JsonValue> elements = new ArrayList<>();
        space();
        while (peek() != ']') {
            elements.add(value());
            separator(']');
        }
        leave();
        return new JsonValue(JsonValue.Kind.ARRAY, "", Map.of(), elements, from);
    }

    private void separator(char end) throws MalformedDocumentException {
        space();
        if (peek() == end) {
            return;
        }
        int commaLine = line;
        int commaColumn = at - lineStart + 1;
        expect(',');
        space();
        if (peek() == end && syntax == JsonSyntax.STRICT) {
            throw new MalformedDocumentException(commaLine, commaColumn, "a trailing comma");
        }
    }

    private String name() throws MalformedDocumentException {
        char c = peek();
        if (c == '"' || c == '\'') {
            return string();
        }
        if (syntax != JsonSyntax.JSON5 || !startsName(c)) {
            throw wrong(startsName(c) ? "a name without quotes" : "'" + c + "' where a name is expected");
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length() && (startsName(text.charAt(at)) || continuesName(text.charAt(at)))) {
            if (text.charAt(at) == '\\') {
                at++;
                expect('u');
                out.append((char) hex(4));
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    private static boolean startsName(char c) {
        return c == '$' || c == '_' || c == '\\' || Character.isLetter(c) || Character.isSurrogate(c);
    }

    private static boolean continuesName(char c) {
        return (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
                || c == '\u200C'
                || c == '\u200D';
    }

    private String string() throws MalformedDocumentException {
        char quote = text.charAt(at);
        if (quote == '\'' && syntax != JsonSyntax.JSON5) {
            throw wrong("a string in single quotes");
        }
        at++;
        StringBuilder out = new StringBuilder();
        for (char c = peek(); c != quote; c = peek()) {
            if (c == '\\') {
                at++;
                escape(out);
            } else if (c == '\n' || c == '\r' || (c < ' ' && syntax != JsonSyntax.JSON5)) {
                throw wrong("a line break or control character inside a string");
            } else {
                out.append(c);
                at++;
            }
        }
        at++;
        return out.toString();
    }

    private void escape(StringBuilder out) throws MalformedDocumentException {
        char c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> out.append((char) hex(4));
            default -> escape5(c, out);
        }
    }

    private void escape5(char c, StringBuilder out) throws MalformedDocumentException {
        if (syntax != JsonSyntax.JSON5 || (c >= '1' && c <= '9')) {
            at--;
            throw wrong("an escape that is not known, '\\" + c + "'");
        }
        switch (c) {
            case 'v' -> out.append('\u000B');
            case '0' -> out.append('\0');
            case 'x' -> out.append((char) hex(2));
            case '\r' -> {
                at -= at < text.length() && text.charAt(at) == '\n' ? 0 : 1;
                newLine();
            }
            case '\n' -> {
                at--;
                newLine();
            }
            case '\u2028', '\u2029' -> {}
            default -> out.append(c);
        }
    }

    private int hex(int digits) throws MalformedDocumentException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw wrong("'" + peek() + "' where a hexadecimal digit is expected");
            }
            value = value * 16 + digit;
            at++;
        }
        return value;
    }

    private JsonValue scalar(int from) throws MalformedDocumentException {
        int start = at;
        while (at < text.length() && isScalar(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        JsonValue.Kind kind = switch (word) {
            case "true", "false" -> JsonValue.Kind.BOOLEAN;
            case "null" -> JsonValue.Kind.NULL;
            default -> JsonValue.Kind.NUMBER;
        };
        if (kind == JsonValue.Kind.NUMBER && !JsonNumber.accepts(word, syntax)) {
            at = start;
            throw wrong(
                    word.isEmpty()
                            ? "'" + peek() + "' where a value is expected"
                            : "'" + word + "', which is no value");
        }
        return new JsonValue(kind, word, Map.of(), List.of(), from);
    }

    private static boolean isScalar(char c) {
        return c == '+' || c == '-' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private void space() throws MalformedDocumentException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                newLine();
            } else if (c == '/') {
                comment();
            } else if (c == ' ' || c == '\t' || (syntax == JsonSyntax.JSON5 && isSpace5(c))) {
                at++;
            } else {
                return;
            }
        }
    }

    private static boolean isSpace5(char c) {
        return c == '\u000B' || c == '\f' || c == '\uFEFF' || Character.isSpaceChar(c);
    }

    private void comment() throws MalformedDocumentException {
        boolean toLineEnd = text.startsWith("//", at);
        if (!toLineEnd && !text.startsWith("/*", at)) {
            throw wrong("a lone '/'");
        }
        if (syntax == JsonSyntax.STRICT) {
            throw wrong("a comment");
        }
        if (!toLineEnd) {
            blockComment();
            return;
        }
        while (at < text.length() && "\n\r\u2028\u2029".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void blockComment() throws MalformedDocumentException {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw wrong("a comment without an end");
        }
        while (at < end) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                newLine();
            } else {
                at++;
            }
        }
        at = end + 2;
    }

    private void newLine() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
        lineStart = at;
    }

    private void enter() throws MalformedDocumentException {
        if (++depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " levels");
        }
        at++;
    }

    private void leave() {
        depth--;
        at++;
    }

    private char peek() throws MalformedDocumentException {
        if (at >= text.length()) {
            throw wrong("the end of the file where more is expected");
        }
        return text.charAt(at);
    }

    private void expect(char c) throws MalformedDocumentException {
        if (peek() != c) {
            throw wrong("'" + peek() + "' where '" + c + "' is expected");
        }
        at++;
    }

    private MalformedDocumentException wrong(String reason) {
        return new MalformedDocumentException(line, at - lineStart + 1, reason);
    }
}
