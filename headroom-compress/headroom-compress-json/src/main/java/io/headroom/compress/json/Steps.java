package io.headroom.compress.json;

import io.headroom.api.compress.CompressionContext;
import java.util.function.LongConsumer;

/** Counts work and reports it to the engine in portions small enough for a deadline and large enough to cost nothing. */
public final class Steps {
    /** How many steps are reported at a time. */
    public static final int PORTION = 32_768;

    private final LongConsumer checkpoint;
    private long pending;

    /**
     * Starts with no work done.
     *
     * @param context where the work is reported to
     */
    public Steps(CompressionContext context) {
        this(context::checkpoint);
    }

    private Steps(LongConsumer checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Steps that nobody counts: of decoders, which have a budget of their own. */
    static Steps none() {
        return new Steps(steps -> {});
    }

    /**
     * Counts work.
     *
     * @param steps characters read, or comparisons made
     */
    public void add(long steps) {
        pending += steps;
        if (pending >= PORTION) {
            report();
        }
    }

    /** Reports what is left. */
    public void report() {
        long report = pending;
        pending = 0;
        checkpoint.accept(report);
    }
}
