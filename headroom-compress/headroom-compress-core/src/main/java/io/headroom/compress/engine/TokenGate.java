package io.headroom.compress.engine;

import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Outcome.Tokens;
import io.headroom.compress.Outcome.Tokens.Accuracy;
import io.headroom.compress.token.StoppableTokenizer;

/**
 * Decides in the model's own tokens whether a lossless form saves enough: at least 16 tokens and 4 %, by every yardstick of the model.
 * The form is counted first, and of the text only as much as the decision needs; the figures of larger texts are extrapolated.
 */
final class TokenGate {
    private static final int LEAST_TOKENS = 16;
    private static final int LEAST_PERCENT = 4;
    private static final int COUNTED_WHOLE = 1 << 20;

    /**
     * A decision.
     *
     * @param passed whether the form saves enough
     * @param note the figures that decided, for explanations
     */
    record Decision(boolean passed, String note) {}

    private final Tokenizer tokenizer;
    private final Runnable pulse;

    /**
     * @param tokenizer of the model
     * @param pulse called while counting; may throw to stop
     */
    TokenGate(Tokenizer tokenizer, Runnable pulse) {
        this.tokenizer = tokenizer;
        this.pulse = pulse;
    }

    boolean hasAtLeast(int tokens, String text) {
        return count(tokenizer.yardsticks().get(0), text, tokens) >= tokens;
    }

    Decision decide(String text, String form) {
        StringBuilder note = new StringBuilder();
        for (Tokenizer yardstick : tokenizer.yardsticks()) {
            int after = count(yardstick, form, Integer.MAX_VALUE);
            int needed = needed(after);
            int before = count(yardstick, text, needed);
            note.append(note.length() == 0 ? "" : "; ")
                    .append(yardstick.family())
                    .append(": form ")
                    .append(after);
            if (before < needed) {
                note.append(", text ").append(before).append(", needed ").append(needed);
                return new Decision(false, note.toString());
            }
            note.append(", text at least ").append(needed);
        }
        return new Decision(true, note.toString());
    }

    /** The tokens that the text must have for a form of so many tokens. */
    private static int needed(int after) {
        long percent = (after * 100L + (100 - LEAST_PERCENT) - 1) / (100 - LEAST_PERCENT);
        return (int) Math.min(Integer.MAX_VALUE, Math.max((long) after + LEAST_TOKENS, percent));
    }

    Tokens figures(String text, String form) {
        int after = count(tokenizer, form, Integer.MAX_VALUE);
        if (text.length() <= COUNTED_WHOLE) {
            int before = count(tokenizer, text, Integer.MAX_VALUE);
            return new Tokens(before, after, tokenizer.exact() ? Accuracy.EXACT : Accuracy.APPROXIMATE);
        }
        int part = count(tokenizer, text.substring(0, COUNTED_WHOLE), Integer.MAX_VALUE);
        long before = Math.max(after, part * (long) text.length() / COUNTED_WHOLE);
        return new Tokens((int) Math.min(Integer.MAX_VALUE, before), after, Accuracy.APPROXIMATE);
    }

    private int count(Tokenizer counter, String text, int limit) {
        if (counter instanceof StoppableTokenizer stoppable) {
            return stoppable.count(text, limit, pulse);
        }
        pulse.run();
        return counter.count(text);
    }
}
