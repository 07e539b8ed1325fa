package io.headroom.compress.engine;

import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Outcome.Tokens;
import io.headroom.compress.Outcome.Tokens.Accuracy;
import io.headroom.compress.token.StoppableTokenizer;

/**
 * Decides in the model's own tokens whether a form saves enough, by every yardstick of the model: a lossless one at least 16 tokens and
 * 4 % of the text, a lossy one at least 200 tokens and 30 % of the best lossless form, so that no marker costs more than it saves. The form is counted first, and of the text only as much as the decision needs; the figures of larger texts are extrapolated.
 */
final class TokenGate {
    /** What a form must save. */
    enum Saving {
        LOSSLESS(16, 4),
        LOSSY(200, 30);

        private final int tokens;
        private final int percent;

        Saving(int tokens, int percent) {
            this.tokens = tokens;
            this.percent = percent;
        }

        /** The tokens that the text must have for a form of so many tokens. */
        private int needed(int after) {
            long share = (after * 100L + (100 - percent) - 1) / (100 - percent);
            return (int) Math.min(Integer.MAX_VALUE, Math.max((long) after + tokens, share));
        }
    }

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

    /** The tokens of a text by the first yardstick; from the limit on just the limit. */
    int upTo(int limit, String text) {
        return Math.min(limit, count(tokenizer.yardsticks().get(0), text, limit));
    }

    Decision decide(String text, String form, Saving saving) {
        StringBuilder note = new StringBuilder();
        for (Tokenizer yardstick : tokenizer.yardsticks()) {
            int after = count(yardstick, form, Integer.MAX_VALUE);
            int needed = saving.needed(after);
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
