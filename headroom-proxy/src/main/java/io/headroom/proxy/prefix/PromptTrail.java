package io.headroom.proxy.prefix;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What is remembered of a prompt: a checksum up to the end of each of its parts, and no content. Two prompts whose first checksums are
 * equal begin with the same parts. They are no defence against somebody who wants two prompts to look alike; nobody but themselves would be
 * deceived. Immutable.
 */
final class PromptTrail {
    private final long[] sums;
    private final int[] offsets;
    private final boolean longLived;

    /**
     * Takes over the arrays.
     *
     * @param sums the checksum of everything up to the end of each part
     * @param offsets where each part begins
     * @param longLived whether a mark asks the provider to keep the prompt for an hour
     */
    PromptTrail(long[] sums, int[] offsets, boolean longLived) {
        this.sums = sums;
        this.offsets = offsets;
        this.longLived = longLived;
    }

    int parts() {
        return sums.length;
    }

    boolean longLived() {
        return longLived;
    }

    /** With how many equal parts both begin. */
    int common(PromptTrail other) {
        int mismatch = Arrays.mismatch(sums, other.sums);
        return mismatch < 0 ? sums.length : mismatch;
    }

    boolean startsWith(PromptTrail other) {
        return common(other) == other.parts();
    }

    /** Where a part begins in its body; empty if there are fewer parts. */
    OptionalInt offset(int part) {
        return part < offsets.length ? OptionalInt.of(offsets[part]) : OptionalInt.empty();
    }
}
