package io.headroom.compress.message;

import java.util.Arrays;

/**
 * Compares a spliced body with the one that came: outside the replaced texts every byte must be the same. It knows the places of the
 * texts and the lengths of their forms, and nothing of how the splice works. One vectorised comparison of what was kept.
 */
final class SpliceCheck {
    private final byte[] before;
    private final byte[] after;
    private int from;
    private int at;
    private long stray;

    SpliceCheck(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /** Passes over the next replaced text: its place in the body that came, and the length of what stands there now, quotes included. */
    void replaced(int start, int end, int length) {
        kept(start);
        from = end;
        at += length;
    }

    /** How many of the kept bytes are not as they came, those that are missing or too many included. */
    long strayBytes() {
        kept(before.length);
        return stray + Math.max(0, after.length - at);
    }

    private void kept(int end) {
        int length = end - from;
        int there = Math.max(0, Math.min(length, after.length - at));
        stray += length - there;
        if (there > 0 && !Arrays.equals(before, from, from + there, after, at, at + there)) {
            for (int i = 0; i < there; i++) {
                stray += before[from + i] == after[at + i] ? 0 : 1;
            }
        }
        at += there;
        from = end;
    }
}
