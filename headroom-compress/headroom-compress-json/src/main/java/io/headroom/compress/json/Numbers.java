package io.headroom.compress.json;

/** Counts in forms. */
final class Numbers {
    private static final int LARGEST = 1 << 24;

    private Numbers() {}

    /** A count without sign or leading zero, or -1. */
    static int count(char[] chars, int from, int to) {
        if (from >= to || to - from > 8 || (chars[from] == '0' && to - from > 1)) {
            return -1;
        }
        int count = 0;
        for (int i = from; i < to; i++) {
            if (chars[i] < '0' || chars[i] > '9') {
                return -1;
            }
            count = count * 10 + chars[i] - '0';
        }
        return count > LARGEST ? -1 : count;
    }
}
