package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.Layout;
import io.headroom.workload.NamedText;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link TokenCounter} must keep: it counts any text, always alike, and declines models that it does not know. */
@Tag("C-301")
public abstract class TokenCounterContract {
    private static final int LONGEST = 200_000;

    /**
     * The counter under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract TokenCounter counter();

    /**
     * Models that the counter knows.
     *
     * @return at least one id as requests spell it
     */
    protected abstract List<String> models();

    /** The id stands in messages. */
    @Test
    @DisplayName("id: 1 to 64 characters of a-z 0-9 . -")
    final void idHasTheFormThatMessagesNeed() {
        assertTrue(counter().id().matches("[a-z0-9.-]{1,64}"), counter().id());
    }

    /** No guessing. */
    @Test
    @DisplayName(
            "C-301: known models have a tokenizer with a family and at least one yardstick, an unknown one has none or says it is inexact")
    final void findsTokenizersOfKnownModels() {
        for (String model : models()) {
            Tokenizer tokenizer =
                    counter().tokenizer(model).orElseThrow(() -> new AssertionError(model + " is not known"));
            assertTrue(tokenizer.family().matches("[A-Za-z0-9._-]{1,64}"), tokenizer.family());
            assertFalse(tokenizer.yardsticks().isEmpty(), () -> model + " has no yardstick");
            assertEquals(
                    Optional.of(tokenizer.family()), counter().tokenizer(model).map(Tokenizer::family));
        }
        Optional<Tokenizer> unknown = counter().tokenizer("no-such-maker/no-such-model-0");
        assertFalse(unknown.filter(Tokenizer::exact).isPresent(), "claims to count a made-up model exactly");
    }

    /** Figures must be repeatable. */
    @Test
    @DisplayName("C-102: counts are the same in any locale, thread and order, and never negative")
    final void countsAlways() throws InterruptedException {
        for (String model : models()) {
            Tokenizer tokenizer = counter().tokenizer(model).orElseThrow();
            List<String> texts = texts();
            Supplier<List<Integer>> forward =
                    () -> texts.stream().map(tokenizer::count).toList();
            List<Integer> expected = forward.get();

            List<String> impurities = new PurityCheck(forward, () -> {
                        List<Integer> counts = new ArrayList<>();
                        for (int i = texts.size() - 1; i >= 0; i--) {
                            counts.add(tokenizer.count(texts.get(i)));
                        }
                        return counts;
                    })
                    .impurities(expected);

            assertEquals(List.of(), impurities, model);
            assertTrue(expected.stream().allMatch(count -> count >= 0), model);
            assertEquals(0, tokenizer.count(""), model);
        }
    }

    /** C-303 cuts texts; a cut at a line end must not be far off. */
    @Test
    @DisplayName("a text has at least one token for every 200 characters of words, and at most one for each UTF-8 byte")
    final void countsPlausibly() {
        String words = "The order was sent and the customer has received the mail about it. ".repeat(40);
        for (String model : models()) {
            int count = counter().tokenizer(model).orElseThrow().count(words);

            assertTrue(count >= words.length() / 200 && count <= words.length(), () -> model + ": " + count);
        }
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (NamedText text : HostileTexts.all(1)) {
            if (text.text().length() < LONGEST) {
                texts.add(text.text());
            }
        }
        texts.add(Workloads.get("W05").texts(Layout.MIN).get(0));
        return texts;
    }
}
