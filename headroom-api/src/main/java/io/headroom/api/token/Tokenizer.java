package io.headroom.api.token;

import java.util.List;

/** Counts the tokens of a text for a family of models. Thread-safe. */
public interface Tokenizer {
    /**
     * The name of the family. It is part of the key under which a form is settled, so it never changes its meaning.
     *
     * @return for example {@code o200k_base}
     */
    String family();

    /**
     * Whether {@link #count} is the model's own count, or an approximation, which is shown with {@code ≈} and never enters money.
     *
     * @return whether the count is exact
     */
    boolean exact();

    /**
     * Counts tokens. Linear in the length of the text.
     *
     * @param text any text; lone surrogates count as the replacement character
     * @return the number of tokens
     */
    int count(CharSequence text);

    /**
     * The tokenizers by all of which a form must be smaller before it is used. An approximation names several, so that a saving is real
     * whichever of them the model resembles.
     *
     * @return at least one tokenizer
     */
    default List<Tokenizer> yardsticks() {
        return List.of(this);
    }
}
