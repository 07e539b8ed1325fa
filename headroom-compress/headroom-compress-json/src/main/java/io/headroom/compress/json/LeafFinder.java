package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Unfolds the members of rows into columns: nested objects, one-element lists, JSON in strings, lists, and child rows. */
final class LeafFinder {
    private static final int MAX_LEVELS = 40;

    private final JsonNodes nodes;
    private final Steps steps;
    private final int recursive;
    private final boolean entries;
    private final List<Leaf> leaves = new ArrayList<>();

    LeafFinder(JsonNodes nodes, Steps steps, RowSet set) {
        this.nodes = nodes;
        this.steps = steps;
        this.recursive = set.recursive();
        this.entries = set.kind() == RowSet.Kind.ENTRIES;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** Adds the columns of objects whose order of members is known; false if there are too many for so few values. */
    boolean addMembers(int[] objects, RowShapes.Order order) {
        return addMembers("", objects, order, 0);
    }

    void addValue(String path, int[] values) {
        leaf(path, values, 0);
    }

    void addPlain(String path, int[] values) {
        leaves.add(new Leaf(path, Leaf.Kind.VALUE, values, null));
    }

    private boolean addMembers(String prefix, int[] objects, RowShapes.Order order, int level) {
        int[] keys = order.keys();
        if (!affordable(objects, order)) {
            return false;
        }
        int[][] columns = new int[keys.length][];
        int[] columnOf = new int[nodes.keys.size()];
        for (int i = 0; i < keys.length; i++) {
            columns[i] = new int[objects.length];
            Arrays.fill(columns[i], -1);
            columnOf[keys[i]] = i;
        }
        for (int row = 0; row < objects.length; row++) {
            int object = objects[row];
            if (object < 0 || !order.fits()[row]) {
                continue;
            }
            for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
                columns[columnOf[nodes.key(child)]][row] = child;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            steps.add(objects.length);
            String name = ColumnNames.spell(nodes.keyText(keys[i]), entries && level == 0);
            if (level == 0 && keys[i] == recursive) {
                leaves.add(new Leaf(name, Leaf.Kind.SAME_BELOW, columns[i], null));
            } else {
                leaf(prefix + name, columns[i], level);
            }
            columns[i] = null;
        }
        return true;
    }

    /** A table with far more cells than values is none. */
    private boolean affordable(int[] objects, RowShapes.Order order) {
        long members = 0;
        long rows = 0;
        for (int row = 0; row < objects.length; row++) {
            if (objects[row] >= 0 && order.fits()[row]) {
                members += nodes.children(objects[row]);
                rows++;
            }
        }
        steps.add(members);
        return rows * order.keys().length <= 4 * members + 16;
    }

    private void leaf(String path, int[] values, int level) {
        Census census = Census.of(nodes, values);
        if (level >= MAX_LEVELS || census.present() == 0 || isConstant(values, census)) {
            addPlain(path, values);
        } else if (census.objects() * 2 > census.present() && unfold(path, values, level)) {
            return;
        } else if (census.sized() * 2 > census.present()) {
            addSized(path, values, census.size(), level);
        } else if (census.objectLists() > 0
                && census.objectLists() + census.emptyLists() + census.nulls() == census.present()) {
            addBelow(path, values);
        } else if (census.lists() + census.nulls() == census.present() && census.lists() > census.emptyLists()) {
            leaves.add(new Leaf(path, Leaf.Kind.LIST, values, null));
        } else if (census.jsonStrings() * 2 > census.present() && addJson(path, values, level)) {
            return;
        } else {
            addPlain(path, values);
        }
    }

    private boolean isConstant(int[] values, Census census) {
        if (census.present() < values.length) {
            return false;
        }
        for (int row = 1; row < values.length; row++) {
            if (!nodes.sameText(values[0], values[row])) {
                return false;
            }
        }
        return true;
    }

    private boolean unfold(String path, int[] values, int level) {
        int[] objects = new int[values.length];
        int[] rest = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            boolean object =
                    values[row] >= 0 && nodes.kind(values[row]) == JsonNodes.OBJECT && !nodes.isEmpty(values[row]);
            objects[row] = object ? values[row] : -1;
        }
        RowShapes.Order order = new RowShapes(nodes, steps).merge(objects, false);
        boolean mixed = false;
        for (int row = 0; row < values.length; row++) {
            rest[row] = order.fits()[row] ? -1 : values[row];
            mixed |= rest[row] >= 0;
        }
        int mark = leaves.size();
        if (mixed) {
            addPlain(path, rest);
        }
        if (addMembers(path + ".", objects, order, level + 1)) {
            return true;
        }
        leaves.subList(mark, leaves.size()).clear();
        return false;
    }

    private void addSized(String path, int[] values, int size, int level) {
        int[][] elements = new int[size][values.length];
        int[] rest = new int[values.length];
        boolean mixed = false;
        for (int row = 0; row < values.length; row++) {
            boolean fits = values[row] >= 0 && Census.isSized(nodes, values[row], size);
            int child = values[row] + 1;
            for (int[] column : elements) {
                column[row] = fits ? child : -1;
                child = fits ? nodes.next(child) : child;
            }
            rest[row] = fits ? -1 : values[row];
            mixed |= rest[row] >= 0;
        }
        if (mixed) {
            addPlain(path, rest);
        }
        for (int i = 0; i < size; i++) {
            leaf(path + "[" + i + "]", elements[i], level + 1);
        }
    }

    private void addBelow(String path, int[] values) {
        int count = 0;
        for (int value : values) {
            count += value >= 0 && nodes.kind(value) == JsonNodes.ARRAY ? nodes.children(value) : 0;
        }
        int[] rows = new int[count];
        int i = 0;
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.ARRAY) {
                for (int child = value + 1; child < nodes.next(value); child = nodes.next(child)) {
                    rows[i++] = child;
                }
            }
        }
        leaves.add(new Leaf(path, Leaf.Kind.BELOW, values, Trees.unfold(nodes, new RowSet(RowSet.Kind.ROWS, rows))));
    }

    /** Strings that hold minified JSON objects, unfolded like the objects themselves. */
    private boolean addJson(String path, int[] values, int level) {
        JsonReader reader = new JsonReader(nodes, steps);
        NodePrinter printer = new NodePrinter(nodes);
        int[] roots = new int[values.length];
        int[] rest = new int[values.length];
        boolean mixed = false;
        int parsed = 0;
        for (int row = 0; row < values.length; row++) {
            int value = values[row];
            roots[row] = -1;
            if (value >= 0 && Census.looksLikeObject(nodes, value)) {
                int root = reader.readAll(nodes.start(value), nodes.end(value));
                if (root >= 0 && !nodes.isEmpty(root) && printer.minified(root).equals(nodes.text(value))) {
                    roots[row] = root;
                    parsed++;
                }
            }
            rest[row] = roots[row] >= 0 ? -1 : value;
            mixed |= rest[row] >= 0;
        }
        if (parsed < 2) {
            return false;
        }
        if (mixed) {
            addPlain(path, rest);
        }
        leaf(path + "(json)", roots, level + 1);
        return true;
    }
}
