package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scalar values of the elements of an array by where they stand: {@code level}, {@code meta.host}. What stands in lists is looked at
 * for errors, but is no column. Made for choosing rows, not for writing them.
 */
final class RowColumns {
    /** Elements beyond these many columns are chosen by the first ones; hostile rows have thousands. */
    private static final int MOST_COLUMNS = 64;

    private static final int DEEPEST = 3;

    /**
     * One column.
     *
     * @param name its name, with dots between levels
     * @param nodes the value of each element, -1 where it has none
     * @param count how many elements have one
     */
    record Column(String name, int[] nodes, int count) {}

    private static final class Growing {
        private final String name;
        private final int[] nodes;
        private int count;

        private Growing(String name, int size) {
            this.name = name;
            this.nodes = new int[size];
            Arrays.fill(nodes, -1);
        }
    }

    private final JsonNodes nodes;
    private final int[] elements;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Growing> columns = new ArrayList<>();

    RowColumns(JsonNodes nodes, int[] elements, Steps steps) {
        this.nodes = nodes;
        this.elements = elements;
        for (int row = 0; row < elements.length; row++) {
            int element = elements[row];
            steps.add((long) nodes.next(element) - element);
            if (nodes.kind(element) == JsonNodes.OBJECT) {
                members(element, row, -1, "", 1);
            } else if (!nodes.isContainer(element)) {
                put(element, row, -1, "", -1);
            }
        }
    }

    List<Column> all() {
        return columns.stream()
                .map(column -> new Column(column.name, column.nodes, column.count))
                .toList();
    }

    int size() {
        return elements.length;
    }

    private void members(int object, int row, int parent, String prefix, int depth) {
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            if (!nodes.isContainer(child)) {
                put(child, row, parent, prefix, nodes.key(child));
            } else if (nodes.kind(child) == JsonNodes.OBJECT && depth < DEEPEST) {
                int number = number(parent, nodes.key(child), prefix);
                if (number >= 0) {
                    members(child, row, number, columns.get(number).name + ".", depth + 1);
                }
            }
        }
    }

    private void put(int node, int row, int parent, String prefix, int key) {
        int number = number(parent, key, prefix);
        if (number >= 0) {
            Growing column = columns.get(number);
            column.nodes[row] = node;
            column.count++;
        }
    }

    private int number(int parent, int key, String prefix) {
        Integer known = numbers.get(((long) parent << 32) | (key & 0xFFFFFFFFL));
        if (known != null) {
            return known;
        }
        if (columns.size() == MOST_COLUMNS) {
            return -1;
        }
        numbers.put(((long) parent << 32) | (key & 0xFFFFFFFFL), columns.size());
        columns.add(new Growing(prefix + (key < 0 ? "" : nodes.keyText(key)), elements.length));
        return columns.size() - 1;
    }
}
