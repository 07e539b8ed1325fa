package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.dialect.AnthropicMessages;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import io.headroom.compress.testing.Excerpts;
import io.headroom.compress.testing.MemoryOriginals;
import io.headroom.compress.testing.MemoryOriginals.State;
import io.headroom.compress.testing.Requests;
import io.headroom.workload.AgentSession;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
import io.headroom.workload.SplitMix64;
import io.headroom.workload.Workloads;
import io.headroom.workload.probe.ProbeCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises over whole conversations and all workloads, with forms that leave something out. */
class LossySessionTest {
    private static final int TURNS = 14;
    private static final int LONGEST = 200_000;
    private static final CompressionSettings PATIENT = CompressionSettings.defaults()
            .withBudget(new CompressionSettings.Budget(
                    Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), 2, 64));

    private final MemoryOriginals originals = new MemoryOriginals();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {36, 1, 2})
    @DisplayName("P3: each turn is a prefix of the next one, over restarts and slow moments of the store")
    void keepsPrefixesStable(long seed) {
        System.out.println("session of seed " + seed);
        AgentSession session = AgentSession.of(seed, TURNS);
        SplitMix64 random = new SplitMix64(seed);
        byte[] before = new byte[0];
        long shortened = 0;
        CompressionEngine engine = onDisk();
        try {
            for (int turn = 1; turn <= TURNS; turn++) {
                if (random.onceIn(4)) {
                    engine.close();
                    engine = onDisk();
                    originals.become(State.WELL);
                } else {
                    originals.become(random.onceIn(3) ? State.KEEPS_NOTHING : State.WELL);
                }

                BodyOutcome outcome = compress(engine, session.anthropic(turn));

                // The last two bytes close the list and the object.
                String prefix = new String(before, 0, Math.max(0, before.length - 2), StandardCharsets.UTF_8);
                String body = new String(outcome.body(), StandardCharsets.UTF_8);
                assertTrue(body.startsWith(prefix), "turn " + turn + " of seed " + seed + " changed what was sent");
                before = outcome.body();
                shortened = outcome.blocks().stream()
                        .filter(block -> block.outcome().fidelity() == Fidelity.LOSSY)
                        .count();
            }
        } finally {
            engine.close();
        }
        assertTrue(shortened > 0, "nothing was shortened, so nothing was tested");
    }

    @Test
    @DisplayName("P4, C-909, C-1402: every footer is redeemed by the call that it prints, and no probe is lost")
    void redeemsEveryFooter() {
        Retrieval retrieval = new Retrieval(originals);
        int shortened = 0;
        try (CompressionEngine engine = inMemory(originals)) {
            for (NamedText text : texts()) {
                Outcome outcome = engine.compress(shell(text.text()), Deadline.never());
                if (outcome.fidelity() == Fidelity.LOSSY) {
                    shortened++;
                    String gaps = redeemed(retrieval, text, outcome);
                    ProbeCheck check = new ProbeCheck(form -> Optional.empty(), form -> Optional.of(gaps + form));
                    assertEquals(
                            List.of(), check.check(text.text(), outcome.form()).lost(), text::toString);
                }
            }
        }
        assertTrue(shortened > 10, "only " + shortened + " texts were shortened");
    }

    /** Executes the printed call, and the same call for each further gap. */
    private static String redeemed(Retrieval retrieval, NamedText text, Outcome outcome) {
        String id = outcome.id().orElseThrow();
        String footer = outcome.form().substring(outcome.form().lastIndexOf('\n') + 1);
        String call = footer.substring(footer.indexOf("headroom retrieve "), footer.length() - 1);
        assertEquals(
                "headroom retrieve " + id + " "
                        + Slice.of(outcome.leftOut().get(0)).options(),
                call);
        String[] lines = text.text().split("(?<=\n)");
        StringBuilder all = new StringBuilder();
        for (LeftOut gap : outcome.leftOut()) {
            Answer.Part part =
                    assertInstanceOf(Answer.Part.class, retrieval.retrieve(id, Slice.of(gap)), text::toString);
            StringBuilder expected = new StringBuilder();
            for (int line = gap.from(); line <= gap.to(); line++) {
                expected.append(lines[line - 1]);
            }
            assertEquals(expected.toString(), part.text(), text::toString);
            all.append(part.text());
        }
        return all.toString();
    }

    @Test
    @DisplayName("P6: no form has more tokens than its text, whatever the model, the mode and the channel")
    void neverGrows() {
        try (CompressionEngine engine = inMemory(originals)) {
            for (Map.Entry<String, Mode> each : Map.of("gpt-5", Mode.BALANCED, "claude-sonnet-4-5", Mode.AGGRESSIVE)
                    .entrySet()) {
                String model = each.getKey();
                Tokenizer tokenizer = Requests.COUNTERS.get(0).tokenizer(model).orElseThrow();
                for (NamedText text : texts()) {
                    Outcome outcome = engine.compress(
                            request(text.text(), Hint.tool("Bash").model(model), each.getValue()), Deadline.never());

                    assertTrue(
                            outcome.kind() == Outcome.Kind.UNCHANGED
                                    || tokenizer.count(outcome.form()) < tokenizer.count(text.text()),
                            () -> text + " grew for " + model);
                }
            }
        }
    }

    @Test
    @DisplayName("PX-504: two engines on one store send the same forms, whoever comes first")
    void agreesWithAnotherEngine() throws Exception {
        List<String> texts = texts().stream().map(NamedText::text).toList();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (CompressionEngine one = onDisk();
                CompressionEngine other = onDisk()) {
            one.warmUp();
            other.warmUp();
            Future<Map<String, String>> first = threads.submit(() -> forms(one, texts));
            Future<Map<String, String>> second = threads.submit(() -> forms(other, texts));

            assertEquals(first.get(), second.get());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, String> forms(CompressionEngine engine, List<String> texts) {
        Map<String, String> forms = new LinkedHashMap<>();
        for (String text : texts) {
            forms.put(
                    text,
                    engine.compressAll(List.of(shell(text)), Deadline.never())
                            .get(0)
                            .form());
        }
        return forms;
    }

    private static List<NamedText> texts() {
        List<NamedText> texts = new ArrayList<>(Workloads.texts());
        texts.addAll(HostileTexts.all(38));
        // The layouts of the same data differ little here, and megabytes are tested elsewhere.
        texts.removeIf(text -> text.text().length() > LONGEST
                || text.name().contains("INDENT")
                || text.name().contains("SPACED"));
        return texts;
    }

    private static BodyOutcome compress(CompressionEngine engine, String body) {
        return new BodyCompressor(engine)
                .compress(
                        body.getBytes(StandardCharsets.UTF_8),
                        new AnthropicMessages(),
                        BodyOptions.defaults(),
                        new Cancellation());
    }

    private CompressionEngine onDisk() {
        return engine(SettledForms.sqlite(directory.resolve("headroom.db")), originals);
    }

    private static CompressionEngine inMemory(MemoryOriginals store) {
        return engine(SettledForms.inMemory(), store);
    }

    private static CompressionEngine engine(SettledForms forms, MemoryOriginals store) {
        return CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settings(PATIENT)
                .settledForms(forms)
                .originals(store)
                .compressors(List.of(new Excerpts("excerpts")))
                .build();
    }

    private static CompressionRequest shell(String text) {
        return request(text, Hint.tool("Bash").model("gpt-5"), Mode.BALANCED);
    }

    private static CompressionRequest request(String text, Hint hint, Mode mode) {
        return new CompressionRequest(new Content(text), hint, mode, RetrievalChannel.cli());
    }
}
