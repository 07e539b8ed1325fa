package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is missing in a document that shows a part of another one, and so where the elements of that other one stand in it. */
final class Missing {
    private final JsonText text;
    private final JsonNodes nodes;
    private final Map<Integer, Map<Integer, List<GapNote>>> between = new HashMap<>();
    private final Map<Integer, Integer> leftOut = new HashMap<>();
    private final Map<Integer, GapNote> standIns = new HashMap<>();

    /** Nothing is missing yet. */
    Missing(JsonText text) {
        this.text = text;
        this.nodes = text.nodes();
    }

    /** The container at a pointer into the document itself, or -1. */
    static int find(JsonText text, String path) {
        return new Missing(text).find(path);
    }

    /** Adds what is missing between elements; false if there is no such place. Notes about one array come in its order. */
    boolean between(GapNote note) {
        int node = find(note.path());
        int before = leftOut.merge(node, note.count(), Integer::sum) - note.count();
        int index = note.from() - 1 - before;
        if (node < 0 || index < 0 || index >= nodes.children(node)) {
            return false;
        }
        between.computeIfAbsent(node, any -> new HashMap<>())
                .computeIfAbsent(index, any -> new ArrayList<>())
                .add(note);
        return true;
    }

    /** Adds what is missing where an element is the note; false if there is no such element. Notes come in the order of the document. */
    boolean inPlaceOf(GapNote note) {
        int node = find(note.path());
        int element = node < 0 ? -1 : element(node, note.from() - 1);
        if (element < 0
                || nodes.kind(element) != JsonNodes.STRING
                || !nodes.text(element).equals(note.line())) {
            return false;
        }
        standIns.put(element, note);
        return true;
    }

    /** What is missing before an element. */
    List<GapNote> before(int node, int index) {
        return between.getOrDefault(node, Map.of()).getOrDefault(index, List.of());
    }

    /** What an element stands for, being a note. */
    Optional<GapNote> standIn(int element) {
        return Optional.ofNullable(standIns.get(element));
    }

    /** The container at a pointer into the whole document, or -1. */
    private int find(String path) {
        int node = text.opened(text.root());
        for (String step : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
            int found = -1;
            if (nodes.kind(node) == JsonNodes.ARRAY) {
                int index = Numbers.count(step.toCharArray(), 0, step.length());
                found = index < 0 || !Integer.toString(index).equals(step) ? -1 : element(node, index);
            } else if (nodes.kind(node) == JsonNodes.OBJECT) {
                found = member(node, step);
            }
            if (found < 0) {
                return -1;
            }
            node = text.opened(found);
        }
        return nodes.isContainer(node) ? node : -1;
    }

    private int member(int object, String name) {
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            if (JsonPaths.escape(nodes.keyText(nodes.key(child))).equals(name)) {
                return child;
            }
        }
        return -1;
    }

    /** The element that has an index in the whole document, or -1 if that is not shown. */
    private int element(int array, int wanted) {
        int at = 0;
        int index = 0;
        for (int child = array + 1; child < nodes.next(array) && at <= wanted; child = nodes.next(child)) {
            for (GapNote note : before(array, index++)) {
                at += note.count();
            }
            if (at == wanted) {
                return child;
            }
            GapNote note = standIns.get(child);
            at += note == null ? 1 : note.count();
        }
        return -1;
    }
}
