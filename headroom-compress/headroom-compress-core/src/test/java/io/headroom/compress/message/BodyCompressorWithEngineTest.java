package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Mode;
import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.dialect.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way through a body with the real engine. */
class BodyCompressorWithEngineTest {
    private static final String NOISY = "the same line, again and again\n".repeat(200) + "é \"end\" \uD83D";
    private static final CompressionSettings PATIENT = CompressionSettings.defaults()
            .withBudget(new CompressionSettings.Budget(
                    Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), 2, 64));

    private final Dialect dialect = new OpenAiResponses();

    @Test
    @Tag("PX-503")
    void compressesResultsAndTheyDecodeToWhatTheyWere() throws Exception {
        byte[] body = conversation(1, NOISY);
        try (CompressionEngine engine = engine(PATIENT, new RunLengths())) {

            BodyOutcome outcome = compress(engine, body, BodyOptions.defaults());

            Outcome block = outcome.blocks().get(0).outcome();
            assertEquals(Reason.OK, block.reason());
            assertEquals(NOISY, engine.decode(block.form()));
            assertTrue(outcome.body().length < body.length);
            assertEquals(
                    List.of(block.form()),
                    BodyScan.read(outcome.body(), dialect, new JsonReader()).texts().stream()
                            .map(text -> text.span().text())
                            .toList());
        }
    }

    @Test
    @Tag("P3")
    void aTurnIsAPrefixOfTheNextAlsoAfterARestart() {
        byte[] first;
        try (CompressionEngine engine = engine(PATIENT, new RunLengths())) {
            first = compress(engine, conversation(3, NOISY), BodyOptions.defaults())
                    .body();
        }
        try (CompressionEngine engine = engine(PATIENT, new RunLengths())) {
            byte[] second = compress(engine, conversation(5, NOISY), BodyOptions.defaults())
                    .body();

            // The last two bytes close the list and the object.
            int shared = first.length - 2;
            assertArrayEquals(Arrays.copyOf(first, shared), Arrays.copyOf(second, shared));
        }
    }

    @Test
    @Tag("PX-508")
    void anAuditMeasuresAndChangesNothing() {
        byte[] body = conversation(1, NOISY);
        try (CompressionEngine engine = engine(PATIENT, new RunLengths())) {

            BodyOutcome outcome =
                    compress(engine, body, new BodyOptions(Optional.of(Mode.AUDIT), BodyOptions.Retrieval.CLIENT));

            assertSame(body, outcome.body());
            Outcome.Tokens tokens = outcome.blocks().get(0).outcome().tokens();
            assertTrue(tokens.after() < tokens.before(), tokens.toString());
        }
    }

    @Test
    @Tag("PX-505")
    @Tag("P1")
    void aCompressorThatNeverEndsCostsTheDeadlineAndNoMore() {
        byte[] body = conversation(2, NOISY);
        CompressionSettings hasty = PATIENT.withBudget(
                new CompressionSettings.Budget(Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(1), 2, 64));
        try (CompressionEngine engine = engine(hasty, new Endless())) {
            long began = System.nanoTime();

            BodyOutcome outcome = compress(engine, body, BodyOptions.defaults());

            assertSame(body, outcome.body());
            assertEquals(Reason.DEADLINE, outcome.blocks().get(0).outcome().reason());
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    @Tag("PX-505")
    void aClientThatIsGoneGetsTheOriginal() {
        byte[] body = conversation(1, NOISY);
        Cancellation gone = new Cancellation();
        gone.cancel();
        try (CompressionEngine engine = engine(PATIENT, new Endless())) {

            BodyOutcome outcome = new BodyCompressor(engine).compress(body, dialect, BodyOptions.defaults(), gone);

            assertSame(body, outcome.body());
        }
    }

    private BodyOutcome compress(CompressionEngine engine, byte[] body, BodyOptions options) {
        return new BodyCompressor(engine).compress(body, dialect, options, new Cancellation());
    }

    private static CompressionEngine engine(CompressionSettings settings, Compressor compressor) {
        return CompressionEngine.builder()
                .settings(settings)
                .compressors(List.of(compressor))
                .build();
    }

    /** A conversation that grows at its end, as clients' do. */
    private static byte[] conversation(int turns, String result) {
        StringBuilder json =
                new StringBuilder("{\"model\":\"gpt-5.5\",\"input\":[{\"role\":\"user\",\"content\":\"u\"}");
        for (int i = 0; i < turns; i++) {
            json.append(",{\"type\":\"function_call\",\"call_id\":\"c").append(i);
            json.append("\",\"name\":\"exec_command\",\"arguments\":\"{\\\"cmd\\\":\\\"mvn test\\\"}\"}");
            json.append(",{\"type\":\"function_call_output\",\"call_id\":\"c")
                    .append(i)
                    .append("\",\"output\":");
            json.append(JsonStrings.quote(i == 0 ? result : i + "\n" + result)).append("}");
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Works for ever, but lets itself be stopped. */
    private static final class Endless implements Compressor {
        @Override
        public String id() {
            return "test.endless";
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            while (true) {
                context.checkpoint(0);
            }
        }

        @Override
        public String decode(String form) {
            throw new UnsupportedOperationException("it never made a form");
        }
    }
}
