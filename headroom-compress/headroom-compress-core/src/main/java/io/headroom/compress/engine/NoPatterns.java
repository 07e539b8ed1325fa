package io.headroom.compress.engine;

import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import java.util.Collections;
import java.util.List;

/** A miner that finds nothing, so that every line stands for itself. */
final class NoPatterns implements PatternMiner {
    private static final Patterns.Line PLAIN = new Patterns.Line(-1, List.of());

    @Override
    public Patterns mine(List<String> lines) {
        return new Patterns(List.of(), Collections.nCopies(lines.size(), PLAIN));
    }
}
