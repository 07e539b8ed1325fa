package io.headroom.compress.json;

import io.headroom.api.compress.CompressionContext;
import java.util.function.LongConsumer;

/** Counts work and reports it to the engine in portions small enough for a deadline and large enough to cost nothing. */
final class Steps {
    static final int PORTION = 32_768;

    private final LongConsumer checkpoint;
    private long pending;

    Steps(CompressionContext context) {
        this(context::checkpoint);
    }

    private Steps(LongConsumer checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Steps that nobody counts: of decoders, which have a budget of their own. */
    static Steps none() {
        return new Steps(steps -> {});
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
        checkpoint.accept(report);
    }
}
