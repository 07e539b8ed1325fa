package io.headroom.deploy.edit.toml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;

/**
 * Where everything stands in a TOML document that a parser has accepted: headers, keys, and the ends of values, which the parser does not
 * tell. It skips values without understanding them. One pass, linear; offsets count characters.
 */
final class TomlLayout {
    private final String text;
    private final List<Statement> statements = new ArrayList<>();

    /** What a statement is. */
    enum Kind {
        /** {@code [a.b]}. */
        TABLE,
        /** {@code [[a.b]]}. */
        ARRAY_OF_TABLES,
        /** {@code a.b = value}. */
        PAIR
    }

    /**
     * A header or a pair.
     *
     * @param kind which
     * @param path the whole path, from the root on
     * @param header the header above; null in the root and for headers
     * @param inArray whether the path leads through an array of tables, and so names no single place
     * @param lineStart where its line starts
     * @param start where its key starts, or its bracket
     * @param keyEnd where its key ends, or its last bracket
     * @param valueStart where its value starts; for headers as {@code keyEnd}
     * @param valueEnd where its value ends; for headers as {@code keyEnd}
     * @param lineEnd where the next line starts
     */
    record Statement(
            Kind kind,
            List<String> path,
            @Nullable Statement header,
            boolean inArray,
            int lineStart,
            int start,
            int keyEnd,
            int valueStart,
            int valueEnd,
            int lineEnd) {
        boolean pair() {
            return kind == Kind.PAIR;
        }

        int headerLength() {
            return header == null ? 0 : header.path.size();
        }

        boolean under(List<String> prefix) {
            return path.size() > prefix.size() && path.subList(0, prefix.size()).equals(prefix);
        }
    }

    /**
     * A member of an inline table.
     *
     * @param path the whole path, from the root on
     * @param start where its key starts
     * @param keyEnd where its key ends
     * @param valueStart where its value starts
     * @param valueEnd where its value ends
     */
    record Member(List<String> path, int start, int keyEnd, int valueStart, int valueEnd) {}

    /**
     * A part of the document.
     *
     * @param start its first character
     * @param end behind its last character
     */
    record Span(int start, int end) {}

    private TomlLayout(String text) {
        this.text = text;
    }

    /**
     * Looks a document over.
     *
     * @param text a document that a parser has accepted
     * @return its layout
     */
    static TomlLayout of(String text) {
        TomlLayout layout = new TomlLayout(text);
        layout.scan();
        return layout;
    }

    String text() {
        return text;
    }

    /** The line end of the document: that of its first line. */
    String newline() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    List<Statement> statements() {
        return statements;
    }

    /** The pair that has exactly this path, outside of inline tables. */
    Optional<Statement> pair(List<String> path) {
        return statements.stream()
                .filter(s -> s.pair() && !s.inArray && s.path.equals(path))
                .findFirst();
    }

    /** The header of exactly this table. */
    Optional<Statement> table(List<String> path) {
        return statements.stream()
                .filter(s -> s.kind == Kind.TABLE && !s.inArray && s.path.equals(path))
                .findFirst();
    }

    /** The first header of exactly this array of tables. */
    Optional<Statement> arrayOfTables(List<String> path) {
        return statements.stream()
                .filter(s -> s.kind == Kind.ARRAY_OF_TABLES && s.path.equals(path))
                .findFirst();
    }

    /** The last pair whose dotted key makes or fills this table. */
    Optional<Statement> lastDotted(List<String> table) {
        return statements.stream()
                .filter(s -> s.pair() && !s.inArray && s.headerLength() < table.size() && s.under(table))
                .reduce((first, second) -> second);
    }

    /** The last pair under exactly this header; null: before the first header. */
    Optional<Statement> lastPairOf(@Nullable Statement header) {
        return statements.stream()
                .filter(s -> s.pair() && startOf(s.header) == startOf(header))
                .reduce((first, second) -> second);
    }

    private static int startOf(@Nullable Statement header) {
        return header == null ? -1 : header.start;
    }

    boolean inlineTable(Span value) {
        return text.charAt(value.start) == '{';
    }

    boolean array(Span value) {
        return text.charAt(value.start) == '[';
    }

    /** The members of an inline table. */
    List<Member> members(Span table, List<String> path) {
        List<Member> members = new ArrayList<>();
        int at = skipTrivia(table.start + 1);
        while (at < table.end - 1) {
            int start = at;
            int equals = keyEnd(at, '=');
            int keyEnd = trimmed(start, equals);
            int value = blanks(equals + 1);
            int end = valueEnd(value);
            members.add(new Member(joined(path, key(start, keyEnd)), start, keyEnd, value, end));
            at = skipTrivia(end);
            if (text.charAt(at) == ',') {
                at = skipTrivia(at + 1);
            }
        }
        return members;
    }

    /** The elements of an array. */
    List<Span> elements(Span array) {
        List<Span> elements = new ArrayList<>();
        int at = skipTrivia(array.start + 1);
        while (at < array.end - 1) {
            int end = valueEnd(at);
            elements.add(new Span(at, end));
            at = skipTrivia(end);
            if (text.charAt(at) == ',') {
                at = skipTrivia(at + 1);
            }
        }
        return elements;
    }

    /** Where a value ends that starts here. */
    int valueEnd(int start) {
        char c = text.charAt(start);
        if (c == '"' || c == '\'') {
            return stringEnd(start);
        }
        if (c == '[' || c == '{') {
            return nestedEnd(start);
        }
        int end = start;
        while (end < text.length() && ",]}#\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return trimmed(start, end);
    }

    /** The first offset from here on that is neither white space nor comment nor line end. */
    int skipTrivia(int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** Where the line after this offset starts. */
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    private void scan() {
        Statement header = null;
        Set<List<String>> arrays = new HashSet<>();
        int at = skipTrivia(0);
        while (at < text.length()) {
            Statement next;
            if (text.charAt(at) == '[') {
                next = header(at, arrays);
                header = next;
            } else {
                next = pair(at, header);
            }
            statements.add(next);
            at = skipTrivia(next.valueEnd);
        }
    }

    private Statement header(int start, Set<List<String>> arrays) {
        boolean array = text.startsWith("[[", start);
        int width = array ? 2 : 1;
        int close = keyEnd(start + width, ']');
        List<String> path = key(start + width, close);
        boolean inArray = false;
        for (int length = 1; length < path.size() && !inArray; length++) {
            inArray = arrays.contains(path.subList(0, length));
        }
        if (array) {
            arrays.add(path);
        }
        int end = close + width;
        Kind kind = array ? Kind.ARRAY_OF_TABLES : Kind.TABLE;
        return new Statement(kind, path, null, array || inArray, lineStart(start), start, end, end, end, lineEnd(end));
    }

    private Statement pair(int start, @Nullable Statement header) {
        int equals = keyEnd(start, '=');
        int keyEnd = trimmed(start, equals);
        int value = blanks(equals + 1);
        int end = valueEnd(value);
        List<String> path = joined(header == null ? List.of() : header.path, key(start, keyEnd));
        boolean inArray = header != null && header.inArray;
        return new Statement(
                Kind.PAIR, path, header, inArray, lineStart(start), start, keyEnd, value, end, lineEnd(end));
    }

    private int keyEnd(int start, char stop) {
        int at = start;
        while (text.charAt(at) != stop) {
            char c = text.charAt(at);
            at = c == '"' || c == '\'' ? stringEnd(at) : at + 1;
        }
        return at;
    }

    /** The names of a key. The parser is asked where there are escapes alone: for each key it would cost more than all else here. */
    private List<String> key(int start, int end) {
        String written = text.substring(start, end).strip();
        if (written.indexOf('\\') >= 0) {
            return List.copyOf(Toml.parseDottedKey(written));
        }
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from < written.length()) {
            char quote = written.charAt(from);
            boolean quoted = quote == '"' || quote == '\'';
            int nameEnd = quoted ? written.indexOf(quote, from + 1) : dot(written, from);
            names.add(
                    quoted
                            ? written.substring(from + 1, nameEnd)
                            : written.substring(from, nameEnd).strip());
            from = dot(written, nameEnd) + 1;
            while (from < written.length() && (written.charAt(from) == ' ' || written.charAt(from) == '\t')) {
                from++;
            }
        }
        return List.copyOf(names);
    }

    private static int dot(String written, int from) {
        int dot = written.indexOf('.', from);
        return dot < 0 ? written.length() : dot;
    }

    private int stringEnd(int start) {
        char quote = text.charAt(start);
        String fence = String.valueOf(quote).repeat(3);
        boolean block = text.startsWith(fence, start);
        int at = start + (block ? 3 : 1);
        while (block ? !text.startsWith(fence, at) : text.charAt(at) != quote) {
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        if (!block) {
            return at + 1;
        }
        int end = at + 3;
        // A block string may end with one or two quotes of its own.
        while (end < at + 5 && end < text.length() && text.charAt(end) == quote) {
            end++;
        }
        return end;
    }

    private int nestedEnd(int start) {
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = stringEnd(at);
            } else if (c == '#') {
                at = skipTrivia(at);
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                at++;
            }
        } while (depth > 0);
        return at;
    }

    private int blanks(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int trimmed(int start, int end) {
        int at = end;
        while (at > start && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at;
    }

    private static List<String> joined(List<String> front, List<String> back) {
        List<String> whole = new ArrayList<>(front);
        whole.addAll(back);
        return List.copyOf(whole);
    }
}
