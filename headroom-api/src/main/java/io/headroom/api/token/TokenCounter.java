package io.headroom.api.token;

import java.util.Optional;

/**
 * Knows the tokenizers of some models. Found with {@link java.util.ServiceLoader}, thread-safe. A counter must work without any
 * network.
 */
public interface TokenCounter {
    /**
     * The id by which messages name this counter.
     *
     * @return 1 to 64 characters out of {@code a-z 0-9 . -}
     */
    String id();

    /**
     * Finds the tokenizer of a model.
     *
     * @param model the model's id as a request spells it, with any provider prefix or date suffix
     * @return its tokenizer, or empty if this counter does not know the model
     */
    Optional<Tokenizer> tokenizer(String model);
}
