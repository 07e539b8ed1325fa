package io.headroom.compress.token;

import io.headroom.api.token.Tokenizer;

/** A tokenizer that can stop early: at a limit, which is all that a comparison needs, or when nobody waits any more. */
public interface StoppableTokenizer extends Tokenizer {
    /**
     * Counts tokens up to a limit.
     *
     * @param text any text
     * @param limit where counting may stop
     * @param pulse called every few thousand characters; what it throws ends the counting
     * @return the number of tokens if that is below the limit, else some number that is not
     */
    int count(CharSequence text, int limit, Runnable pulse);

    @Override
    default int count(CharSequence text) {
        return count(text, Integer.MAX_VALUE, () -> {});
    }
}
