package io.headroom.compress.engine;

import io.headroom.compress.CompressionSettings.Limits;
import io.headroom.compress.Reason;
import java.util.Optional;

/** Tells by length and characters alone whether a text is worth looking at. Immutable. */
final class Eligibility {
    /** No tokenizer makes fewer than a token out of this many characters of ordinary text often enough to matter. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    private static final int PERCENT_OF_CONTROLS = 1;

    private final Limits limits;

    Eligibility(Limits limits) {
        this.limits = limits;
    }

    Optional<Reason> refuse(String text) {
        if (text.length() < limits.minTokens() * CHARACTERS_PER_TOKEN) {
            return Optional.of(Reason.TOO_SMALL);
        }
        return text.length() > limits.maxCharacters() ? Optional.of(Reason.TOO_LARGE) : Optional.empty();
    }

    /** Looks at each character, so it is asked only about texts that are not known yet. */
    static boolean isBinary(String text) {
        int controls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\u001b') {
                if (c == 0) {
                    return true;
                }
                controls++;
            }
        }
        return controls * 100L > (long) text.length() * PERCENT_OF_CONTROLS;
    }
}
