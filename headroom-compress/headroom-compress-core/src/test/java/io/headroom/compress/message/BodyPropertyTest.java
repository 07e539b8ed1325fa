package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random bodies of all dialects: the right texts are found, and nothing but them changes. */
@Tag("PX-503")
@Tag("PX-508")
@Tag("P2")
class BodyPropertyTest {
    private static final int BODIES = 1_500;

    static Stream<Dialect> dialects() {
        return RandomBody.dialects().stream();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void exactlyTheEligibleTextsAreFound(Dialect dialect) {
        JsonReader reader = new JsonReader();
        for (long seed = 0; seed < BODIES; seed++) {
            RandomBody body = RandomBody.of(dialect, new Random(seed));

            List<RandomBody.Expected> found = BodyScan.read(body.bytes(), dialect, reader).texts().stream()
                    .map(text -> new RandomBody.Expected(
                            text.span().start(), text.span().end(), text.span().text()))
                    .toList();

            assertEquals(body.expected(), found, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void onlyChangedTextsDifferAndTheySayWhatTheEngineSaid(Dialect dialect) {
        for (long seed = 0; seed < BODIES; seed++) {
            RandomBody body = RandomBody.of(dialect, new Random(seed));
            RandomEngine engine = new RandomEngine(new Random(~seed));

            BodyOutcome outcome = new BodyCompressor(engine::compressAll, CompressionSettings.defaults())
                    .compress(body.bytes(), dialect, BodyOptions.defaults(), new Cancellation());

            assertArrayEquals(engine.splicedByHand(body), outcome.body(), "seed " + seed);
            BodyScan.read(outcome.body(), dialect, new JsonReader());
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void theVerySameArrayComesBackWhenNothingChanges(Dialect dialect) {
        BlockEngine lazy = (requests, deadline) -> requests.stream()
                .map(r -> Outcomes.unchanged(r, Reason.NOT_CLAIMED))
                .toList();
        BodyCompressor compressor = new BodyCompressor(lazy, CompressionSettings.defaults());
        for (long seed = 0; seed < 200; seed++) {
            byte[] body = RandomBody.of(dialect, new Random(seed)).bytes();

            BodyOutcome outcome = compressor.compress(body, dialect, BodyOptions.defaults(), new Cancellation());

            assertSame(body, outcome.body(), "seed " + seed);
            assertTrue(outcome.facts().isPresent(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aDamagedBodyComesBackAsItIsAndNothingIsThrown(Dialect dialect) {
        for (long seed = 0; seed < BODIES; seed++) {
            Random random = new Random(seed);
            byte[] body = RandomBody.of(dialect, random).bytes();
            body[random.nextInt(body.length)] = (byte) random.nextInt();
            byte[] before = body.clone();
            RandomEngine engine = new RandomEngine(random);

            BodyOutcome outcome = new BodyCompressor(engine::compressAll, CompressionSettings.defaults())
                    .compress(body, dialect, BodyOptions.defaults(), new Cancellation());

            assertArrayEquals(before, body, "seed " + seed);
            boolean unread = outcome.facts().isEmpty();
            assertEquals(unread, outcome.bypassed().equals(Optional.of("invalid_json")), "seed " + seed);
            assertTrue(!unread || outcome.body() == body, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void oneCompressorServesManyThreadsAtOnce(Dialect dialect) {
        BlockEngine shout = (requests, deadline) -> requests.stream()
                .map(r -> Outcomes.compressed(r.content().text() + "!"))
                .toList();
        BodyCompressor compressor = new BodyCompressor(shout, CompressionSettings.defaults());

        List<Long> wrong = LongStream.range(0, BODIES)
                .parallel()
                .filter(seed -> !shouted(compressor, dialect, seed))
                .boxed()
                .toList();

        assertEquals(List.of(), wrong, "seeds");
    }

    private static boolean shouted(BodyCompressor compressor, Dialect dialect, long seed) {
        RandomBody body = RandomBody.of(dialect, new Random(seed));
        byte[] out = compressor
                .compress(body.bytes(), dialect, BodyOptions.defaults(), new Cancellation())
                .body();
        List<String> expected =
                body.expected().stream().map(text -> text.text() + "!").toList();
        List<String> found = BodyScan.read(out, dialect, new JsonReader()).texts().stream()
                .map(text -> text.span().text())
                .toList();
        return found.equals(expected);
    }

    /** Changes every other text, and can do by hand what the splice should have done. */
    private static final class RandomEngine {
        private final Random random;
        private final List<Outcome> outcomes = new ArrayList<>();

        RandomEngine(Random random) {
            this.random = random;
        }

        List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline) {
            for (CompressionRequest request : requests) {
                outcomes.add(
                        random.nextBoolean()
                                ? Outcomes.compressed(RandomJson.text(random))
                                : Outcomes.unchanged(request, Reason.NOT_SMALLER));
            }
            return outcomes;
        }

        byte[] splicedByHand(RandomBody body) {
            byte[] before = body.bytes();
            ByteArrayOutputStream after = new ByteArrayOutputStream();
            int from = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                RandomBody.Expected text = body.expected().get(i);
                Outcome outcome = outcomes.get(i);
                if (outcome.kind() == Outcome.Kind.COMPRESSED && !outcome.form().equals(text.text())) {
                    after.write(before, from, text.start() - from);
                    after.writeBytes(JsonStrings.quote(outcome.form()).getBytes(StandardCharsets.UTF_8));
                    from = text.end();
                }
            }
            after.write(before, from, before.length - from);
            return after.toByteArray();
        }
    }
}
