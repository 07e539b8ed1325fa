package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import io.headroom.api.dialect.UsageSink;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.dialect.AnthropicMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCompressorTest {
    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"stream\":true,\"tools\":[{\"name\":\"Bash\"}],"
            + "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\","
            + "\"input\":{\"command\":\"ls\"}}]},{\"role\":\"user\",\"content\":[{\"content\":\"one\\ntwo\","
            + "\"is_error\":true,\"type\":\"tool_result\",\"tool_use_id\":\"t1\"}]}]}";

    private final Dialect dialect = new AnthropicMessages();
    private final List<CompressionRequest> asked = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();

    @Test
    @Tag("PX-503")
    void asksTheEngineWithAllThatTheBodyTells() {
        compress(BODY, BodyOptions.defaults());

        assertEquals(1, asked.size());
        CompressionRequest request = asked.get(0);
        assertEquals("one\ntwo", request.content().text());
        assertEquals(Hint.tool("Bash").command("ls").failed().model("claude-opus-5-5"), request.hint());
        assertEquals(Mode.BALANCED, request.mode());
        assertEquals(RetrievalChannel.cli(), request.channel());
    }

    @Test
    @Tag("PX-503")
    void putsTheFormInPlaceOfTheText() {
        BodyOutcome outcome = compress(BODY, BodyOptions.defaults());

        assertEquals(BODY.replace("one\\ntwo", "short \\\"form\\\""), text(outcome.body()));
        assertEquals(Optional.empty(), outcome.bypassed());
    }

    @Test
    void reportsFactsAndBlocks() {
        BodyOutcome outcome = compress(BODY, BodyOptions.defaults());

        BodyOutcome.Facts facts = outcome.facts().orElseThrow();
        assertEquals(Optional.of("claude-opus-5-5"), facts.model());
        assertTrue(facts.streaming());
        assertEquals(List.of("Bash"), facts.offeredTools());
        BodyOutcome.Block block = outcome.blocks().get(0);
        assertEquals("\"one\\ntwo\"", BODY.substring(block.start(), block.end()));
        assertEquals("short \"form\"", block.outcome().form());
    }

    @Test
    void aModeOfTheRequestBeatsTheEngines() {
        compress(BODY, new BodyOptions(Optional.of(Mode.LOSSLESS), BodyOptions.Retrieval.CLIENT));

        assertEquals(Mode.LOSSLESS, asked.get(0).mode());
    }

    @Test
    void withoutRetrievalThereIsNoChannel() {
        compress(BODY, new BodyOptions(Optional.empty(), BodyOptions.Retrieval.OFF));

        assertEquals(RetrievalChannel.none(), asked.get(0).channel());
    }

    @Test
    @Tag("PX-508")
    void doesNotEvenReadTheBodyWhenOff() {
        byte[] body = utf8("not json");

        BodyOutcome outcome = compressor(this::shorten).compress(body, dialect, mode(Mode.OFF), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("off"), outcome.bypassed());
        assertEquals(Optional.empty(), outcome.facts());
    }

    @Test
    @Tag("PX-508")
    void anAuditRunsTheEngineAndSendsTheOriginal() {
        byte[] body = utf8(BODY);

        BodyOutcome outcome = compressor(this::shorten).compress(body, dialect, mode(Mode.AUDIT), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("audit"), outcome.bypassed());
        assertEquals(1, outcome.blocks().size());
        assertEquals(Mode.AUDIT, asked.get(0).mode());
    }

    @Test
    @Tag("PX-508")
    void aFormThatEqualsTheTextIsNoChange() {
        byte[] body = utf8(BODY);
        BlockEngine echo = (requests, deadline) -> List.of(Outcomes.compressed("one\ntwo"));

        BodyOutcome outcome = compressor(echo).compress(body, dialect, BodyOptions.defaults(), new Cancellation());

        assertSame(body, outcome.body());
    }

    @Test
    @Tag("PX-501")
    void leavesABodyWithoutToolResultsAlone() {
        byte[] body = utf8("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"model\":\"m\"}");

        BodyOutcome outcome =
                compressor(this::shorten).compress(body, dialect, BodyOptions.defaults(), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("nothing_eligible"), outcome.bypassed());
        assertEquals(Optional.of("m"), outcome.facts().orElseThrow().model());
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{} {}", "{\"model\":\"m\"", "{\"model\":1,\"model\":2}", "\uFEFF"})
    @Tag("PX-501")
    void leavesABodyAloneThatItCannotRead(String json) {
        byte[] body = utf8(json);

        BodyOutcome outcome =
                compressor(this::shorten).compress(body, dialect, BodyOptions.defaults(), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("invalid_json"), outcome.bypassed());
        assertEquals(List.of(), asked);
    }

    @Test
    @Tag("PX-501")
    void refusesADoubledKeyOnTheWayToAText() {
        byte[] body = utf8(BODY.replace("\"is_error\":true", "\"content\":\"other\""));

        BodyOutcome outcome =
                compressor(this::shorten).compress(body, dialect, BodyOptions.defaults(), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("invalid_json"), outcome.bypassed());
    }

    @Test
    @Tag("PX-506")
    @Tag("P1")
    void anyFaultOfTheEngineGivesTheOriginal() {
        assertFault((requests, deadline) -> {
            throw new IllegalStateException("broken");
        });
        assertFault((requests, deadline) -> {
            throw new StackOverflowError();
        });
        assertFault((requests, deadline) -> {
            throw new OutOfMemoryError("for a test");
        });
        assertFault((requests, deadline) -> List.of());
        assertFault((requests, deadline) -> null);
    }

    @Test
    @Tag("PX-506")
    @Tag("P1")
    void aDialectThatPointsElsewhereGivesTheOriginal() {
        byte[] body = utf8(BODY);
        int outside = body.length - 1;

        for (TextSpan span : List.of(new TextSpan(1, 3, ""), new TextSpan(outside, outside + 9, ""))) {
            BodyOutcome outcome = compressor(this::shorten)
                    .compress(body, new Pointing(span), BodyOptions.defaults(), new Cancellation());

            assertSame(body, outcome.body());
            assertEquals(Optional.of("fault"), outcome.bypassed());
        }
    }

    @Test
    @Tag("PX-505")
    void theTimeDependsOnTheEligibleTexts() {
        Duration base = Duration.ofSeconds(20);
        CompressionSettings settings = CompressionSettings.defaults()
                .withBudget(new CompressionSettings.Budget(base, Duration.ofDays(1), Duration.ofDays(2), 1, 1));
        String longer = BODY.replace("one", "o".repeat(1 << 20));

        BodyCompressor compressor = new BodyCompressor(this::shorten, settings);
        compressor.compress(utf8(BODY), dialect, BodyOptions.defaults(), new Cancellation());
        compressor.compress(utf8(longer), dialect, BodyOptions.defaults(), new Cancellation());

        assertTrue(deadlines.get(0).remaining().compareTo(base.plusSeconds(1)) < 0);
        assertTrue(deadlines.get(1).remaining().compareTo(Duration.ofHours(23)) > 0);
    }

    @Test
    @Tag("PX-505")
    void cancellationReachesTheEngine() {
        Cancellation cancellation = new Cancellation();

        compressor(this::shorten).compress(utf8(BODY), dialect, BodyOptions.defaults(), cancellation);
        cancellation.cancel();

        assertEquals(
                Optional.of(CompressionStoppedException.Cause.CANCELLED),
                deadlines.get(0).stopped());
    }

    @Test
    void aWarmUpReadsWithEachDialectAndSurvivesABrokenOne() {
        BodyCompressor compressor = compressor(this::shorten);

        compressor.warmUp(List.of(new Pointing(new TextSpan(0, 2, "")), dialect));
        BodyOutcome outcome = compressor.compress(utf8(BODY), dialect, BodyOptions.defaults(), new Cancellation());

        assertEquals(Optional.empty(), outcome.bypassed());
        assertEquals(1, asked.size());
    }

    @Test
    void onlyNullThrows() {
        BodyCompressor compressor = compressor(this::shorten);
        BodyOptions options = BodyOptions.defaults();
        Cancellation cancellation = new Cancellation();

        assertThrows(NullPointerException.class, () -> compressor.compress(null, dialect, options, cancellation));
        assertThrows(NullPointerException.class, () -> compressor.compress(new byte[0], null, options, cancellation));
        assertThrows(NullPointerException.class, () -> compressor.compress(new byte[0], dialect, null, cancellation));
        assertThrows(NullPointerException.class, () -> compressor.compress(new byte[0], dialect, options, null));
    }

    private void assertFault(BlockEngine engine) {
        byte[] body = utf8(BODY);

        BodyOutcome outcome = compressor(engine).compress(body, dialect, BodyOptions.defaults(), new Cancellation());

        assertSame(body, outcome.body());
        assertEquals(Optional.of("fault"), outcome.bypassed());
        assertFalse(outcome.facts().isEmpty());
    }

    private BodyOutcome compress(String body, BodyOptions options) {
        return compressor(this::shorten).compress(utf8(body), dialect, options, new Cancellation());
    }

    private static BodyCompressor compressor(BlockEngine engine) {
        return new BodyCompressor(engine, CompressionSettings.defaults());
    }

    private static BodyOptions mode(Mode mode) {
        return new BodyOptions(Optional.of(mode), BodyOptions.Retrieval.CLIENT);
    }

    private List<Outcome> shorten(List<CompressionRequest> requests, Deadline deadline) {
        asked.addAll(requests);
        deadlines.add(deadline);
        return requests.stream().map(r -> Outcomes.compressed("short \"form\"")).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A dialect that reports one span, whatever the body. */
    private record Pointing(TextSpan span) implements Dialect {
        @Override
        public String id() {
            return "test.pointing";
        }

        @Override
        public String upstream() {
            return "test";
        }

        @Override
        public boolean accepts(String method, String rawPath) {
            return true;
        }

        @Override
        public void scan(JsonCursor body, RequestSink sink) {
            sink.toolResult(Optional.empty(), Optional.empty(), false, span);
        }

        @Override
        public void usage(JsonCursor answer, UsageSink sink) {}

        @Override
        public String error(OwnError error) {
            return "{}";
        }
    }
}
