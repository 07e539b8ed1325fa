package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Fidelity;
import java.util.Optional;

/**
 * Compresses texts in which some parts are JSON, such as the output of a command with a line before it. A part starts at a line start,
 * parses fully and is worth it; all else stays as it is.
 */
final class TextForm {
    static final String TITLE = " lines; #k is JSON, below]";
    private static final int LEAST_TOKENS = 200;
    private static final int MOST_PARTS = 16;
    /** How often the text may be read again, when what starts like JSON turns out not to be any. */
    private static final int READINGS = 4;

    private final String text;
    private final JsonNodes nodes;
    private final JsonReader reader;
    private final DocumentWriter writer;
    private final StringBuilder body = new StringBuilder();
    private long budget;
    private int segments;

    TextForm(String text, CompressionContext context, Steps steps) {
        this.text = text;
        this.nodes = new JsonNodes(text);
        this.reader = new JsonReader(nodes, steps);
        this.writer = new DocumentWriter(nodes, steps, context.patterns(), RowNotes.none());
        this.budget = (long) READINGS * text.length();
        steps.add(text.length());
    }

    static boolean isTitle(String text) {
        int at = 1;
        while (at < text.length() && at < 10 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > 1 && text.startsWith(TITLE + "\n", at);
    }

    Optional<Compressed> compress() {
        int at = 0;
        while (at < text.length()) {
            int behind = segment(at);
            if (behind == at) {
                char c = text.charAt(at);
                if (c == '#' || c == '\\') {
                    body.append('\\');
                }
                behind = at;
            }
            int lineEnd = text.indexOf('\n', behind);
            int next = lineEnd < 0 ? text.length() : lineEnd + 1;
            body.append(text, behind, next);
            at = next;
        }
        if (segments == 0) {
            return Optional.empty();
        }
        int lines = 1;
        for (int i = 0; i < body.length(); i++) {
            lines += body.charAt(i) == '\n' ? 1 : 0;
        }
        String form = "[" + lines + TITLE + "\n" + body + writer.parts();
        return Optional.of(Compressed.lossless(form, Fidelity.BYTES));
    }

    /** Writes the JSON that starts at a line start as a part, and returns the place behind it; or the place itself. */
    private int segment(int at) {
        char c = text.charAt(at);
        if ((c != '{' && c != '[') || segments == MOST_PARTS || budget < 0) {
            return at;
        }
        int size = nodes.size();
        int root = reader.readOne(at, text.length());
        int end = reader.position();
        budget -= Math.max(16, end - at);
        boolean digitBehind = end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9';
        if (root < 0 || digitBehind || Estimate.of(nodes.chars, at, end) < LEAST_TOKENS) {
            nodes.truncate(size);
            return at;
        }
        Optional<Layout> layout = new LayoutFinder(nodes, reader.sawUnicodeEscapes()).find(root, false, at, end);
        Optional<String> reference = layout.flatMap(found -> writer.segment(root, found));
        nodes.truncate(size);
        if (reference.isEmpty()) {
            return at;
        }
        body.append(reference.get());
        segments++;
        return end;
    }
}
