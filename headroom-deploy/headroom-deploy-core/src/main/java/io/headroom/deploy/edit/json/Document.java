package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document that was read once from end to end, and answers where things stand in it. Containers are looked into when somebody asks, so
 * that a large document costs no model. Immutable but for what it remembers; not thread-safe.
 */
final class Document {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final byte[] text;
    private final Grammar grammar;
    private final int root;
    private final Map<Integer, List<Grammar.Entry>> looked = new HashMap<>();

    private Document(byte[] text, Grammar grammar, int root) {
        this.text = text;
        this.grammar = grammar;
        this.root = root;
    }

    /**
     * The way that a pointer goes.
     *
     * @param entries what it passes, as far as it goes
     * @param containers the containers that hold these entries
     * @param stop the value that it ends at, or that has no such entry
     * @param complete whether it goes to its end
     */
    record Route(List<Grammar.Entry> entries, List<Integer> containers, int stop, boolean complete) {
        Grammar.Entry last() {
            return entries.get(entries.size() - 1);
        }
    }

    /**
     * A stretch of the text, and what takes its place.
     *
     * @param start its first byte
     * @param end behind its last byte
     * @param instead the text in its place
     */
    record Splice(int start, int end, String instead) {}

    /** Reads a document; throws {@link Refusal}. */
    static Document read(byte[] text, JsonSyntax syntax) {
        if (text.length > MAX_BYTES) {
            throw new Refusal(-1, "the file is larger than 16 MiB");
        }
        requireText(text);
        Grammar grammar = new Grammar(text, syntax);
        List<Grammar.Entry> members = new ArrayList<>();
        Document document = new Document(text, grammar, grammar.document(start(text), members));
        document.looked.put(document.root, members);
        return document;
    }

    private static int start(byte[] text) {
        return Place.marked(text) ? 3 : 0;
    }

    private static void requireText(byte[] text) {
        if (text.length >= 2 && ((text[0] & 0xFF) + (text[1] & 0xFF)) == 0xFF + 0xFE && text[0] < 0 && text[1] < 0) {
            throw new Refusal(0, "the file is not UTF-8 but UTF-16");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(text);
        CharBuffer chars = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new Refusal(bytes.position(), "the file is not UTF-8");
        }
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 0) {
                throw new Refusal(i, "a NUL byte");
            }
        }
    }

    /** This document with stretches replaced; they come in order and do not overlap. */
    Document with(List<Splice> splices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 256);
        int at = 0;
        for (Splice splice : splices) {
            out.write(text, at, splice.start() - at);
            out.writeBytes(splice.instead().getBytes(StandardCharsets.UTF_8));
            at = splice.end();
        }
        out.write(text, at, text.length - at);
        byte[] after = out.toByteArray();
        Grammar same = new Grammar(after, grammar.syntax());
        int open = same.trivia(start(after));
        Document changed = new Document(after, same, open == after.length ? -1 : open);
        changed.remember(this, splices.get(0).start(), at);
        return changed;
    }

    /** Takes over what was looked up in the document before, as far as a change between two offsets moved it only. */
    private void remember(Document before, int from, int to) {
        int moved = text.length - before.text.length;
        before.looked.forEach((container, entries) -> {
            boolean inside = entries.stream().anyMatch(e -> e.start() < from && to < e.end());
            if (container < from && inside) {
                looked.put(
                        container,
                        entries.stream().map(e -> moved(e, from, moved)).toList());
            }
        });
    }

    private static Grammar.Entry moved(Grammar.Entry entry, int from, int by) {
        if (entry.end() <= from) {
            return entry;
        }
        int comma = entry.comma() < 0 ? -1 : entry.comma() + by;
        if (entry.start() < from) {
            return new Grammar.Entry(entry.nameStart(), entry.nameEnd(), entry.start(), entry.end() + by, comma);
        }
        return new Grammar.Entry(
                entry.nameStart() + by, entry.nameEnd() + by, entry.start() + by, entry.end() + by, comma);
    }

    byte[] text() {
        return text;
    }

    Grammar grammar() {
        return grammar;
    }

    /** Whether there is nothing but white space and comments. */
    boolean blank() {
        return root < 0;
    }

    int root() {
        return root;
    }

    /** The members or elements of the container at an offset. */
    List<Grammar.Entry> entries(int container) {
        return looked.computeIfAbsent(container, at -> {
            List<Grammar.Entry> entries = new ArrayList<>();
            grammar.entries(at, entries);
            return List.copyOf(entries);
        });
    }

    /** The offset of the bracket that closes the container at an offset. */
    int close(int container) {
        List<Grammar.Entry> entries = entries(container);
        if (entries.isEmpty()) {
            return grammar.trivia(container + 1);
        }
        Grammar.Entry last = entries.get(entries.size() - 1);
        return grammar.trivia(last.comma() >= 0 ? last.comma() + 1 : last.end());
    }

    boolean isContainer(int value) {
        return text[value] == '{' || text[value] == '[';
    }

    /** Follows a pointer; throws {@link Refusal} if a name on its way is there twice. */
    Route route(Pointer pointer) {
        List<Grammar.Entry> passed = new ArrayList<>();
        List<Integer> containers = new ArrayList<>();
        int at = root;
        for (String step : pointer.steps()) {
            Optional<Grammar.Entry> next = step(at, step);
            if (next.isEmpty()) {
                return new Route(passed, containers, at, false);
            }
            containers.add(at);
            passed.add(next.get());
            at = next.get().start();
        }
        return new Route(passed, containers, at, true);
    }

    private Optional<Grammar.Entry> step(int container, String step) {
        if (text[container] == '[') {
            List<Grammar.Entry> elements = entries(container);
            int index = Pointer.index(step);
            return index >= 0 && index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
        }
        if (text[container] != '{') {
            return Optional.empty();
        }
        Optional<Grammar.Entry> found = Optional.empty();
        for (Grammar.Entry member : entries(container)) {
            if (Values.decode(text, member.nameStart(), member.nameEnd()).equals(step)) {
                if (found.isPresent()) {
                    int first = Place.of(text, found.get().nameStart()).line();
                    throw new Refusal(member.nameStart(), shown(step) + " is there twice, first in line " + first);
                }
                found = Optional.of(member);
            }
        }
        return found;
    }

    /** Throws {@link Refusal} unless something can be added where a route stopped. */
    void requireRoom(Pointer pointer, Route route) {
        if (route.complete() || text[route.stop()] == '{') {
            return;
        }
        int done = route.entries().size();
        String step = pointer.steps().get(done);
        if (text[route.stop()] == '[' && Pointer.index(step) >= 0) {
            throw new Refusal(route.stop(), "the array at " + pointer.first(done) + " has no element " + step);
        }
        String name = done == 0 ? "the document" : shown(pointer.steps().get(done - 1));
        throw new Refusal(route.stop(), name + " is " + Values.kind(text[route.stop()]) + ", not an object");
    }

    private static String shown(String name) {
        StringBuilder json = new StringBuilder();
        Values.quote(name, json);
        return json.toString();
    }

    String raw(Grammar.Entry entry) {
        return slice(entry.start(), entry.end());
    }

    String slice(int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    String canonical(Grammar.Entry entry) {
        return Values.canonical(text, grammar.syntax(), entry.start(), entry.end());
    }
}
