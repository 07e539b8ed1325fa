package io.headroom.deploy.edit.toml;

import io.headroom.deploy.edit.EditRefusedException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a TOML document into maps: the second opinion on what an edit did. It is written from the specification alone and shares nothing
 * with the parser or the scanner by which edits are placed, so that a mistake of theirs does not confirm itself. One pass, linear.
 *
 * @see <a href="https://toml.io/en/v1.1.0">TOML 1.1</a>
 */
final class TomlReader {
    private static final int MAX_DEPTH = 512;

    private final String text;
    private int at;
    private int depth;
    private final Map<String, Object> root = new LinkedHashMap<>();
    /** Tables that headers may not open again: named by a header, or made by dotted keys. */
    private final Set<Object> closed = identitySet();
    /** Tables made by dotted keys: no header may name them. */
    private final Set<Object> dotted = identitySet();
    /** Arrays of tables, to which headers append. */
    private final Set<Object> arraysOfTables = identitySet();
    /** Inline tables, to which nothing may be added. */
    private final Set<Object> sealed = identitySet();

    private TomlReader(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @param text without a byte order mark
     * @return maps, lists, strings, booleans, longs, doubles and {@code java.time} values, in the document's order
     * @throws EditRefusedException if it is no TOML
     */
    static Map<String, Object> read(String text) throws EditRefusedException {
        TomlReader reader = new TomlReader(text);
        reader.document();
        return reader.root;
    }

    private static Set<Object> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void document() throws EditRefusedException {
        Map<String, Object> table = root;
        while (true) {
            blanksLinesComments();
            if (at >= text.length()) {
                return;
            }
            if (peek() == '[') {
                table = header();
            } else {
                pair(table);
            }
            blanks();
            comment();
            if (at < text.length() && !lineBreak()) {
                throw refused("the line should end here");
            }
        }
    }

    private Map<String, Object> header() throws EditRefusedException {
        boolean array = text.startsWith("[[", at);
        at += array ? 2 : 1;
        blanks();
        List<String> path = key();
        expect(']');
        if (array) {
            expect(']');
        }
        Map<String, Object> table = root;
        for (String name : path.subList(0, path.size() - 1)) {
            table = below(table, name);
        }
        String last = path.get(path.size() - 1);
        return array ? append(table, last) : open(table, last);
    }

    private Map<String, Object> below(Map<String, Object> table, String name) throws EditRefusedException {
        Object found = table.get(name);
        if (found == null) {
            return child(table, name);
        }
        if (arraysOfTables.contains(found)) {
            List<Map<String, Object>> tables = asTables(found);
            return tables.get(tables.size() - 1);
        }
        return asTable(found, name);
    }

    private Map<String, Object> open(Map<String, Object> table, String name) throws EditRefusedException {
        Map<String, Object> opened = table.containsKey(name) ? asTable(table.get(name), name) : child(table, name);
        if (dotted.contains(opened) || !closed.add(opened)) {
            throw refused("\"" + name + "\" is there twice");
        }
        return opened;
    }

    private Map<String, Object> append(Map<String, Object> table, String name) throws EditRefusedException {
        Object found = table.get(name);
        if (found == null) {
            found = new ArrayList<Map<String, Object>>();
            arraysOfTables.add(found);
            table.put(name, found);
        } else if (!arraysOfTables.contains(found)) {
            throw refused("\"" + name + "\" is there twice");
        }
        Map<String, Object> element = new LinkedHashMap<>();
        closed.add(element);
        asTables(found).add(element);
        return element;
    }

    private void pair(Map<String, Object> start) throws EditRefusedException {
        List<String> path = key();
        expect('=');
        blanks();
        Map<String, Object> table = start;
        for (String name : path.subList(0, path.size() - 1)) {
            Object found = table.get(name);
            if (found == null) {
                table = child(table, name);
                dotted.add(table);
            } else {
                table = asTable(found, name);
                if (closed.contains(table)) {
                    throw refused("\"" + name + "\" is there twice");
                }
            }
        }
        String last = path.get(path.size() - 1);
        Object value = value();
        if (table.putIfAbsent(last, value) != null) {
            throw refused("\"" + last + "\" is there twice");
        }
    }

    private List<String> key() throws EditRefusedException {
        List<String> path = new ArrayList<>();
        do {
            blanks();
            char c = peek();
            if (c == '"' || c == '\'') {
                path.add(string(c));
            } else {
                int from = at;
                while (at < text.length() && bareKey(text.charAt(at))) {
                    at++;
                }
                if (from == at) {
                    throw refused("a key should stand here");
                }
                path.add(text.substring(from, at));
            }
            blanks();
        } while (taken('.'));
        return path;
    }

    private static boolean bareKey(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private Object value() throws EditRefusedException {
        if (++depth > MAX_DEPTH) {
            throw refused("values are nested more than " + MAX_DEPTH + " deep");
        }
        Object value = switch (peek()) {
            case '"', '\'' -> text.startsWith(String.valueOf(peek()).repeat(3), at) ? block(peek()) : string(peek());
            case '[' -> array();
            case '{' -> inlineTable();
            default -> bareValue();
        };
        depth--;
        return value;
    }

    private List<Object> array() throws EditRefusedException {
        List<Object> elements = new ArrayList<>();
        at++;
        blanksLinesComments();
        while (!taken(']')) {
            elements.add(value());
            blanksLinesComments();
            if (!taken(',') && peek() != ']') {
                throw refused("a comma or ] should stand here");
            }
            blanksLinesComments();
        }
        return elements;
    }

    private Map<String, Object> inlineTable() throws EditRefusedException {
        Map<String, Object> table = new LinkedHashMap<>();
        at++;
        blanksLinesComments();
        while (!taken('}')) {
            pair(table);
            blanksLinesComments();
            if (!taken(',') && peek() != '}') {
                throw refused("a comma or } should stand here");
            }
            blanksLinesComments();
        }
        seal(table);
        return table;
    }

    private void seal(Map<String, Object> table) {
        sealed.add(table);
        for (Object member : table.values()) {
            if (dotted.contains(member) && member instanceof Map<?, ?> map) {
                seal(asStringMap(map));
            }
        }
    }

    private String string(char quote) throws EditRefusedException {
        at++;
        StringBuilder decoded = new StringBuilder();
        while (peek() != quote) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                throw refused("a string does not end");
            }
            at = c == '\\' && quote == '"' ? escape(decoded) : plain(decoded, c);
        }
        at++;
        return decoded.toString();
    }

    private String block(char quote) throws EditRefusedException {
        String fence = String.valueOf(quote).repeat(3);
        at += 3;
        lineBreak();
        StringBuilder decoded = new StringBuilder();
        while (!text.startsWith(fence, at)) {
            char c = peek();
            if (c == '\\' && quote == '"' && text.substring(at + 1, lineEnd(at)).isBlank()) {
                at++;
                while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
            } else {
                at = c == '\\' && quote == '"' ? escape(decoded) : plain(decoded, c);
            }
        }
        at += 3;
        for (int extra = 0; extra < 2 && at < text.length() && text.charAt(at) == quote; extra++) {
            decoded.append(quote);
            at++;
        }
        return decoded.toString();
    }

    private int plain(StringBuilder decoded, char c) throws EditRefusedException {
        // A line break reads the same on every system, whichever the file has.
        if (c == '\r' && text.startsWith("\r\n", at)) {
            decoded.append('\n');
            return at + 2;
        }
        if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7F) {
            throw refused("a control character stands in a string");
        }
        decoded.append(c);
        return at + 1;
    }

    private int escape(StringBuilder decoded) throws EditRefusedException {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int simple = "btnfre\"\\".indexOf(kind);
        if (simple >= 0) {
            decoded.append("\b\t\n\f\r\u001B\"\\".charAt(simple));
            return at + 2;
        }
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        int end = at + 2 + digits;
        if (digits == 0 || end > text.length()) {
            throw refused("an escape is not known");
        }
        try {
            decoded.appendCodePoint(Integer.parseUnsignedInt(text, at + 2, end, 16));
        } catch (IllegalArgumentException e) {
            throw refused("an escape is no character");
        }
        return end;
    }

    private Object bareValue() throws EditRefusedException {
        int from = at;
        word();
        // A date and a time may have one blank between them.
        if (TomlScalar.date(text.substring(from, at)) && text.startsWith(" ", at) && digit(at + 1)) {
            at++;
            word();
        }
        try {
            return TomlScalar.of(text.substring(from, at));
        } catch (DateTimeException | NumberFormatException e) {
            at = from;
            throw refused("a value should stand here");
        }
    }

    private void word() {
        while (at < text.length() && (bareKey(text.charAt(at)) || "+.:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
    }

    private boolean digit(int offset) {
        return offset < text.length() && text.charAt(offset) >= '0' && text.charAt(offset) <= '9';
    }

    private Map<String, Object> child(Map<String, Object> table, String name) throws EditRefusedException {
        if (sealed.contains(table)) {
            throw refused("an inline table cannot be extended");
        }
        Map<String, Object> child = new LinkedHashMap<>();
        table.put(name, child);
        return child;
    }

    private Map<String, Object> asTable(Object found, String name) throws EditRefusedException {
        if (found instanceof Map<?, ?> map && !sealed.contains(found)) {
            return asStringMap(map);
        }
        throw refused("\"" + name + "\" is not a table that can be extended");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asStringMap(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> asTables(Object list) {
        return (List<Map<String, Object>>) list;
    }

    private void blanksLinesComments() throws EditRefusedException {
        do {
            blanks();
            comment();
        } while (lineBreak());
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void comment() throws EditRefusedException {
        if (at < text.length() && text.charAt(at) == '#') {
            int end = lineEnd(at);
            for (; at < end; at++) {
                char c = text.charAt(at);
                if ((c < ' ' && c != '\t') || c == 0x7F) {
                    throw refused("a control character stands in a comment");
                }
            }
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        if (end < 0) {
            return text.length();
        }
        return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private boolean lineBreak() {
        int length = text.startsWith("\r\n", at) ? 2 : text.startsWith("\n", at) ? 1 : 0;
        at += length;
        return length > 0;
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws EditRefusedException {
        if (!taken(c)) {
            throw refused(c + " should stand here");
        }
    }

    private char peek() throws EditRefusedException {
        if (at >= text.length()) {
            throw refused("the document ends too early");
        }
        return text.charAt(at);
    }

    private EditRefusedException refused(String reason) {
        return TomlText.refused(text, Math.min(at, text.length()), reason);
    }
}
