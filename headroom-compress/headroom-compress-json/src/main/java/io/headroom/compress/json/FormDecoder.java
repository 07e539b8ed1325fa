package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes whole forms: a table, a document with parts, or a text with parts. Strict: what is not entirely a form of ours is refused. */
final class FormDecoder {
    private final FormText form;
    private final List<@Nullable Part> parts = new ArrayList<>();
    private int used;

    FormDecoder(String text) {
        this.form = new FormText(text);
    }

    /**
     * Decodes what is shown of a text. Where rows are missing within rows, the note is an element in their place.
     *
     * @param notes where these notes go, in the order of the form
     */
    FormDecoder(String text, List<GapNote> notes) {
        this.form = new FormText(text, notes);
    }

    /** Whether a text may be a form, told from its first characters and the borders of its first lines. */
    static boolean isCandidate(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char c = text.charAt(0);
        int lineEnd = text.indexOf('\n');
        if (c == '{' || c == '[') {
            boolean parts = lineEnd > 0 && text.startsWith("#1 ", lineEnd + 1);
            return parts || (lineEnd < 0 && text.endsWith(")")) || TextForm.isTitle(text);
        }
        if (c < '1' || c > '9') {
            return false;
        }
        int at = 1;
        while (at < text.length() && at < 9 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return text.startsWith(" rows", at) || text.startsWith(" entries", at) || text.startsWith(" strings", at);
    }

    String decode() throws MalformedFormException {
        form.nextLine();
        StringBuilder out = new StringBuilder(form.chars.length * 2);
        if (form.chars[0] == '[' && TextForm.isTitle(form.lineText() + "\n")) {
            text(out);
        } else {
            value(form.start(), out, true);
        }
        if (form.hasMore()) {
            throw form.malformed("something behind the form");
        }
        if (used != parts.size()) {
            throw form.malformed("a part that is nowhere used");
        }
        return out.toString();
    }

    /** A part as minified JSON, and how it is laid out where it stands in a text. */
    private record Part(String json, Layout layout) {}

    private void text(StringBuilder out) throws MalformedFormException {
        int count = Numbers.count(form.chars, 1, form.end() - TextForm.TITLE.length());
        if (count < 1) {
            throw form.malformed("no number of lines");
        }
        int[] starts = new int[Math.min(count, form.chars.length)];
        int[] ends = new int[starts.length];
        for (int i = 0; i < count; i++) {
            form.nextLine();
            starts[i] = form.start();
            ends[i] = form.end();
        }
        readParts();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append('\n');
            }
            line(starts[i], ends[i], out);
        }
    }

    private void line(int from, int end, StringBuilder out) throws MalformedFormException {
        int at = from;
        if (at < end && form.chars[at] == '#') {
            int stop = at + 1;
            while (stop < end && form.chars[stop] >= '0' && form.chars[stop] <= '9') {
                stop++;
            }
            int number = Numbers.count(form.chars, at + 1, stop);
            if (number < 1) {
                throw form.malformed("no part: " + new String(form.chars, from, end - from));
            }
            Part part = take(number);
            value(part, out);
            at = stop;
        } else if (at < end && form.chars[at] == '\\') {
            at++;
        }
        form.budget.grow(out.length(), end - at + 1L);
        out.append(form.chars, at, end - at);
    }

    private void value(Part part, StringBuilder out) throws MalformedFormException {
        char[] chars = part.json().toCharArray();
        new JsonEcho(chars, 0, chars.length, JsonEcho.none()).value(writer(out, part.layout()));
    }

    /** Decodes the form that begins in the current line, a layout note at its end included. */
    private void value(int from, StringBuilder out, boolean outermost) throws MalformedFormException {
        Note note = note(from);
        Layout layout = note.layout();
        boolean document = isDocument(from, note.start());
        if (document && outermost) {
            readParts();
        }
        if (layout.bom()) {
            out.append('\uFEFF');
        }
        if (document) {
            if (layout.lines() || (outermost && parts.isEmpty() && !note.written())) {
                throw form.malformed("plain JSON");
            }
            document(from, note.start(), writer(out, layout));
        } else {
            new TableReader(form).read(from, note.start(), layout.lines(), writer(out, layout));
        }
        if (layout.newline()) {
            out.append('\n');
        }
    }

    private JsonWriter writer(StringBuilder out, Layout layout) {
        return new JsonWriter(out, layout, form.budget);
    }

    private boolean isDocument(int from, int end) {
        return from < end && (form.chars[from] == '{' || form.chars[from] == '[');
    }

    private record Note(int start, boolean written, Layout layout) {}

    private Note note(int from) throws MalformedFormException {
        String line = new String(form.chars, from, form.end() - from);
        int start = Layout.noteStart(line);
        if (start < 0 && TextTable.noteStart(line) >= 0) {
            throw form.malformed("rows of a text, not of JSON");
        }
        return start < 0
                ? new Note(form.end(), false, Layout.MINIFIED)
                : new Note(
                        from + start, true, Layout.parse(line.substring(start)).orElse(Layout.MINIFIED));
    }

    private void document(int from, int end, JsonWriter to) throws MalformedFormException {
        JsonEcho echo = new JsonEcho(form.chars, from, end, this::writePart);
        echo.value(to);
        if (echo.position() != end) {
            throw form.malformed("something behind the document");
        }
    }

    private void readParts() throws MalformedFormException {
        while (form.nextStartsWith("#" + (parts.size() + 1) + " ")) {
            parts.add(part(form.nextLine() + Integer.toString(parts.size() + 1).length() + 2));
        }
    }

    /** Decodes the part at the current line. */
    private Part part(int from) throws MalformedFormException {
        StringBuilder out = new StringBuilder();
        JsonWriter to = writer(out, Layout.MINIFIED);
        String word = "json ";
        boolean json = from + word.length() < form.end() && new String(form.chars, from, word.length()).equals(word);
        if (json) {
            StringBuilder inner = new StringBuilder();
            value(from + word.length(), inner, false);
            to.string(inner, 0, inner.length());
            return new Part(out.toString(), Layout.MINIFIED);
        }
        Note note = note(from);
        if (note.layout().lines() || note.layout().newline() || note.layout().bom()) {
            throw form.malformed("a part that is a whole text");
        }
        if (isDocument(from, note.start())) {
            document(from, note.start(), to);
        } else {
            new TableReader(form).read(from, note.start(), false, to);
        }
        return new Part(out.toString(), note.layout());
    }

    private Part take(int number) throws MalformedFormException {
        if (number > parts.size()) {
            throw form.malformed("no part #" + number);
        }
        // Every part stands in one place, so that parts in parts cannot multiply.
        Part part = parts.set(number - 1, null);
        if (part == null) {
            throw form.malformed("a part that is used twice");
        }
        used++;
        return part;
    }

    private void writePart(int number, boolean spread, JsonWriter to) throws MalformedFormException {
        char[] chars = take(number).json().toCharArray();
        JsonEcho echo = new JsonEcho(chars, 0, chars.length, JsonEcho.none());
        if (spread) {
            echo.elements(to);
        } else {
            echo.value(to);
        }
    }
}
