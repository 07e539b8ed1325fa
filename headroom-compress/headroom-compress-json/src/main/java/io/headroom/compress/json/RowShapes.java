package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds one order of columns in which the members of many objects stand. Objects are grouped by their sequence of names, the frequent
 * sequences are merged first; a row whose names contradict the order, or which is rare and unlike the rest, does not fit.
 */
final class RowShapes {
    /** A sequence that fewer rows than one in this many have is rare. */
    private static final int RARE = 20;

    /** Steps of merging for each member of a row. */
    private static final long MOST_WORK = 16;

    private final JsonNodes nodes;
    private final Steps steps;

    RowShapes(JsonNodes nodes, Steps steps) {
        this.nodes = nodes;
        this.steps = steps;
    }

    /**
     * An order of columns.
     *
     * @param keys the names in the order of the columns
     * @param fits for each row whether its members follow the order; false where there is no row
     * @param unfit how many rows do not fit
     */
    record Order(int[] keys, boolean[] fits, int unfit) {}

    private static final class Shape {
        final int[] keys;
        final int first;
        int rows;
        boolean fits;

        Shape(int[] keys, int first) {
            this.keys = keys;
            this.first = first;
        }
    }

    /** Merges rows; a rare row may be left out where {@code strangers} allows it. Negative nodes are no rows. */
    Order merge(int[] objects, boolean strangers) {
        List<Shape> shapes = new ArrayList<>();
        int[] shapeOf = group(objects, shapes);
        int present = shapes.stream().mapToInt(shape -> shape.rows).sum();
        List<Shape> byCount = new ArrayList<>(shapes);
        byCount.sort(Comparator.comparingInt((Shape shape) -> -shape.rows).thenComparingInt(shape -> shape.first));
        KeyOrder order = mergeFrequent(byCount, strangers ? present : 0);
        int unfit = count(shapes);
        if (strangers && unfit * 5L > present) {
            byCount.forEach(shape -> shape.fits = false);
            order = mergeFrequent(byCount, 0);
            unfit = count(shapes);
        }
        boolean[] fits = new boolean[objects.length];
        for (int row = 0; row < objects.length; row++) {
            fits[row] = shapeOf[row] >= 0 && shapes.get(shapeOf[row]).fits;
        }
        return new Order(order.keys(), fits, unfit);
    }

    private static int count(List<Shape> shapes) {
        return shapes.stream()
                .filter(shape -> !shape.fits)
                .mapToInt(shape -> shape.rows)
                .sum();
    }

    private KeyOrder mergeFrequent(List<Shape> byCount, int present) {
        KeyOrder order = new KeyOrder(nodes.keys.size());
        long[] work = {
            MOST_WORK
                    * byCount.stream()
                            .mapToLong(shape -> (long) shape.rows * shape.keys.length)
                            .sum()
        };
        for (Shape shape : byCount) {
            steps.add(shape.keys.length);
            boolean rare = (long) shape.rows * RARE < present;
            if (rare && isStrange(shape, order)) {
                continue;
            }
            shape.fits = order.merge(shape.keys, work);
        }
        return order;
    }

    /** Whether a rare row would make new columns, or holes in columns that all others fill, dearer than itself. */
    private static boolean isStrange(Shape shape, KeyOrder order) {
        int known = 0;
        for (int key : shape.keys) {
            if (order.contains(key)) {
                known++;
            }
        }
        int added = shape.keys.length - known;
        int missing = order.size() - known;
        return added > 1 || (added + missing) * 2 > order.size();
    }

    private int[] group(int[] objects, List<Shape> shapes) {
        Map<Long, List<Integer>> byHash = new HashMap<>();
        int[] shapeOf = new int[objects.length];
        int last = -1;
        for (int row = 0; row < objects.length; row++) {
            int object = objects[row];
            if (object < 0) {
                shapeOf[row] = -1;
                continue;
            }
            if (last < 0 || !has(object, shapes.get(last).keys)) {
                last = find(object, row, shapes, byHash);
            }
            shapes.get(last).rows++;
            shapeOf[row] = last;
        }
        return shapeOf;
    }

    private int find(int object, int row, List<Shape> shapes, Map<Long, List<Integer>> byHash) {
        long hash = 7;
        int members = 0;
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            hash = hash * 0x9E3779B97F4A7C15L + nodes.key(child) + 1;
            hash ^= hash >>> 29;
            members++;
        }
        steps.add(members);
        List<Integer> same = byHash.computeIfAbsent(hash, h -> new ArrayList<>());
        for (int candidate : same) {
            if (has(object, shapes.get(candidate).keys)) {
                return candidate;
            }
        }
        int[] keys = new int[members];
        int i = 0;
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            keys[i++] = nodes.key(child);
        }
        shapes.add(new Shape(keys, row));
        same.add(shapes.size() - 1);
        return shapes.size() - 1;
    }

    private boolean has(int object, int[] keys) {
        int i = 0;
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            if (i == keys.length || keys[i++] != nodes.key(child)) {
                return false;
            }
        }
        return i == keys.length;
    }

    /** Names in the order of the columns, as a list linked through arrays. */
    private static final class KeyOrder {
        private static final int ABSENT = -1;
        private final int[] next;
        private final int[] position;
        private int size;

        KeyOrder(int keys) {
            next = new int[keys + 1];
            position = new int[keys];
            Arrays.fill(position, ABSENT);
            next[keys] = keys;
        }

        int size() {
            return size;
        }

        boolean contains(int key) {
            return position[key] != ABSENT;
        }

        /**
         * Adds the names that are new behind the ones before them, unless the known ones stand in another order. Rows that all differ
         * are given up when the work that is left for them is done.
         */
        boolean merge(int[] keys, long[] work) {
            int last = ABSENT;
            int known = 0;
            for (int key : keys) {
                if (contains(key)) {
                    known++;
                    if (position[key] <= last) {
                        return false;
                    }
                    last = position[key];
                }
            }
            if (known == keys.length) {
                return true;
            }
            work[0] -= size;
            if (work[0] < 0) {
                return false;
            }
            int head = position.length;
            int before = head;
            for (int key : keys) {
                if (!contains(key)) {
                    next[key] = next[before];
                    next[before] = key;
                    position[key] = 0;
                    size++;
                }
                before = key;
            }
            int i = 0;
            for (int key = next[head]; key != head; key = next[key]) {
                position[key] = i++;
            }
            return true;
        }

        int[] keys() {
            int[] keys = new int[size];
            int i = 0;
            for (int key = next[position.length]; key != position.length; key = next[key]) {
                keys[i++] = key;
            }
            return keys;
        }
    }
}
