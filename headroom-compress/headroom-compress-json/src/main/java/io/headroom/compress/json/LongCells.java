package io.headroom.compress.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the strings of a document that nobody reads from end to end, such as pictures in Base64 and bundles of scripts: they are very long
 * and have no lines, or no spaces. What speaks of an error stays, and so does text in lines.
 */
final class LongCells {
    private final JsonText text;
    private final Steps steps;
    private final Map<Integer, CutCell> cuts = new HashMap<>();
    private boolean lookalike;

    private LongCells(JsonText text, Steps steps) {
        this.text = text;
        this.steps = steps;
    }

    /** The strings that are cut, by node; empty if a string of the document reads like a cut one already. */
    static Optional<Map<Integer, CutCell>> of(JsonText text, Steps steps) {
        LongCells found = new LongCells(text, steps);
        found.find(text.root(), "");
        return found.lookalike ? Optional.empty() : Optional.of(found.cuts);
    }

    private void find(int node, String path) {
        JsonNodes nodes = text.nodes();
        if (!nodes.isContainer(node)) {
            if (text.inner(node) >= 0) {
                find(text.inner(node), path);
            } else if (nodes.kind(node) == JsonNodes.STRING) {
                string(node, path);
            }
            return;
        }
        int index = 0;
        for (int child = node + 1; child < nodes.next(node); child = nodes.next(child), index++) {
            // Most values are short, and a path costs more than a look at them.
            if (nodes.isContainer(child) || nodes.end(child) - nodes.start(child) > CutCell.SHORTEST) {
                int key = nodes.key(child);
                find(child, path + "/" + (key < 0 ? index : JsonPaths.escape(nodes.keyText(key))));
            }
        }
    }

    private void string(int node, String path) {
        int from = text.nodes().start(node);
        int to = text.nodes().end(node);
        String string = text.nodes().text(node);
        if (CutCell.parse(string).isPresent()) {
            lookalike = true;
            return;
        }
        steps.add(to - from);
        boolean blob = string.indexOf('\n') < 0 || string.indexOf(' ') < 0;
        if (to - from > CutCell.LONGEST
                && blob
                && !path.isEmpty()
                && GapNote.canName(path)
                && !ErrorWords.in(text.nodes().chars, from, to)) {
            CutCell cut = CutCell.of(string, path);
            if (CutCell.parse(cut.text()).filter(cut::equals).isPresent()) {
                cuts.put(node, cut);
            }
        }
    }
}
