package io.headroom.api.compress;

/** What the engine tells a {@link LossyCompressor} during one call of {@link LossyCompressor#shorten}. Not thread-safe. */
public interface ShorteningContext extends CompressionContext {
    /**
     * How long the form should be at most, by {@link #estimate(CharSequence)}. What must survive may double it; beyond that, repetitions
     * of it go.
     *
     * @return a number of estimated tokens, at least 1
     */
    int budget();

    /**
     * The mode that permits the form.
     *
     * @return {@link Mode#BALANCED} or {@link Mode#AGGRESSIVE}
     */
    Mode mode();
}
