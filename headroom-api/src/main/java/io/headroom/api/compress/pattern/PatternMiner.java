package io.headroom.api.compress.pattern;

import java.util.List;

/** Finds the patterns that lines share. The result is a function of the lines alone. Bound to one call of a compressor. */
public interface PatternMiner {
    /**
     * Mines single-line patterns.
     *
     * @param lines the lines, without line ends; at least one
     * @return the patterns that pay for themselves by the estimate of tokens, and which line has which
     */
    Patterns mine(List<String> lines);

    /**
     * As {@link #mine}, but prefers few patterns with more values to several that are closer to their lines, even where that costs
     * more. Lines of a kind then have the same pattern, which shows what else repeats.
     *
     * @param lines the lines, without line ends; at least one
     * @return the patterns, and which line has which
     */
    default Patterns mineBroadly(List<String> lines) {
        return mine(lines);
    }
}
