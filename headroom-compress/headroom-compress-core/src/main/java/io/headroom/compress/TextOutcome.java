package io.headroom.compress;

import io.headroom.api.compress.Hint;
import java.util.Objects;

/**
 * What became of one text of a request.
 *
 * @param hint where the text came from, as the request tells
 * @param outcome what became of it
 */
public record TextOutcome(Hint hint, Outcome outcome) {
    /** Checks that nothing is null. */
    public TextOutcome {
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(outcome, "outcome");
    }
}
