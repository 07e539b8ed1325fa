package io.headroom.compress.json;

import java.util.Arrays;

/** Recognizes rows that hold rows of their own kind, such as folders in folders, and lists them all in document order. */
final class Trees {
    private final JsonNodes nodes;
    private final int key;
    private int[] rows = new int[64];
    private int size;

    private Trees(JsonNodes nodes, int key) {
        this.nodes = nodes;
        this.key = key;
    }

    /** The rows with all rows below them if they form a tree, else the rows as they are. */
    static RowSet unfold(JsonNodes nodes, RowSet set) {
        int key = recursiveKey(nodes, set.rows());
        if (key < 0) {
            return set;
        }
        Trees tree = new Trees(nodes, key);
        for (int row : set.rows()) {
            if (!tree.add(row)) {
                return set;
            }
        }
        return new RowSet(set.kind(), Arrays.copyOf(tree.rows, tree.size), set.rows().length, key);
    }

    /** A name under which a row holds a list of objects, one of which holds such a list under the same name. */
    private static int recursiveKey(JsonNodes nodes, int[] rows) {
        for (int row : rows) {
            if (nodes.kind(row) != JsonNodes.OBJECT) {
                continue;
            }
            for (int child = row + 1; child < nodes.next(row); child = nodes.next(child)) {
                if (nodes.kind(child) == JsonNodes.ARRAY && holdsSame(nodes, child)) {
                    return nodes.key(child);
                }
            }
        }
        return -1;
    }

    private static boolean holdsSame(JsonNodes nodes, int list) {
        for (int element = list + 1; element < nodes.next(list); element = nodes.next(element)) {
            if (nodes.kind(element) != JsonNodes.OBJECT) {
                return false;
            }
            for (int child = element + 1; child < nodes.next(element); child = nodes.next(child)) {
                if (nodes.key(child) == nodes.key(list) && nodes.kind(child) == JsonNodes.ARRAY) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean add(int row) {
        if (nodes.kind(row) != JsonNodes.OBJECT || nodes.isEmpty(row)) {
            return false;
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size++] = row;
        for (int child = row + 1; child < nodes.next(row); child = nodes.next(child)) {
            if (nodes.key(child) == key && !addList(child)) {
                return false;
            }
        }
        return true;
    }

    private boolean addList(int list) {
        if (nodes.kind(list) != JsonNodes.ARRAY) {
            return nodes.kind(list) == JsonNodes.NULL;
        }
        for (int element = list + 1; element < nodes.next(list); element = nodes.next(element)) {
            if (!add(element)) {
                return false;
            }
        }
        return true;
    }
}
