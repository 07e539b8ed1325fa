package io.headroom.compress.engine;

import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.token.JtokkitTokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tokenizer of a model: the first counter that knows it, at last our own, which knows them all. Thread-safe. */
final class Tokenizers {
    /** Stands for a model that a request does not name. */
    private static final String UNNAMED = "unnamed";

    /** Models of the two vocabularies that nearly every request needs. */
    private static final List<String> COMMON = List.of("gpt-5", "claude");

    private final List<TokenCounter> counters;
    private final TokenCounter last;
    private final Tally tally;

    Tokenizers(List<? extends TokenCounter> counters, Tally tally) {
        this.counters = new ArrayList<>(counters);
        this.last = counters.stream()
                .filter(JtokkitTokenCounter.class::isInstance)
                .map(TokenCounter.class::cast)
                .findFirst()
                .orElseGet(JtokkitTokenCounter::new);
        this.tally = tally;
    }

    Tokenizer of(Optional<String> model) {
        String name = model.orElse(UNNAMED);
        for (TokenCounter counter : counters) {
            try {
                Optional<Tokenizer> found = counter.tokenizer(name);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (RuntimeException | LinkageError e) {
                tally.trouble(
                        "counter " + counter.getClass().getName(),
                        "a token counter failed with " + e.getClass().getSimpleName()
                                + "; the next one counts instead");
            }
        }
        return last.tokenizer(name).orElseThrow();
    }

    /** Loads the common vocabularies; ends early, between two of them, when the thread is interrupted. */
    void warmUp() {
        for (String model : COMMON) {
            Tokenizer tokenizer = of(Optional.of(model));
            for (Tokenizer yardstick : tokenizer.yardsticks()) {
                count(yardstick);
            }
            count(tokenizer);
        }
    }

    private static void count(Tokenizer tokenizer) {
        if (!Thread.currentThread().isInterrupted()) {
            tokenizer.count("warm up");
        }
    }
}
