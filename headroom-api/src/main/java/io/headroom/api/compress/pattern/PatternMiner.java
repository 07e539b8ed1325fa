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
}
