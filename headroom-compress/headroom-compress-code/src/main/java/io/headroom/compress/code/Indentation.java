package io.headroom.compress.code;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the bodies of functions in Python. Brackets must balance, and indentation must follow the rules of the language
 * (The Python Language Reference, 2.1.8): it grows only behind a colon, and shrinks only to what it was before. Documentation strings are
 * no part of a body.
 */
final class Indentation {
    private static final int CHECK_EVERY = 1 << 16;

    private final SourceText source;
    private final char[] mask;
    private final CompressionContext context;
    private final List<Body> bodies = new ArrayList<>();
    private final Deque<String> indents = new ArrayDeque<>();

    private int function = -1;
    private String name = "";
    private int bodyFrom;
    private int bodyTo;
    private boolean opened;

    private Indentation(SourceText source, char[] mask, CompressionContext context) {
        this.source = source;
        this.mask = mask;
        this.context = context;
    }

    /**
     * A line of the program, which may be several of the text.
     *
     * @param first its first line
     * @param end the line after its last
     * @param indent the white space before it
     * @param from where it starts
     * @param to behind its last character
     */
    private record Statement(int first, int end, String indent, int from, int to) {}

    /** The bodies in their order; empty if brackets or indentation do not fit. */
    static Optional<List<Body>> bodies(SourceText source, char[] mask, CompressionContext context) {
        Indentation python = new Indentation(source, mask, context);
        return python.read() ? Optional.of(python.bodies) : Optional.empty();
    }

    private boolean read() {
        indents.push("");
        int checked = 0;
        int line = 0;
        while (line < source.lines()) {
            int start = source.start(line);
            if (start - checked >= CHECK_EVERY) {
                context.checkpoint(start - checked);
                checked = start;
            }
            Optional<Statement> statement = statement(line);
            if (statement.isEmpty()) {
                return false;
            }
            if (statement.get().from() < statement.get().to() && !take(statement.get())) {
                return false;
            }
            line = statement.get().end();
        }
        context.checkpoint(mask.length - checked);
        close();
        return true;
    }

    /** Reads on until brackets and literals have ended; empty if they do not. A blank statement has no characters. */
    private Optional<Statement> statement(int first) {
        int from = source.start(first);
        int indent = from;
        while (indent < mask.length && (mask[indent] == ' ' || mask[indent] == '\t' || mask[indent] == '\f')) {
            indent++;
        }
        Deque<Character> open = new ArrayDeque<>();
        int line = first;
        int to = indent;
        for (int i = indent; i < mask.length; i++) {
            while (i >= source.start(line + 1)) {
                line++;
            }
            char c = mask[i];
            if (c == '\n' && open.isEmpty() && !(to > indent && mask[to - 1] == '\\')) {
                return Optional.of(statement(first, line + 1, from, indent, to));
            }
            switch (c) {
                case '(' -> open.push(')');
                case '[' -> open.push(']');
                case '{' -> open.push('}');
                case ')', ']', '}' -> {
                    if (open.isEmpty() || open.pop() != c) {
                        return Optional.empty();
                    }
                }
                default -> {}
            }
            to = c > ' ' ? i + 1 : to;
        }
        return open.isEmpty() ? Optional.of(statement(first, source.lines(), from, indent, to)) : Optional.empty();
    }

    private Statement statement(int first, int end, int from, int indent, int to) {
        return new Statement(first, end, source.code().substring(from, indent), indent, to);
    }

    private boolean take(Statement statement) {
        String indent = statement.indent();
        String current = indents.getFirst();
        if (opened
                ? indent.length() <= current.length() || !indent.startsWith(current)
                : indent.length() > current.length()) {
            return false;
        }
        if (opened) {
            indents.push(indent);
        }
        while (indents.getFirst().length() > indent.length()) {
            indents.pop();
        }
        if (!indents.getFirst().equals(indent)) {
            return false;
        }
        boolean starts = opened && function >= 0 && bodyTo == bodyFrom;
        opened = mask[statement.to() - 1] == ':';
        if (function >= 0 && indent.length() > function) {
            boolean documentation = starts && isLiteral(statement);
            bodyFrom = documentation ? statement.end() : bodyFrom;
            bodyTo = statement.end();
            return true;
        }
        close();
        Optional<String> defined = opened ? defined(statement) : Optional.empty();
        defined.ifPresent(found -> {
            function = indent.length();
            name = found;
            bodyFrom = statement.end();
            bodyTo = bodyFrom;
        });
        return true;
    }

    private void close() {
        if (function >= 0 && bodyTo > bodyFrom) {
            bodies.add(new Body(name, bodyFrom, bodyTo));
        }
        function = -1;
    }

    private boolean isLiteral(Statement statement) {
        int at = Words.end(source.code(), statement.from(), Math.min(statement.to(), statement.from() + 2));
        while (at < statement.to() && mask[at] == Scanner.LITERAL) {
            at++;
        }
        return at == statement.to();
    }

    /** The name of the function that the statement defines. */
    private Optional<String> defined(Statement statement) {
        String code = source.code();
        int at = statement.from();
        if (code.startsWith("async ", at)) {
            at += "async ".length();
        }
        if (!code.startsWith("def ", at)) {
            return Optional.empty();
        }
        at += "def ".length();
        int end = Words.end(code, at, statement.to());
        return end > at ? Optional.of(code.substring(at, end)) : Optional.empty();
    }
}
