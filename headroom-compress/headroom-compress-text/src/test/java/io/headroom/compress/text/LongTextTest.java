package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.workload.BuildWorkloads;
import io.headroom.workload.TextWorkloads;
import io.headroom.workload.Workload;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-1501")
@DisplayName("long texts, whose patterns come from a sample")
class LongTextTest {
    private static final int LONG = 800_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("P5: come back exactly, whatever stands outside the sample")
    void comeBackExactly(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < LONG) {
            String part = random.nextInt(3) == 0
                    ? HostileLogs.of(random)
                    : repeated(BuildWorkloads::applicationLog, 20_000 + random.nextInt(40_000));
            text.append(part);
        }

        RoundTrip.form(text.toString(), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n"})
    @DisplayName("C-601: keep line ends of every kind")
    void keepLineEnds(String end) {
        String log = repeated(BuildWorkloads::applicationLog, LONG).replace("\n", end);

        assertTrue(RoundTrip.form(log).length() < log.length() / 2);
    }

    @Test
    @DisplayName("C-701: search results stand below their paths")
    void putSearchResultsBelowTheirPaths() {
        String form = RoundTrip.form(repeated(TextWorkloads::grep, LONG));

        assertTrue(form.contains("; a path after > belongs to the lines below it"), form.substring(0, 200));
    }

    @Test
    @DisplayName("C-704: hunks of a long diff stay as they are")
    void keepHunks() {
        Random random = new Random(9);
        StringBuilder diff = new StringBuilder();
        String hunk = "";
        for (int file = 0; diff.length() < LONG; file++) {
            hunk = "@@ -" + (file % 90 + 1) + " +" + (file % 90 + 1) + " @@\n-" + code(random) + "\n+" + code(random)
                    + "\n";
            String path = "src/part" + file + ".c";
            diff.append("diff --git a/" + path + " b/" + path + "\n--- a/" + path + "\n+++ b/" + path + "\n" + hunk);
        }

        String form = RoundTrip.form(diff.toString());

        assertTrue(form.contains("\n" + hunk), form.substring(0, 2000));
        assertTrue(form.length() < diff.length());
    }

    @Test
    @DisplayName("patterns that the sample missed are found in what it left over")
    void findLatePatterns() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append("2026-03-14 INFO accepted request ").append(i).append(" from the gateway\n");
            if (i > 300 && i <= 900) {
                log.append("rebalancing partition ").append(i * 7L).append(" of topic orders onto broker ");
                log.append(i % 9).append("\n");
            }
        }

        String form = RoundTrip.form(log.toString());

        assertTrue(form.contains("=rebalancing partition {} of topic orders onto broker {}\n"), form.substring(0, 500));
    }

    @Test
    @DisplayName("save as much as short ones, but for a few percent")
    void saveAsMuch() {
        assertTrue(RoundTrip.saving(repeated(BuildWorkloads::applicationLog, LONG)) > 66);
        assertTrue(RoundTrip.saving(repeated(BuildWorkloads::maven, LONG)) > 58);
    }

    @Test
    @DisplayName("C-402: prose is declined after a sample, with a few looks at each character")
    void declineProseSoon() {
        String prose = repeated(TextWorkloads::prose, LONG);
        TestContext context = RoundTrip.context();

        assertTrue(new TextCompressor().compress(new Content(prose), context).isEmpty());
        assertTrue(context.steps() < 8L * prose.length(), context.steps() + " steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "grep", "prose"})
    @DisplayName("C-108: the engine can stop the longest text at any time")
    void letTheEngineIn(String kind) {
        int longest = 8 << 20;
        String text = switch (kind) {
            case "log" -> repeated(BuildWorkloads::applicationLog, longest);
            case "grep" -> repeated(TextWorkloads::grep, longest);
            default -> repeated(TextWorkloads::prose, longest);
        };
        Intervals context = new Intervals();

        new TextCompressor().compress(new Content(text.substring(0, Math.min(longest, text.length()))), context);

        // A step is a character read; a core reads some hundred million in a second, so this is about a millisecond.
        assertTrue(context.longest <= 1 << 19, context.longest + " steps");
        assertTrue(context.steps >= text.length(), "every character is counted");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40, 100, 150})
    @DisplayName("C-108: a stopped call ends at once")
    void endWhenStopped(int checkpoint) {
        String log = repeated(BuildWorkloads::applicationLog, LONG);
        TestContext context = RoundTrip.context().stoppingAt(checkpoint);

        assertThrows(CompressionStoppedException.class, () -> new TextCompressor().compress(new Content(log), context));
        assertEquals(checkpoint, context.checkpoints());
    }

    /** A line of code that has nothing in common with another. */
    private static String code(Random random) {
        StringBuilder code = new StringBuilder();
        for (int word = 0; word <= 9 + random.nextInt(9); word++) {
            for (int letter = 0; letter < 5; letter++) {
                code.append((char) ('a' + random.nextInt(26)));
            }
            code.append(" (.;=+*".charAt(random.nextInt(7)));
        }
        return code.append(';').toString();
    }

    private static String repeated(LongFunction<Workload> workload, int length) {
        StringBuilder text = new StringBuilder();
        for (long seed = 1; text.length() < length; seed++) {
            text.append(workload.apply(seed).plain().get(0));
        }
        return text.toString();
    }

    /** Keeps the longest work between two checkpoints. */
    private static final class Intervals implements CompressionContext {
        private final TestContext estimating = RoundTrip.context();
        private long longest;
        private long steps;

        @Override
        public Fidelity floor() {
            return Fidelity.BYTES;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public int estimate(CharSequence text) {
            return estimating.estimate(text);
        }

        @Override
        public PatternMiner patterns() {
            return new LineMiner(this);
        }

        @Override
        public void checkpoint(long done) {
            steps += done;
            longest = Math.max(longest, done);
        }
    }
}
