package io.headroom.compress.engine;

import io.headroom.compress.CompressionSettings.Limits;
import io.headroom.compress.Reason;
import java.util.Optional;

/** Tells by length and characters alone whether a text is worth looking at. Immutable. */
final class Eligibility {
    /** No tokenizer makes fewer than a token out of this many characters of ordinary text often enough to matter. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    private static final int PERCENT_OF_CONTROLS = 1;

    /** So many characters are looked at between two pulses: a tenth of a millisecond. */
    private static final int STRETCH = 1 << 16;

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

    /** Looks at each character, so it is asked only about texts that are not known yet; the pulse may end it. */
    static boolean isBinary(String text, Runnable pulse) {
        int controls = 0;
        for (int from = 0; from < text.length(); from += STRETCH) {
            pulse.run();
            int found = controls(text, from, Math.min(text.length(), from + STRETCH));
            if (found < 0) {
                return true;
            }
            controls += found;
        }
        return controls * 100L > (long) text.length() * PERCENT_OF_CONTROLS;
    }

    /** How many control characters a stretch has; -1 if one of them is NUL. */
    private static int controls(String text, int from, int to) {
        int controls = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\u001b') {
                if (c == 0) {
                    return -1;
                }
                controls++;
            }
        }
        return controls;
    }
}
