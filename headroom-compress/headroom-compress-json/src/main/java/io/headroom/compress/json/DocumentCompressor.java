package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Fidelity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compresses a text that is JSON or JSON Lines as a whole, or else the JSON in it. The text may be what is shown of another one; then the
 * form has the notes about rows that are missing within rows. One instance compresses one text.
 */
final class DocumentCompressor {
    private final CompressionContext context;
    private final Steps steps;
    private final Map<String, List<GapNote>> notes;
    private RowNotes rowNotes = RowNotes.none();
    private boolean claimed;

    DocumentCompressor(CompressionContext context) {
        this(context, Map.of());
    }

    /** Compresses what is shown of a text; the notes tell what is missing, by the pointers that the arrays have in what is shown. */
    DocumentCompressor(CompressionContext context, Map<String, List<GapNote>> notes) {
        this.context = context;
        this.steps = new Steps(context);
        this.notes = notes;
    }

    /** The notes that stand in the form now, among rows below others; all others are still to be put there. */
    List<GapNote> placed() {
        return rowNotes.placed();
    }

    Optional<Compressed> compress(String text) {
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        int first = from;
        while (first < text.length() && text.charAt(first) <= ' ') {
            first++;
        }
        boolean document = first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
        Optional<Compressed> form = document ? whole(text, from) : Optional.empty();
        if (form.isEmpty() && !claimed && hasSegments(text)) {
            form = new TextForm(text, context, steps).compress();
        }
        steps.report();
        return form;
    }

    private static boolean hasSegments(String text) {
        return text.startsWith("{") || text.startsWith("[") || text.contains("\n{") || text.contains("\n[");
    }

    private Optional<Compressed> whole(String text, int from) {
        JsonNodes nodes = new JsonNodes(text);
        JsonReader reader = new JsonReader(nodes, steps);
        int root = reader.readAll(from, text.length());
        boolean lines = root < 0;
        if (lines) {
            root = JsonText.readLines(nodes, reader, from, text.length());
        }
        if (root < 0) {
            return Optional.empty();
        }
        claimed = true;
        Optional<Layout> layout =
                new LayoutFinder(nodes, reader.sawUnicodeEscapes()).find(root, lines, 0, text.length());
        if (layout.isEmpty() && context.floor() == Fidelity.BYTES) {
            return Optional.empty();
        }
        Layout used = layout.orElse(new Layout(Layout.Spacing.NONE, 0, false, lines, false, false));
        Fidelity fidelity = layout.isPresent() ? Fidelity.BYTES : Fidelity.DATA;
        if (!notes.isEmpty()) {
            rowNotes = RowNotes.of(new JsonText(nodes, root, lines, Map.of()), notes);
        }
        return new DocumentWriter(nodes, steps, context.patterns(), rowNotes)
                .write(root, used, layout.isPresent())
                .map(form -> Compressed.lossless(form, fidelity));
    }
}
