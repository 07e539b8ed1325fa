package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.testing.Await;
import io.headroom.compress.testing.Repeats;
import io.headroom.compress.testing.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-101")
class CompressionEngineTest {
    private static final String TEXT = Requests.repetitive("word");

    @Test
    void usesAFormThatIsProvenAndSmaller() throws MalformedFormException {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            Outcome outcome = engine.compress(Requests.of(TEXT), Deadline.never());

            assertEquals(Outcome.Kind.COMPRESSED, outcome.kind());
            assertEquals(Reason.OK, outcome.reason());
            assertEquals(Optional.of("repeats"), outcome.compressor());
            assertTrue(outcome.verified());
            assertTrue(outcome.tokens().after() < outcome.tokens().before());
            assertEquals(Outcome.Tokens.Accuracy.EXACT, outcome.tokens().accuracy());
            assertEquals(TEXT.length(), outcome.bytesBefore());
            assertEquals(outcome.form().length(), outcome.bytesAfter());
            assertEquals(TEXT, engine.decode(outcome.form()));
        }
    }

    @Test
    @DisplayName("C-105: compress(compress(x)) = compress(x)")
    void leavesItsOwnFormsAlone() {
        String text = "";
        for (int i = 0; i < 300; i++) {
            text += "line number " + i / 4 + " of a long text\n";
        }
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            String form = engine.compress(Requests.of(text), Deadline.never()).form();

            Outcome again = engine.compress(Requests.of(form), Deadline.never());

            assertFalse(form.equals(text));
            assertEquals(Reason.OWN_OUTPUT, again.reason());
            assertEquals(form, again.form());
        }
    }

    @Test
    @DisplayName("C-105: a text that merely looks like a form is eligible")
    void compressesWhatOnlyLooksLikeAForm() {
        String text = "[repeats]\n" + TEXT;
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            Outcome outcome = engine.compress(Requests.of(text), Deadline.never());

            assertEquals(Reason.OK, outcome.reason());
        }
    }

    @Test
    @DisplayName("C-105: eligibility")
    void refusesWhatIsNotEligible() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            assertEquals(Reason.TOO_SMALL, reason(engine, "short"));
            assertEquals(Reason.TOO_SMALL, reason(engine, " ".repeat(700)));
            assertEquals(Reason.BINARY, reason(engine, TEXT + "\0"));
            assertEquals(Reason.BINARY, reason(engine, TEXT + "\u0001".repeat(TEXT.length() / 50)));
            assertEquals(Reason.OK, reason(engine, TEXT.replace("word", "\u001b[1mword\u001b[0m")));
            assertEquals(Reason.TOO_LARGE, reason(engine, "x".repeat((8 << 20) + 1)));
        }
    }

    @Test
    void obeysThePolicy() {
        CompressionSettings defaults = CompressionSettings.defaults();
        CompressionSettings settings = new CompressionSettings(
                Mode.BALANCED,
                defaults.limits(),
                defaults.budget(),
                List.of("Secret*"),
                Map.of("Quiet", Mode.OFF),
                Map.of());
        try (CompressionEngine engine = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settings(settings)
                .compressors(List.of(new Repeats("repeats")))
                .build()) {
            assertEquals(Reason.EXCLUDED, reason(engine, TEXT, Hint.tool("SecretTool")));
            assertEquals(Reason.POLICY, reason(engine, TEXT, Hint.tool("quiet")));
            assertEquals(Reason.OWN_OUTPUT, reason(engine, TEXT, Hint.tool("headroom_retrieve")));
            assertEquals(Reason.OK, reason(engine, TEXT, Hint.tool("Other")));
        }
    }

    @Test
    void changesNothingInAuditButTellsWhatItWouldDo() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            CompressionRequest request =
                    new CompressionRequest(new Content(TEXT), Hint.tool("Bash"), Mode.AUDIT, RetrievalChannel.none());

            Outcome outcome = engine.compress(request, Deadline.never());

            assertEquals(Outcome.Kind.UNCHANGED, outcome.kind());
            assertEquals(TEXT, outcome.form());
            assertEquals(Reason.OK, outcome.reason());
            assertTrue(outcome.tokens().after() < outcome.tokens().before());
            assertTrue(outcome.bytesAfter() < outcome.bytesBefore());
        }
    }

    @Test
    @DisplayName("Section 2: source keeps its bytes")
    void asksForBytesWhereSomeoneEdits() {
        AtomicInteger asked = new AtomicInteger();
        Compressor data = new Repeats("data") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                asked.addAndGet(context.floor() == Fidelity.BYTES ? 1 : 0);
                return super.compress(content, context).map(form -> Compressed.lossless(form.text(), Fidelity.DATA));
            }
        };
        try (CompressionEngine engine = engine(data)) {
            Outcome outcome = engine.compress(Requests.of(TEXT, Hint.tool("Read")), Deadline.never());

            assertEquals(1, asked.get());
            assertEquals(Reason.POLICY, outcome.reason());
            assertEquals(TEXT, outcome.form());
        }
    }

    @Test
    @DisplayName("C-202: source lines stay findable in small files")
    void keepsLinesOfSmallSourcesReadable() {
        Compressor hides = new Repeats("hides") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                return Optional.of(
                        Compressed.lossless("[hidden] " + content.text().lines().count(), Fidelity.BYTES));
            }

            @Override
            public String decode(String form) throws MalformedFormException {
                if (!form.startsWith("[hidden] ")) {
                    throw new MalformedFormException("no head");
                }
                return TEXT;
            }
        };
        try (CompressionEngine engine = engine(hides)) {
            assertEquals(Reason.POLICY, reason(engine, TEXT, Hint.tool("Read")));
            assertEquals(Reason.OK, reason(engine, TEXT, Hint.tool("Bash")));
        }
    }

    @Test
    @DisplayName("C-401: the smaller estimate wins, ties go to the first")
    void choosesTheSmallestForm() {
        Compressor longer = new Repeats("a-longer") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                return super.compress(content, context)
                        .map(form -> Compressed.lossless(form.text() + "0*a b c d e f\n", Fidelity.BYTES));
            }
        };
        try (CompressionEngine engine = engine(longer, new Repeats("z"), new Repeats("y"))) {
            Explanation explanation = engine.explain(Requests.of(TEXT));

            assertEquals(Optional.of("y"), explanation.outcome().compressor());
            assertEquals(
                    List.of("a-longer larger", "y used", "z larger"),
                    explanation.candidates().stream()
                            .map(candidate -> candidate.compressor() + ' ' + candidate.verdict())
                            .toList());
            assertEquals("output", explanation.policyClass());
            assertEquals(Fidelity.DATA, explanation.floor());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "gpt-4", "claude-opus-4", "gemini-2.5-pro"})
    @DisplayName("P6, C-110: never larger, and at least 16 tokens and 4 % smaller, for any text and model")
    void neverMakesATextLarger(String model) {
        long seed = 42;
        Random random = new Random(seed);
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            for (int i = 0; i < 60; i++) {
                StringBuilder text = new StringBuilder();
                int repeat = 1 + random.nextInt(4);
                for (int line = 0; line < 100; line++) {
                    String words = "w" + random.nextInt(1_000) + " x" + random.nextInt(9) + '\n';
                    text.append(words.repeat(random.nextInt(3) == 0 ? repeat : 1));
                }
                Outcome outcome = engine.compress(
                        Requests.of(text.toString(), Hint.tool("Bash").model(model)), Deadline.never());
                int before = outcome.tokens().before();
                int after = outcome.tokens().after();
                if (outcome.kind() == Outcome.Kind.COMPRESSED) {
                    assertTrue(after <= before - 16, () -> "seed " + seed + ": " + before + " to " + after);
                    assertTrue(
                            after * 100L <= before * 96L + 96, () -> "seed " + seed + ": " + before + " to " + after);
                } else {
                    assertEquals(before, after, () -> "seed " + seed);
                }
            }
        }
    }

    @Test
    @DisplayName("C-107: equal texts of a request are computed once")
    void computesEqualTextsOnce() {
        AtomicInteger calls = new AtomicInteger();
        Compressor counting = new Repeats("counting") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                calls.incrementAndGet();
                return super.compress(content, context);
            }
        };
        try (CompressionEngine engine = engine(counting)) {
            CompressionRequest request = Requests.of(TEXT);

            List<Outcome> outcomes = engine.compressAll(List.of(request, request, request), Deadline.never());
            engine.compressAll(List.of(request), Deadline.never());

            assertEquals(1, calls.get());
            assertEquals(outcomes.get(0).form(), outcomes.get(2).form());
        }
    }

    @Test
    @DisplayName("C-107: equal texts of concurrent requests are computed once")
    void computesEqualTextsOfConcurrentRequestsOnce() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch allAsked = new CountDownLatch(1);
        Compressor waiting = new Repeats("waiting") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                calls.incrementAndGet();
                awaitQuietly(allAsked);
                return super.compress(content, context);
            }
        };
        try (CompressionEngine engine = engine(waiting)) {
            List<String> forms = Collections.synchronizedList(new ArrayList<>());
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread client =
                        new Thread(() -> forms.add(engine.compressAll(List.of(Requests.of(TEXT)), Deadline.never())
                                .get(0)
                                .form()));
                client.start();
                clients.add(client);
            }
            Await.until(
                    "four requests",
                    Duration.ofSeconds(20),
                    () -> engine.status().memoMisses() == 4);
            allAsked.countDown();
            for (Thread client : clients) {
                client.join();
            }

            assertEquals(1, calls.get());
            assertEquals(4, forms.size());
            assertEquals(1, new HashSet<>(forms).size());
        }
    }

    @Test
    void leavesTextsAsTheyAreAfterItsEnd() {
        CompressionEngine engine = engine(new Repeats("repeats"));
        engine.close();

        Outcome outcome =
                engine.compressAll(List.of(Requests.of(TEXT)), Deadline.never()).get(0);

        assertEquals(TEXT, outcome.form());
        assertEquals(Reason.SATURATED, outcome.reason());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("C-102: another tool of the same class and another session give the same form from memory")
    void keysByWhatMattersAlone() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            engine.compress(Requests.of(TEXT, Hint.tool("Bash")), Deadline.never());
            engine.compress(Requests.of(TEXT, Hint.tool("shell").command("mvn test")), Deadline.never());
            engine.compress(Requests.of(TEXT, Hint.tool("Grep")), Deadline.never());

            assertEquals(2, engine.status().memoHits());
        }
    }

    @Test
    void countsWhatHappens() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            engine.compress(Requests.of(TEXT), Deadline.never());
            engine.compress(Requests.of("short"), Deadline.never());

            EngineStatus status = engine.status();

            assertEquals(1L, status.outcomes().get("repeats").get("ok"));
            assertEquals(1L, status.outcomes().get("").get("too_small"));
            assertEquals(1, status.roundTripChecks());
            assertEquals(0, status.roundTripFailures());
            assertEquals(List.of(), status.troubles());
            assertFalse(status.warm());
        }
    }

    @Test
    void warmsUp() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            engine.warmUp();

            assertTrue(engine.status().warm());
            assertEquals(Map.of(), engine.status().outcomes());
        }
    }

    @Test
    void decodesOnlyForms() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            assertThrows(MalformedFormException.class, () -> engine.decode("no form"));
        }
    }

    @Test
    void throwsForNullAlone() {
        try (CompressionEngine engine = engine()) {
            assertThrows(NullPointerException.class, () -> engine.compress(null, Deadline.never()));
            assertThrows(NullPointerException.class, () -> engine.compressAll(List.of(), null));
            assertEquals(List.of(), engine.compressAll(List.of(), Deadline.never()));
            assertEquals(Reason.NOT_CLAIMED, reason(engine, TEXT));
        }
    }

    private static Reason reason(CompressionEngine engine, String text) {
        return reason(engine, text, Hint.tool("Bash"));
    }

    private static Reason reason(CompressionEngine engine, String text, Hint hint) {
        return engine.compress(Requests.of(text, hint), Deadline.never()).reason();
    }

    private static CompressionEngine engine(Compressor... compressors) {
        return CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .compressors(List.of(compressors))
                .build();
    }
}
