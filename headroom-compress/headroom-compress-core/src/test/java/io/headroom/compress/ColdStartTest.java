package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.dialect.OpenAiResponses;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.compress.testing.Misbehaving;
import io.headroom.compress.testing.Repeats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a process that has just started owes its first requests: their texts keep for good what they get now. */
class ColdStartTest {
    private static final Duration USUAL = Duration.ofMillis(50);
    private static final Duration COLD = Duration.ofSeconds(20);
    private static final String LINE = "the same line, again and again\\n";

    @Test
    @DisplayName(
            "PX-504: the first body gets the time that a cold start takes, so that its texts are not left as they are for good")
    void theFirstBodyIsCompressedThoughItTakesLonger() {
        try (CompressionEngine engine = engine(COLD, new SlowOnce())) {
            BodyOutcome outcome = compressed(engine, body("first"));

            assertEquals(Reason.OK, outcome.blocks().get(0).outcome().reason());
        }
    }

    @Test
    @DisplayName("PX-505: an engine that has worked through 2 Mi characters gives the usual time")
    void theColdEndsWithTheWorkDone() {
        try (CompressionEngine engine = engine(COLD, new Repeats("repeats"))) {
            assertEquals(COLD, engine.timeFor(1000));

            for (int i = 0; i < 4; i++) {
                compress(engine, i + LINE.repeat(20_000), Deadline.never());
            }

            assertEquals(USUAL, engine.timeFor(1000));
        }
    }

    @Test
    @DisplayName("P1, PX-505: a compressor that never ends costs five requests the longer time, and no more")
    void theColdEndsWithRequestsThatAreLateAllTheSame() {
        try (CompressionEngine engine = engine(COLD, Misbehaving.NEVER_ENDS.compressor())) {
            for (int i = 0; i < 5; i++) {
                assertEquals(COLD, engine.timeFor(1000));
                Deadline soon = Deadline.after(Duration.ofMillis(1), new Cancellation());
                engine.compressAll(List.of(request(i + LINE.repeat(100))), soon);
            }

            assertEquals(USUAL, engine.timeFor(1000));
        }
    }

    @Test
    @DisplayName(
            "PX-505: where the settings give no longer time, a cold engine has the usual one, which may be the longer one")
    void theLongerTimeIsASetting() {
        try (CompressionEngine none = engine(Duration.ZERO, new Repeats("repeats"));
                CompressionEngine shorter = engine(Duration.ofMillis(10), new Repeats("repeats"))) {
            assertEquals(USUAL, none.timeFor(1000));
            assertEquals(USUAL, shorter.timeFor(1000));
        }
    }

    @Test
    @DisplayName("P3: what an engine practises on leaves no figure, no form and no original behind")
    void aRehearsalLeavesNothingBehind() {
        Stores stores = Stores.inMemory("t", 1 << 20);
        Counted counted = new Counted();
        try (CompressionEngine engine = CompressionEngine.builder()
                .compressors(List.of(counted))
                .originals(stores.originals())
                .build()) {
            engine.warmUp();
            int warm = counted.texts.get();

            engine.rehearse();

            assertTrue(warm > 0 && counted.texts.get() > warm);
            assertEquals(Map.of(), engine.status().outcomes());
            assertEquals(0, stores.originals().stats().entries());
        }
    }

    @Test
    @DisplayName("PX-1202: who asks after a warm-up was announced waits for it, though it has not begun")
    void anExpectedWarmUpIsWaitedFor() throws Exception {
        try (CompressionEngine engine = engine(COLD, new Repeats("repeats"))) {
            engine.expectWarmUp();
            Thread asking = new Thread(() -> engine.awaitWarmUp(Duration.ofMinutes(1)), "asking");
            asking.start();
            while (asking.getState() != Thread.State.TIMED_WAITING) {
                assertTrue(asking.isAlive(), "it did not wait");
                Thread.onSpinWait();
            }

            engine.warmUp();

            asking.join(Duration.ofMinutes(1).toMillis());
            assertFalse(asking.isAlive());
        }
    }

    @Test
    @DisplayName("PX-202: a rehearsal ends with the engine")
    void aRehearsalEndsWithTheEngine() {
        Counted counted = new Counted();
        CompressionEngine engine =
                CompressionEngine.builder().compressors(List.of(counted)).build();
        engine.close();

        engine.rehearse();

        assertEquals(0, counted.texts.get());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static CompressionEngine engine(Duration cold, Compressor compressor) {
        return CompressionEngine.builder()
                .settings(CompressionSettings.defaults()
                        .withBudget(new CompressionSettings.Budget(
                                USUAL, Duration.ZERO, Duration.ofSeconds(1), cold, 2, 64)))
                .compressors(List.of(compressor))
                .build();
    }

    private static CompressionRequest request(String text) {
        return new CompressionRequest(
                new Content(text), Hint.tool("Bash").command("x"), Mode.LOSSLESS, RetrievalChannel.none());
    }

    private static Outcome compress(CompressionEngine engine, String text, Deadline deadline) {
        return engine.compress(request(text), deadline);
    }

    private static BodyOutcome compressed(CompressionEngine engine, byte[] body) {
        return new BodyCompressor(engine)
                .compress(body, new OpenAiResponses(), BodyOptions.defaults(), new Cancellation());
    }

    private static byte[] body(String word) {
        return ("{\"model\":\"gpt-5\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\""
                        + word + LINE.repeat(200) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Takes long for its first text, as everything does in a JVM that has just started. */
    private static final class SlowOnce extends Repeats {
        private static final Duration SLOW = Duration.ofMillis(200);
        private final AtomicInteger texts = new AtomicInteger();

        private SlowOnce() {
            super("slow");
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            if (texts.getAndIncrement() == 0) {
                long end = System.nanoTime() + SLOW.toNanos();
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                context.checkpoint(1);
            }
            return super.compress(content, context);
        }
    }

    private static final class Counted extends Repeats {
        private final AtomicInteger texts = new AtomicInteger();

        private Counted() {
            super("counted");
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            texts.incrementAndGet();
            return super.compress(content, context);
        }
    }
}
