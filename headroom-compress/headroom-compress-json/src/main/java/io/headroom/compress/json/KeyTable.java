package io.headroom.compress.json;

import java.util.Arrays;

/** Numbers the member names of a document, so that rows are compared by numbers. A name is a slice of the document's characters. */
final class KeyTable {
    private int[] slots = new int[64];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int size;

    int size() {
        return size;
    }

    int start(int key) {
        return starts[key];
    }

    int end(int key) {
        return ends[key];
    }

    /** The number of a name; a new one if the name is new. */
    int intern(char[] chars, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + chars[i];
        }
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (slots[slot] != 0) {
            int key = slots[slot] - 1;
            if (Arrays.equals(chars, starts[key], ends[key], chars, from, to)) {
                return key;
            }
            slot = (slot + 1) & mask;
        }
        return add(chars, slot, from, to);
    }

    private int add(char[] chars, int slot, int from, int to) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        starts[size] = from;
        ends[size] = to;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash(chars);
        }
        return size - 1;
    }

    private void rehash(char[] chars) {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int key = 0; key < size; key++) {
            int hash = 0;
            for (int i = starts[key]; i < ends[key]; i++) {
                hash = hash * 31 + chars[i];
            }
            int slot = spread(hash) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = key + 1;
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
