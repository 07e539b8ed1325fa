package io.headroom.api.compress;

import io.headroom.api.compress.pattern.PatternMiner;
import java.util.Map;

/**
 * What the engine tells a compressor, and does for it, during one call. It belongs to that call and to its thread.
 *
 * <p>A compressor reads nothing else: no clock, no environment, no default locale or charset, no state of its own.
 */
public interface CompressionContext {
    /**
     * The loosest lossless fidelity that is allowed here: {@link Fidelity#BYTES} for texts that someone will edit from,
     * {@link Fidelity#DATA} otherwise.
     *
     * @return the floor for lossless forms
     */
    Fidelity floor();

    /**
     * The settings of this compressor, the table {@code plugins.<id>} of the configuration file.
     *
     * @return setting names and values, unmodifiable
     */
    Map<String, String> settings();

    /**
     * A fast, model-independent estimate of tokens, for choices between forms. Every started run of 7 letters counts 1, every started
     * run of 3 digits 1, each run of spaces 1, each run of punctuation 1. The engine alone counts real tokens, at the end.
     *
     * @param text any text
     * @return the estimate, at least 0
     */
    int estimate(CharSequence text);

    /**
     * The engine's miner of line patterns, bound to this call: its work counts like the compressor's own.
     *
     * @return the miner
     */
    PatternMiner patterns();

    /**
     * Gives the engine the chance to stop this call. To be called at least every 64 KiB of input or every millisecond of work.
     *
     * @param steps how many elementary steps (characters read, comparisons made) were done since the last call; the sum is held
     *     against a limit that depends on the length of the content alone, so that hostile input is declined on every machine alike
     * @throws CompressionStoppedException if the deadline has passed, the client has gone, or the work limit is reached; a compressor
     *     lets it pass
     */
    void checkpoint(long steps);
}
