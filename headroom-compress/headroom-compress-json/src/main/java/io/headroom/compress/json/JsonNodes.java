package io.headroom.compress.json;

import java.util.Arrays;

/**
 * A parsed document as flat arrays: one entry per value, in document order, none per cell on the heap. The characters of the text stand
 * first in {@link #chars}, decoded strings that held escapes are appended, so that every string and name is a slice of one array.
 */
final class JsonNodes {
    static final byte OBJECT = 0;
    static final byte ARRAY = 1;
    static final byte STRING = 2;
    static final byte NUMBER = 3;
    static final byte TRUE = 4;
    static final byte FALSE = 5;
    static final byte NULL = 6;

    final KeyTable keys = new KeyTable();
    char[] chars;
    private int charCount;
    private byte[] kinds = new byte[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] nexts = new int[64];
    private int[] keyOf = new int[64];
    private int size;

    JsonNodes(String text) {
        chars = text.toCharArray();
        charCount = chars.length;
    }

    int size() {
        return size;
    }

    byte kind(int node) {
        return kinds[node];
    }

    /** Where the value begins: behind the quote for a string, at the bracket for a container. */
    int start(int node) {
        return starts[node];
    }

    /** Where the value ends: at the closing quote for a string, behind the bracket for a container. */
    int end(int node) {
        return ends[node];
    }

    /** The node behind this one and all that it holds. */
    int next(int node) {
        return nexts[node];
    }

    /** The number of the member name, -1 for an element. */
    int key(int node) {
        return keyOf[node];
    }

    boolean isContainer(int node) {
        return kinds[node] <= ARRAY;
    }

    boolean isEmpty(int container) {
        return nexts[container] == container + 1;
    }

    int children(int container) {
        int count = 0;
        for (int child = container + 1; child < nexts[container]; child = nexts[child]) {
            count++;
        }
        return count;
    }

    boolean sameText(int a, int b) {
        return kinds[a] == kinds[b] && Arrays.equals(chars, starts[a], ends[a], chars, starts[b], ends[b]);
    }

    String text(int node) {
        return new String(chars, starts[node], ends[node] - starts[node]);
    }

    String keyText(int key) {
        return new String(chars, keys.start(key), keys.end(key) - keys.start(key));
    }

    int add(byte kind, int key, int start) {
        if (size == kinds.length) {
            int capacity = size + (size >> 1);
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            nexts = Arrays.copyOf(nexts, capacity);
            keyOf = Arrays.copyOf(keyOf, capacity);
        }
        kinds[size] = kind;
        keyOf[size] = key;
        starts[size] = start;
        return size++;
    }

    void close(int node, int end) {
        ends[node] = end;
        nexts[node] = size;
    }

    void place(int node, int start, int end) {
        starts[node] = start;
        close(node, end);
    }

    /** A string node for a member name, so that names can stand in a column. */
    int addName(int key) {
        int node = add(STRING, -1, keys.start(key));
        close(node, keys.end(key));
        return node;
    }

    /** Forgets the nodes from here on. */
    void truncate(int node) {
        size = node;
    }

    int charCount() {
        return charCount;
    }

    void append(char c) {
        if (charCount == chars.length) {
            chars = Arrays.copyOf(chars, chars.length + (chars.length >> 2) + 64);
        }
        chars[charCount++] = c;
    }

    void append(int from, int to) {
        int length = to - from;
        if (charCount + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(charCount + length, chars.length + (chars.length >> 2) + 64));
        }
        System.arraycopy(chars, from, chars, charCount, length);
        charCount += length;
    }
}
