package io.headroom.compress.json;

/** Missing values of a column. */
final class Gaps {
    private Gaps() {}

    static boolean any(int[] values) {
        for (int value : values) {
            if (value < 0) {
                return true;
            }
        }
        return false;
    }
}
