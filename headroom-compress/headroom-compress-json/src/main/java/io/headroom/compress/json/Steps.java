package io.headroom.compress.json;

import io.headroom.api.compress.CompressionContext;

/** Counts work and reports it to the engine in portions small enough for a deadline and large enough to cost nothing. */
final class Steps {
    static final int PORTION = 32_768;

    private final CompressionContext context;
    private long pending;

    Steps(CompressionContext context) {
        this.context = context;
    }

    void add(long steps) {
        pending += steps;
        if (pending >= PORTION) {
            report();
        }
    }

    /** Reports what is left. */
    void report() {
        long report = pending;
        pending = 0;
        context.checkpoint(report);
    }
}
