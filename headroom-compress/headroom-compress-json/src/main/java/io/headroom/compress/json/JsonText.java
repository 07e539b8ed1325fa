package io.headroom.compress.json;

import io.headroom.api.compress.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text that is JSON, or JSON Lines taken as one array.
 *
 * @param nodes what was read
 * @param root the outermost value
 * @param lines whether the elements of the outermost array stand on lines of their own
 * @param strings by the node of a string that holds minified JSON, the node of what it holds
 */
record JsonText(JsonNodes nodes, int root, boolean lines, Map<Integer, Integer> strings) {
    private static final int FEWEST_LINES = 3;
    private static final int SHORTEST_STRING = 120;

    /** Reads a text as a whole; empty if it is something else. */
    static Optional<JsonText> read(String text, Steps steps) {
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        JsonNodes nodes = new JsonNodes(text);
        JsonReader reader = new JsonReader(nodes, steps);
        int root = reader.readAll(from, text.length());
        boolean lines = root < 0;
        if (lines) {
            root = readLines(nodes, reader, from, text.length());
        }
        return root < 0
                ? Optional.empty()
                : Optional.of(new JsonText(nodes, root, lines, readStrings(nodes, reader, root)));
    }

    /** Reads the JSON in strings, one level deep, where our print of it is what stands there. */
    private static Map<Integer, Integer> readStrings(JsonNodes nodes, JsonReader reader, int root) {
        Map<Integer, Integer> strings = new HashMap<>();
        int end = nodes.next(root);
        for (int node = root; node < end; node++) {
            int from = nodes.start(node);
            int to = nodes.end(node);
            boolean candidate = nodes.kind(node) == JsonNodes.STRING
                    && to - from >= SHORTEST_STRING
                    && (nodes.chars[from] == '{' || nodes.chars[from] == '[');
            int inner = candidate ? reader.readAll(from, to) : -1;
            if (inner >= 0 && new NodePrinter(nodes).minified(inner).equals(nodes.text(node))) {
                strings.put(node, inner);
            }
        }
        return strings;
    }

    /** What a string holds, or -1. */
    int inner(int node) {
        return strings.getOrDefault(node, -1);
    }

    /** Reads JSON Lines as one array. Returns its node, or -1. */
    static int readLines(JsonNodes nodes, JsonReader reader, int from, int to) {
        int array = nodes.add(JsonNodes.ARRAY, -1, from);
        int at = from;
        int count = 0;
        while (at < to) {
            int end = at;
            while (end < to && nodes.chars[end] != '\n') {
                end++;
            }
            if (reader.readAll(at, end) < 0) {
                return -1;
            }
            count++;
            at = end + 1;
        }
        nodes.close(array, to);
        return count < FEWEST_LINES ? -1 : array;
    }

    /**
     * The text without some elements, minified.
     *
     * @param gaps by array or object, the first element and the one behind the last of each gap, in order
     * @param cuts by string, what stands in its place
     */
    String without(Map<Integer, List<int[]>> gaps, Map<Integer, CutCell> cuts) {
        StringBuilder out = new StringBuilder();
        new Printer(gaps, cuts, new Missing(this), new ArrayList<>(), out).value(root, lines);
        return out.toString();
    }

    /**
     * This text with gaps between its elements and in its cut strings.
     *
     * @param notes what is left out between them
     * @param elements what is left out where an element of this text is the note
     * @return the pieces; empty if a note names a place that is not here
     */
    Optional<List<Excerpt.Piece>> with(List<GapNote> notes, List<GapNote> elements) {
        Missing missing = new Missing(this);
        for (GapNote note : notes) {
            if (!missing.between(note)) {
                return Optional.empty();
            }
        }
        for (GapNote note : elements) {
            if (!missing.inPlaceOf(note)) {
                return Optional.empty();
            }
        }
        List<Excerpt.Piece> pieces = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        new Printer(Map.of(), Map.of(), missing, pieces, out).value(root, lines);
        pieces.add(new Excerpt.Shown(out.toString()));
        return Optional.of(pieces);
    }

    /** What a string holds in its place. */
    int opened(int node) {
        return strings.getOrDefault(node, node);
    }

    /** Prints a document in pieces, leaving elements out. */
    private final class Printer {
        private final Map<Integer, List<int[]>> without;
        private final Map<Integer, CutCell> cuts;
        private final Missing missing;
        private final List<Excerpt.Piece> pieces;
        private final StringBuilder out;

        private Printer(
                Map<Integer, List<int[]>> without,
                Map<Integer, CutCell> cuts,
                Missing missing,
                List<Excerpt.Piece> pieces,
                StringBuilder out) {
            this.without = without;
            this.cuts = cuts;
            this.missing = missing;
            this.pieces = pieces;
            this.out = out;
        }

        private void value(int node, boolean onLines) {
            if (!nodes.isContainer(node)) {
                if (inner(node) >= 0) {
                    string(node);
                } else {
                    scalar(node);
                }
                return;
            }
            boolean object = nodes.kind(node) == JsonNodes.OBJECT;
            out.append(onLines ? "" : object ? "{" : "[");
            int index = 0;
            boolean first = true;
            List<int[]> skipped = without.getOrDefault(node, List.of());
            int gap = 0;
            for (int child = node + 1; child < nodes.next(node); child = nodes.next(child), index++) {
                while (gap < skipped.size() && index >= skipped.get(gap)[1]) {
                    gap++;
                }
                if (gap < skipped.size() && index >= skipped.get(gap)[0]) {
                    continue;
                }
                for (GapNote note : missing.before(node, index)) {
                    separate(first, onLines);
                    first = false;
                    gap(note);
                }
                separate(first, onLines);
                first = false;
                Optional<GapNote> standIn = missing.standIn(child);
                if (standIn.isPresent()) {
                    gap(standIn.get());
                    continue;
                }
                if (object) {
                    name(child);
                }
                value(child, false);
            }
            out.append(onLines ? "" : object ? "}" : "]");
        }

        private void gap(GapNote note) {
            pieces.add(new Excerpt.Shown(out.toString()));
            out.setLength(0);
            pieces.add(new Excerpt.Gap(note.leftOut()));
        }

        private void scalar(int node) {
            CutCell cut = cuts.get(node);
            boolean read = cuts.isEmpty() && nodes.kind(node) == JsonNodes.STRING;
            Optional<CutCell> gap = read && nodes.end(node) - nodes.start(node) > CutCell.SHORTEST
                    ? CutCell.parse(nodes.text(node))
                    : Optional.empty();
            if (cut != null) {
                out.append('"').append(quoted(cut.text())).append('"');
            } else if (gap.isPresent()) {
                pieces.add(new Excerpt.Shown(
                        out.append('"').append(quoted(gap.get().head())).toString()));
                out.setLength(0);
                pieces.add(new Excerpt.Gap(gap.get().leftOut()));
                out.append(quoted(gap.get().tail())).append('"');
            } else {
                new NodePrinter(nodes).print(node, new JsonWriter(out, Layout.MINIFIED));
            }
        }

        private static String quoted(String text) {
            StringBuilder quoted = new StringBuilder();
            new JsonWriter(quoted, Layout.MINIFIED).string(text, 0, text.length());
            return quoted.substring(1, quoted.length() - 1);
        }

        /** Prints what a string holds, with its escapes. The engine escapes what it fills into gaps in strings. */
        private void string(int node) {
            List<Excerpt.Piece> within = new ArrayList<>();
            StringBuilder last = new StringBuilder();
            new Printer(without, cuts, missing, within, last).value(inner(node), false);
            within.add(new Excerpt.Shown(last.toString()));
            out.append('"');
            for (Excerpt.Piece piece : within) {
                if (piece instanceof Excerpt.Shown shown) {
                    out.append(quoted(shown.text()));
                } else {
                    pieces.add(new Excerpt.Shown(out.toString()));
                    out.setLength(0);
                    pieces.add(piece);
                }
            }
            out.append('"');
        }

        private void separate(boolean first, boolean onLines) {
            if (!first) {
                out.append(onLines ? '\n' : ',');
            }
        }

        private void name(int child) {
            int key = nodes.addName(nodes.key(child));
            new NodePrinter(nodes).print(key, new JsonWriter(out, Layout.MINIFIED));
            nodes.truncate(key);
            out.append(':');
        }
    }
}
