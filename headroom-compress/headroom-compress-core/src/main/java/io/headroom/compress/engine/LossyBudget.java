package io.headroom.compress.engine;

import io.headroom.api.compress.Mode;

/**
 * How much of a text a lossy form may show (C-905), and from which size on a text is shortened at all.
 *
 * @param mode the mode that permits it, balanced or aggressive
 * @param from the least number of tokens of a text that is shortened
 */
record LossyBudget(Mode mode, int from) {
    /** No text needs more than the most for its budget beyond this many tokens, so nothing counts on. */
    static final int COUNTED = 40_000;

    private static final int PERCENT = 100;
    private static final int ERROR_FROM = 4_000;

    /** The terms of a mode; failures stay whole up to a size at which nobody reads them whole any more (C-204). */
    static LossyBudget of(Mode mode, boolean error) {
        Mode permitting = mode == Mode.AGGRESSIVE ? Mode.AGGRESSIVE : Mode.BALANCED;
        int from = permitting == Mode.AGGRESSIVE ? 300 : 600;
        return new LossyBudget(permitting, error ? ERROR_FROM + 1 : from);
    }

    /** The budget for a text whose best lossless form has so many tokens. */
    int tokens(int lossless) {
        return mode == Mode.AGGRESSIVE ? share(lossless, 4, 250, 1_500) : share(lossless, 8, 400, 3_000);
    }

    private static int share(int tokens, int percent, int least, int most) {
        return Math.max(least, Math.min(most, (int) ((long) tokens * percent / PERCENT)));
    }
}
