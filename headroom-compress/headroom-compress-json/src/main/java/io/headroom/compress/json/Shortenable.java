package io.headroom.compress.json;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array, or an object with many members, that is long enough for gaps.
 *
 * @param path its JSON Pointer
 * @param node its node
 * @param unit what its elements are called
 * @param elements the nodes of its elements
 */
record Shortenable(String path, int node, LeftOut.Unit unit, int[] elements) {
    private static final int FEWEST_ELEMENTS = 9;
    private static final int FEWEST_MEMBERS = 40;
    private static final int FEWEST_TOKENS = 150;

    /** The outermost ones of a document, in its order. What stands within one of them goes or stays with its element. */
    static List<Shortenable> of(JsonText text) {
        List<Shortenable> found = new ArrayList<>();
        find(text, text.root(), "", found);
        return found;
    }

    private static void find(JsonText text, int node, String path, List<Shortenable> found) {
        JsonNodes nodes = text.nodes();
        if (!nodes.isContainer(node)) {
            int inner = text.inner(node);
            if (inner >= 0) {
                find(text, inner, path, found);
            }
            return;
        }
        boolean object = nodes.kind(node) == JsonNodes.OBJECT;
        int[] elements = elements(nodes, node);
        boolean many = elements.length >= (object ? FEWEST_MEMBERS : FEWEST_ELEMENTS);
        if (many && GapNote.canName(path) && hides(nodes, elements, FEWEST_TOKENS)) {
            found.add(new Shortenable(path, node, unit(nodes, object, elements), elements));
            return;
        }
        for (int i = 0; i < elements.length; i++) {
            String step = object ? JsonPaths.escape(nodes.keyText(nodes.key(elements[i]))) : Integer.toString(i);
            find(text, elements[i], path + "/" + step, found);
        }
    }

    static LeftOut.Unit unit(JsonNodes nodes, boolean object, int[] elements) {
        if (object) {
            return LeftOut.Unit.KEY;
        }
        boolean rows = Arrays.stream(elements).allMatch(element -> nodes.kind(element) == JsonNodes.OBJECT);
        return rows ? LeftOut.Unit.ROW : LeftOut.Unit.ITEM;
    }

    /** Whether the values of some elements are estimated at so many tokens or more. */
    static boolean hides(JsonNodes nodes, int[] elements, int least) {
        int tokens = 0;
        for (int element : elements) {
            for (int node = element; node < nodes.next(element); node++) {
                if (!nodes.isContainer(node)) {
                    tokens += 1 + Estimate.of(nodes.chars, nodes.start(node), nodes.end(node));
                }
                if (tokens >= least) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The elements of an array, or the members of an object. */
    static int[] elements(JsonNodes nodes, int node) {
        int[] elements = new int[nodes.children(node)];
        int i = 0;
        for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
            elements[i++] = child;
        }
        return elements;
    }
}
