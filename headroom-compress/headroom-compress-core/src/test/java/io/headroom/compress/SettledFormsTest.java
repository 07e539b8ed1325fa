package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.testing.Misbehaving;
import io.headroom.compress.testing.Repeats;
import io.headroom.compress.testing.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("PX-504")
class SettledFormsTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String TEXT = Requests.repetitive("bad");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("PX-504: a compressor slow once, then upgraded: the text stays as it first left, over a restart")
    void repeatsASlowMomentForEver() {
        try (CompressionEngine slow = engine(Misbehaving.NEVER_ENDS.compressor())) {
            assertEquals(Reason.DEADLINE, reason(slow));
            assertEquals(Reason.DEADLINE, reason(slow));
        }

        try (CompressionEngine upgraded = engine(new Repeats("misbehaving"))) {
            Outcome outcome = upgraded.compressAll(List.of(Requests.of(TEXT)), Deadline.never())
                    .get(0);

            assertEquals(Reason.DEADLINE, outcome.reason());
            assertEquals(TEXT, outcome.form());
        }
    }

    @Test
    @DisplayName("PX-504: an upgraded compressor does not change what has left")
    void repeatsAFormAfterAnUpgrade() {
        String form;
        try (CompressionEngine first = engine(new Repeats("repeats"))) {
            form = first.compress(Requests.of(TEXT), Deadline.never()).form();
        }

        try (CompressionEngine upgraded = engine(new Shorter())) {
            Outcome outcome = upgraded.compress(Requests.of(TEXT), Deadline.never());

            assertEquals(form, outcome.form());
            assertEquals(Optional.of("repeats"), outcome.compressor());
            assertEquals(Outcome.Tokens.Accuracy.EXACT, outcome.tokens().accuracy());
            assertEquals(0, upgraded.status().roundTripChecks());
        }
    }

    @Test
    void repeatsAFaultAfterARestart() {
        try (CompressionEngine failing = engine(Misbehaving.THROWS.compressor())) {
            failing.compress(Requests.of(TEXT), Deadline.never());
        }

        try (CompressionEngine mended = engine(new Repeats("misbehaving"))) {
            assertEquals(
                    Reason.FAULT,
                    mended.compress(Requests.of(TEXT), Deadline.never()).reason());
        }
    }

    @Test
    @DisplayName("C-107: only a changed setting changes the key")
    void startsAnewWithOtherSettings() {
        try (CompressionEngine failing = engine(Misbehaving.THROWS.compressor())) {
            failing.compress(Requests.of(TEXT), Deadline.never());
        }
        CompressionSettings defaults = CompressionSettings.defaults();
        CompressionSettings other = new CompressionSettings(
                Mode.BALANCED,
                new CompressionSettings.Limits(201, 8 << 20, 1 << 20),
                defaults.budget(),
                List.of(),
                Map.of(),
                Map.of());

        try (CompressionEngine mended = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settings(other)
                .settledForms(SettledForms.sqlite(file()))
                .compressors(List.of(new Repeats("misbehaving")))
                .build()) {
            assertEquals(
                    Reason.OK,
                    mended.compress(Requests.of(TEXT), Deadline.never()).reason());
        }
    }

    @Test
    void keysByChannelOnlyWhereItMatters() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            for (RetrievalChannel channel : List.of(RetrievalChannel.none(), RetrievalChannel.cli())) {
                for (String tool : List.of("Read", "Bash")) {
                    engine.compress(
                            new CompressionRequest(new Content(TEXT), Hint.tool(tool), Mode.BALANCED, channel),
                            Deadline.never());
                }
            }

            assertEquals(1, engine.status().memoHits());
        }
    }

    @Test
    void usesTheFormOfWhoeverSettledFirst() {
        Settled theirs = new Settled();
        try (CompressionEngine engine = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settledForms(theirs)
                .compressors(List.of(new Repeats("repeats")))
                .build()) {
            assertEquals(
                    "theirs",
                    engine.compress(Requests.of(TEXT), Deadline.never()).form());
            assertEquals(
                    "theirs",
                    engine.compress(Requests.of(TEXT), Deadline.never()).form());
        }
    }

    @Test
    void compressesWhateverTheStoreDoes() {
        SettledForms broken = new Settled() {
            @Override
            public Optional<SettledForms.Settled> find(String key) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public List<SettledForms.Settled> settle(Collection<SettledForms.Settled> forms) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (CompressionEngine engine = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settledForms(broken)
                .compressors(List.of(new Repeats("repeats")))
                .build()) {
            assertEquals(
                    Reason.OK,
                    engine.compress(Requests.of(TEXT), Deadline.never()).reason());
            assertEquals(1, engine.status().troubles().size());
        }
    }

    @Test
    void storesNothingForTextsThatAreNotEligible() {
        try (CompressionEngine engine = engine(new Repeats("repeats"))) {
            engine.compress(Requests.of("short"), Deadline.never());
            engine.compress(Requests.of(TEXT, Hint.tool("headroom_retrieve")), Deadline.never());
        }

        assertTrue(Files.notExists(file()));
    }

    private Reason reason(CompressionEngine engine) {
        return engine.compressAll(List.of(Requests.of(TEXT)), Deadline.after(SHORT, new Cancellation()))
                .get(0)
                .reason();
    }

    private CompressionEngine engine(Compressor compressor) {
        return CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settledForms(SettledForms.sqlite(file()))
                .compressors(List.of(compressor))
                .build();
    }

    private Path file() {
        return directory.resolve("headroom.db");
    }

    /** The next version of the codec, with another form for every text. */
    private static final class Shorter extends Repeats {
        private Shorter() {
            super("repeats");
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            return super.compress(content, context)
                    .map(form -> Compressed.lossless(form.text() + "0*next version\n", Fidelity.BYTES));
        }
    }

    /** A store in which another process always came first. */
    private static class Settled implements SettledForms {
        @Override
        public Optional<SettledForms.Settled> find(String key) {
            return Optional.empty();
        }

        @Override
        public List<SettledForms.Settled> settle(Collection<SettledForms.Settled> forms) {
            return forms.stream()
                    .map(form -> new SettledForms.Settled(
                            form.key(), Reason.OK, form.compressor(), Optional.of("theirs"), "bytes", 900, 1))
                    .toList();
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
