package io.headroom.compress.json;

import io.headroom.api.compress.pattern.PatternMiner;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document: JSON in which {@code #k} stands for each part that has a smaller form, and the parts below it. Parts are numbered in
 * the order in which they are complete, so a part only ever holds parts with smaller numbers.
 */
final class DocumentWriter {
    private static final int SHORTEST_ARRAY = 3;
    private static final int SHORTEST_OBJECT = 10;
    private static final int SHORTEST_JSON_STRING = 120;
    private static final int MARGIN = 4;

    private final JsonNodes nodes;
    private final Steps steps;
    private final PatternMiner miner;
    private final RowNotes notes;
    private final StringBuilder parts = new StringBuilder();
    private int count;

    DocumentWriter(JsonNodes nodes, Steps steps, PatternMiner miner, RowNotes notes) {
        this.nodes = nodes;
        this.steps = steps;
        this.miner = miner;
        this.notes = notes;
    }

    /** The form of a document, or empty if it has none; {@code exact} tells whether the layout is that of the text. */
    Optional<String> write(int root, Layout layout, boolean exact) {
        StringBuilder table = new StringBuilder();
        if (table(root, layout, true, table)) {
            return Optional.of(table.toString());
        }
        if (layout.lines()) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        children(root, new JsonWriter(out, Layout.MINIFIED));
        String note = layout.noteBehind(out);
        if (count == 0 && note.isEmpty()) {
            // White space that is no layout of ours: minified JSON, with an empty note as the sign that it is a form.
            return exact ? Optional.empty() : Optional.of(out.append(" ()").toString());
        }
        return Optional.of(out.append(note).append(parts).toString());
    }

    /** The parts that were written, each with the line feed before it. */
    CharSequence parts() {
        return parts;
    }

    /** Writes a value of a text as a part with its layout and returns the reference to it; empty if it would be no smaller. */
    Optional<String> segment(int root, Layout layout) {
        StringBuilder part = new StringBuilder();
        if (!table(root, layout, true, part)) {
            int before = count;
            children(root, new JsonWriter(part, Layout.MINIFIED));
            String note = layout.noteBehind(part);
            if (count == before && note.isEmpty()) {
                return Optional.empty();
            }
            part.append(note);
        }
        count++;
        parts.append("\n#").append(count).append(' ').append(part);
        return Optional.of("#" + count);
    }

    /** Writes a value: as a part if it has a smaller form, else as JSON whose inner values may be parts. */
    private void value(int node, JsonWriter to) {
        StringBuilder part = new StringBuilder();
        if (nodes.isContainer(node) && table(node, Layout.MINIFIED, false, part)) {
            reference("#", part, to);
        } else if (nodes.kind(node) == JsonNodes.STRING && json(node, part)) {
            reference("#", part, to);
        } else {
            children(node, to);
        }
    }

    private void reference(String mark, CharSequence part, JsonWriter to) {
        count++;
        parts.append("\n#").append(count).append(' ').append(part);
        String reference = mark + count;
        to.literal(reference, 0, reference.length());
    }

    private void children(int node, JsonWriter to) {
        switch (nodes.kind(node)) {
            case JsonNodes.OBJECT -> {
                to.beginObject();
                for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
                    int key = nodes.key(child);
                    to.name(nodes.chars, nodes.keys.start(key), nodes.keys.end(key));
                    value(child, to);
                }
                to.endObject();
            }
            case JsonNodes.ARRAY -> {
                to.beginArray();
                int child = node + 1;
                while (child < nodes.next(node)) {
                    int behind = behindRun(child, nodes.next(node));
                    if (!spread(child, behind, to)) {
                        for (int element = child; element < behind; element = nodes.next(element)) {
                            value(element, to);
                        }
                    }
                    child = behind;
                }
                to.endArray();
            }
            default -> new NodePrinter(nodes).print(node, to);
        }
    }

    /** The node behind the values of one kind that begin here. */
    private int behindRun(int first, int end) {
        int node = first;
        while (node < end && nodes.kind(node) == nodes.kind(first)) {
            node = nodes.next(node);
        }
        return node;
    }

    /** Writes a run of objects or strings within a mixed array as one part, if that is smaller. */
    private boolean spread(int first, int end, JsonWriter to) {
        byte kind = nodes.kind(first);
        if (kind != JsonNodes.OBJECT && kind != JsonNodes.STRING) {
            return false;
        }
        int[] run = new int[16];
        int size = 0;
        for (int node = first; node < end; node = nodes.next(node)) {
            if (size == run.length) {
                run = Arrays.copyOf(run, size * 2);
            }
            run[size++] = node;
        }
        StringBuilder part = new StringBuilder();
        int placed = notes.placed().size();
        RowSet.Kind set = kind == JsonNodes.OBJECT ? RowSet.Kind.ROWS : RowSet.Kind.STRINGS;
        boolean wanted = size >= SHORTEST_ARRAY
                && attempt(new RowSet(set, Arrays.copyOf(run, size)), Layout.MINIFIED, part)
                && pays(part, placed, first, run[size - 1]);
        if (wanted) {
            reference("...#", part, to);
        } else {
            notes.forget(placed);
        }
        return wanted;
    }

    private boolean table(int node, Layout layout, boolean first, StringBuilder out) {
        int mark = out.length();
        int placed = notes.placed().size();
        RowSet set = rows(node);
        if (set != null && attempt(set, layout, out) && (first || pays(out, placed, node, node))) {
            return true;
        }
        out.setLength(mark);
        notes.forget(placed);
        return false;
    }

    private @Nullable RowSet rows(int node) {
        if (!nodes.isContainer(node)) {
            return null;
        }
        boolean array = nodes.kind(node) == JsonNodes.ARRAY;
        int size = nodes.children(node);
        if (size < (array ? SHORTEST_ARRAY : SHORTEST_OBJECT)) {
            return null;
        }
        int[] rows = new int[size];
        int objects = 0;
        int strings = 0;
        int i = 0;
        for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
            rows[i++] = child;
            objects += nodes.kind(child) == JsonNodes.OBJECT ? 1 : 0;
            strings += nodes.kind(child) == JsonNodes.STRING ? 1 : 0;
        }
        if (!array) {
            return new RowSet(RowSet.Kind.ENTRIES, rows);
        }
        if (strings == size) {
            return new RowSet(RowSet.Kind.STRINGS, rows);
        }
        return objects == size ? Trees.unfold(nodes, new RowSet(RowSet.Kind.ROWS, rows)) : null;
    }

    private boolean attempt(RowSet set, Layout layout, StringBuilder out) {
        int size = nodes.size();
        Optional<TablePlan> plan = new TablePlanner(nodes, steps, miner).plan(set);
        plan.ifPresent(SharedLabels::share);
        plan.ifPresent(table -> new TableWriter(nodes, out, steps, notes).write(table, layout));
        nodes.truncate(size);
        return plan.isPresent();
    }

    /** Whether a part is smaller than JSON, in which its notes would have to stand, too. */
    private boolean pays(CharSequence part, int placed, int first, int last) {
        int before = 0;
        for (GapNote note : notes.placed().subList(placed, notes.placed().size())) {
            before += Estimate.of(note.line());
        }
        for (int node = first; node <= last; node = nodes.next(node)) {
            before += Estimate.of(new NodePrinter(nodes).minified(node));
        }
        return Estimate.of(part.toString()) + MARGIN < before;
    }

    /** Writes the JSON in a string. */
    private boolean json(int string, StringBuilder out) {
        int from = nodes.start(string);
        int to = nodes.end(string);
        if (to - from < SHORTEST_JSON_STRING || (nodes.chars[from] != '{' && nodes.chars[from] != '[')) {
            return false;
        }
        int size = nodes.size();
        JsonReader reader = new JsonReader(nodes, steps);
        int root = reader.readAll(from, to);
        Optional<Layout> layout = root < 0
                ? Optional.empty()
                : new LayoutFinder(nodes, reader.sawUnicodeEscapes()).find(root, false, from, to);
        if (layout.isPresent()) {
            out.append("json ");
            StringBuilder inner = new StringBuilder();
            if (!table(root, layout.get(), true, inner)) {
                children(root, new JsonWriter(inner, Layout.MINIFIED));
                inner.append(layout.get().noteBehind(inner));
            }
            out.append(inner);
        }
        nodes.truncate(size);
        return layout.isPresent();
    }
}
