package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes whole forms: a table, a document with parts, or a text with parts. Strict: what is not entirely a form of ours is refused. */
final class FormDecoder {
    private final FormText form;
    private final List<String> parts = new ArrayList<>();
    private int used;

    FormDecoder(String text) {
        this.form = new FormText(text);
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
            return parts || lineEnd < 0 && text.endsWith(")") || TextForm.isTitle(text);
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
        value(form.start(), out, true);
        if (form.hasMore()) {
            throw form.malformed("something behind the form");
        }
        return out.toString();
    }

    /** Decodes the form that begins in the current line, a layout note at its end included. */
    private void value(int from, StringBuilder out, boolean withParts) throws MalformedFormException {
        String line = new String(form.chars, from, form.end() - from);
        int note = Layout.noteStart(line);
        Layout layout =
                note < 0 ? Layout.MINIFIED : Layout.parse(line.substring(note)).orElse(Layout.MINIFIED);
        int end = note < 0 ? form.end() : from + note;
        char c = from < end ? form.chars[from] : 0;
        boolean document = c == '{' || c == '[';
        if (document && withParts) {
            readParts();
        }
        if (layout.bom()) {
            out.append('\uFEFF');
        }
        if (document) {
            if (layout.lines()) {
                throw form.malformed("a document in lines");
            }
            if (withParts && parts.isEmpty() && note < 0) {
                throw form.malformed("plain JSON");
            }
            document(from, end, new JsonWriter(out, layout));
        } else {
            new TableReader(form).read(from, end, layout.lines(), new JsonWriter(out, layout));
        }
        if (layout.newline()) {
            out.append('\n');
        }
        if (withParts && used != parts.size()) {
            throw form.malformed("a part that is nowhere used");
        }
    }

    private void document(int from, int end, JsonWriter to) throws MalformedFormException {
        JsonEcho echo = new JsonEcho(form.chars, from, end, this::writePart);
        echo.value(to);
        if (echo.position() != end) {
            throw form.malformed("something behind the document");
        }
        OutputLimit.check(to.out());
    }

    private void readParts() throws MalformedFormException {
        while (form.nextStartsWith("#" + (parts.size() + 1) + " ")) {
            parts.add(part(form.nextLine() + Integer.toString(parts.size() + 1).length() + 2));
        }
    }

    /** Decodes the part at the current line to minified JSON. */
    private String part(int from) throws MalformedFormException {
        StringBuilder out = new StringBuilder();
        JsonWriter to = new JsonWriter(out, Layout.MINIFIED);
        String word = "json ";
        boolean json = from + word.length() < form.end() && new String(form.chars, from, word.length()).equals(word);
        if (json) {
            StringBuilder inner = new StringBuilder();
            value(from + word.length(), inner, false);
            to.string(inner, 0, inner.length());
        } else {
            new TableReader(form).read(from, form.end(), false, to);
        }
        return out.toString();
    }

    private void writePart(int part, boolean spread, JsonWriter to) throws MalformedFormException {
        if (part > parts.size()) {
            throw form.malformed("no part #" + part);
        }
        // Every part stands in one place, so that parts in parts cannot multiply.
        String json = Optional.ofNullable(parts.set(part - 1, null))
                .orElseThrow(() -> form.malformed("a part that is used twice"));
        used++;
        char[] chars = json.toCharArray();
        JsonEcho echo = new JsonEcho(chars, 0, chars.length, JsonEcho.none());
        if (spread) {
            echo.elements(to);
        } else {
            echo.value(to);
        }
        OutputLimit.check(to.out());
    }
}
