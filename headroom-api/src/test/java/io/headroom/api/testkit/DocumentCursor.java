package io.headroom.api.testkit;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.TextSpan;
import io.headroom.workload.probe.JsonTokens;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An honest double of the engine's cursor over one document. The document is checked as a whole first, so that reading needs no checks of
 * its own. It can be told to report a fault in the middle, as a document that breaks off later does.
 */
public final class DocumentCursor implements JsonCursor {
    private final String text;
    private final int failAt;
    private int at;
    private int reads;

    /**
     * Stands before the root value.
     *
     * @param document a JSON document
     * @throws MalformedJsonException if it is none
     */
    public DocumentCursor(String document) {
        this(document, Integer.MAX_VALUE);
    }

    private DocumentCursor(String document, int failAt) {
        if (JsonTokens.of(document).isEmpty()) {
            throw new MalformedJsonException("no JSON document");
        }
        this.text = document;
        this.failAt = failAt;
        space();
    }

    /**
     * Stands before the root value of a document that turns out to be broken.
     *
     * @param document a JSON document
     * @param reads how many values can be read before the fault is found
     * @return the cursor
     */
    public static DocumentCursor failingAfter(String document, int reads) {
        return new DocumentCursor(document, reads);
    }

    /**
     * How many values were read.
     *
     * @return the number
     */
    public int reads() {
        return reads;
    }

    @Override
    public Kind kind() {
        return switch (text.charAt(at)) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    @Override
    public void members(Consumer<String> member) {
        read();
        if (kind() != Kind.OBJECT) {
            pass();
            return;
        }
        Set<String> names = new HashSet<>();
        open();
        while (text.charAt(at) != '}') {
            String name = decoded();
            if (!names.add(name)) {
                throw new MalformedJsonException("the key " + name + " is there twice");
            }
            symbol();
            int value = at;
            member.accept(name);
            behind(value);
        }
        symbol();
    }

    @Override
    public void elements(Runnable element) {
        read();
        if (kind() != Kind.ARRAY) {
            pass();
            return;
        }
        open();
        while (text.charAt(at) != ']') {
            int value = at;
            element.run();
            behind(value);
        }
        symbol();
    }

    @Override
    public Optional<String> string() {
        return text().map(TextSpan::text);
    }

    @Override
    public Optional<TextSpan> text() {
        read();
        if (kind() != Kind.STRING) {
            pass();
            return Optional.empty();
        }
        int start = at;
        String value = decoded();
        int end = start + rawLength(start);
        return Optional.of(new TextSpan(bytes(start), bytes(end), value));
    }

    @Override
    public Optional<Boolean> bool() {
        read();
        Optional<Boolean> value = kind() == Kind.BOOLEAN ? Optional.of(text.charAt(at) == 't') : Optional.empty();
        pass();
        return value;
    }

    @Override
    public Optional<Long> integer() {
        read();
        int start = at;
        boolean number = kind() == Kind.NUMBER;
        pass();
        String literal = text.substring(start, at).strip();
        return number && literal.matches("-?[0-9]{1,18}") ? Optional.of(Long.valueOf(literal)) : Optional.empty();
    }

    @Override
    public void skip() {
        read();
        pass();
    }

    private void read() {
        reads++;
        if (reads > failAt) {
            throw new MalformedJsonException("broken at value " + reads);
        }
    }

    /** After a member or element: skips it if nobody read it, and the comma. */
    private void behind(int value) {
        if (at == value) {
            pass();
        }
        if (text.charAt(at) == ',') {
            symbol();
        }
    }

    /** Moves behind the value ahead; it may be of any depth. */
    private void pass() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at += rawLength(at);
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                at++;
                while ("{[]}\",:".indexOf(c) < 0
                        && at < text.length()
                        && "{[]}\",: \t\r\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
            space();
        } while (depth > 0);
    }

    private void open() {
        symbol();
    }

    private void symbol() {
        at++;
        space();
    }

    private String decoded() {
        int length = rawLength(at);
        List<String> tokens = JsonTokens.of(text.substring(at, at + length)).orElseThrow();
        at += length;
        space();
        return tokens.get(0).substring(1);
    }

    private int rawLength(int start) {
        int end = start + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1 - start;
    }

    private int bytes(int characters) {
        return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
