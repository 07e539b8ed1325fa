package io.headroom.compress.json;

import java.util.Arrays;

/** The distinct strings of a column, numbered in the order in which they first appear. */
final class DistinctValues {
    private final JsonNodes nodes;
    private final int[] ofRow;
    private int[] slots = new int[64];
    private int[] firstNode = new int[32];
    private int[] counts = new int[32];
    private int size;

    DistinctValues(JsonNodes nodes, int[] values) {
        this.nodes = nodes;
        ofRow = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            int value = values[row];
            ofRow[row] = value >= 0 && nodes.kind(value) == JsonNodes.STRING ? number(value) : -1;
        }
    }

    int size() {
        return size;
    }

    int node(int distinct) {
        return firstNode[distinct];
    }

    int count(int distinct) {
        return counts[distinct];
    }

    /** For each row the number of its string, -1 for a row that has none. */
    int[] ofRow() {
        return ofRow;
    }

    private int number(int value) {
        int mask = slots.length - 1;
        int slot = hash(value) & mask;
        while (slots[slot] != 0) {
            int distinct = slots[slot] - 1;
            if (nodes.sameText(firstNode[distinct], value)) {
                counts[distinct]++;
                return distinct;
            }
            slot = (slot + 1) & mask;
        }
        if (size == firstNode.length) {
            firstNode = Arrays.copyOf(firstNode, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        firstNode[size] = value;
        counts[size] = 1;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 4];
        int mask = slots.length - 1;
        for (int distinct = 0; distinct < size; distinct++) {
            int slot = hash(firstNode[distinct]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = distinct + 1;
        }
    }

    private int hash(int value) {
        int hash = 0;
        for (int i = nodes.start(value); i < nodes.end(value); i++) {
            hash = hash * 31 + nodes.chars[i];
        }
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
