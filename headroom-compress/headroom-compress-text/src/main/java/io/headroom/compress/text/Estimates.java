package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;

/** Estimates long texts in pieces, so that the engine can stop it between two of them. */
final class Estimates {
    private static final int PIECE = 1 << 16;

    private Estimates() {}

    /** The estimate of a text, with a checkpoint after each piece of it. */
    static int of(CharSequence text, CompressionContext context) {
        int sum = 0;
        int start = 0;
        while (text.length() - start > PIECE) {
            sum += context.estimate(text.subSequence(start, start + PIECE));
            context.checkpoint(2L * PIECE);
            start += PIECE;
        }
        sum += context.estimate(start == 0 ? text : text.subSequence(start, text.length()));
        context.checkpoint(2L * (text.length() - start));
        return sum;
    }
}
