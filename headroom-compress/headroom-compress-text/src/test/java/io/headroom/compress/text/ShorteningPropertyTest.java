package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
import io.headroom.workload.Workloads;
import io.headroom.workload.probe.Probe;
import io.headroom.workload.probe.ProbeCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-109")
@DisplayName("any text, shortened")
class ShorteningPropertyTest {
    private static final int STEPS_PER_CHARACTER = 64;

    @Test
    @DisplayName("P4: every gap of every workload and hostile text, filled, gives the original, within the work limit")
    void provesEveryForm() {
        for (NamedText text : texts()) {
            prove(text);
        }
    }

    @Test
    @DisplayName("P4: random logs full of our own syntax")
    void provesRandomLogs() {
        int shortened = 0;
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            StringBuilder log = new StringBuilder();
            for (int i = 0; i <= random.nextInt(4); i++) {
                log.append(HostileLogs.of(random));
            }
            shortened += prove(new NamedText("seed " + seed, log.toString())) ? 1 : 0;
        }
        assertTrue(shortened > 300, "only " + shortened + " were shortened");
    }

    @Test
    @DisplayName("P4: forms of ours as data, shortened again")
    void provesFormsAsData() {
        for (NamedText text : Workloads.texts()) {
            Optional<Compressed> form = new TextCompressor().shorten(new Content(text.text()), budget(500));
            form.ifPresent(first -> {
                String twice = (first.text() + "\n").repeat(6);
                prove(new NamedText(text.name() + ", its form six times", twice));
            });
        }
    }

    @Test
    @DisplayName("P4, C-1402: no probe of a workload is lost")
    void losesNoProbe() {
        for (NamedText text : Workloads.texts()) {
            Optional<Compressed> form = Shortened.of(text.text(), text.name());
            if (form.isEmpty()) {
                continue;
            }
            Excerpt excerpt = Shortened.excerpt(form.get().text(), text.name());
            StringBuilder shown = new StringBuilder();
            excerpt.pieces().stream()
                    .filter(Excerpt.Shown.class::isInstance)
                    .forEach(piece ->
                            shown.append(((Excerpt.Shown) piece).text()).append('\n'));
            String redeemed = Shortened.redeemed(text.text(), excerpt);
            boolean codes = excerpt.basis() == Excerpt.Basis.CHARACTERS_WITHOUT_CODES;
            String original = codes ? Shortened.plain(text.text()) : text.text();
            ProbeCheck check = new ProbeCheck(
                    any -> Optional.of(shown.toString()),
                    any -> Optional.of(codes ? Shortened.plain(redeemed) : redeemed));

            List<Probe> lost = check.check(original, form.get().text()).lost();

            assertEquals(List.of(), lost, text.name());
        }
    }

    @Test
    @DisplayName("C-105: excerpt answers any text with an excerpt or a MalformedFormException")
    void readsOrRefusesAnyText() {
        List<NamedText> texts = new ArrayList<>(HostileTexts.all(3));
        for (NamedText text : Workloads.texts()) {
            new TextCompressor()
                    .shorten(new Content(text.text()), budget(400))
                    .ifPresent(form -> texts.addAll(mutations(text.name(), form.text())));
        }
        for (NamedText text : texts) {
            try {
                Excerpt excerpt = new TextCompressor().excerpt(text.text());
                assertFalse(excerpt.pieces().isEmpty(), text::toString);
            } catch (MalformedFormException e) {
                assertFalse(e.getMessage().isBlank(), text::toString);
            } catch (RuntimeException e) {
                fail(text + ": " + e, e);
            }
        }
    }

    @Test
    @DisplayName("P5: a lossless form is no excerpt")
    void refusesLosslessForms() {
        for (NamedText text : Workloads.texts()) {
            String form = RoundTrip.form(text.text());

            assertThrows(MalformedFormException.class, () -> new TextCompressor().excerpt(form), text::toString);
        }
    }

    @Test
    @DisplayName("C-102: the same in any locale and in any order")
    void isPure() {
        List<NamedText> texts = Workloads.texts();
        List<String> expected = texts.stream().map(text -> shorten(text.text())).toList();
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr", "th", "de")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                for (int i = texts.size() - 1; i >= 0; i--) {
                    assertEquals(expected.get(i), shorten(texts.get(i).text()), tag);
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("C-108: the signal of a checkpoint ends the call at once")
    void stops() {
        String log = Workloads.get("X06").plain().get(0);
        TestContext whole = budget(1_285);
        new TextCompressor().shorten(new Content(log), whole);
        for (int stop = 1; stop <= whole.checkpoints(); stop += Math.max(1, whole.checkpoints() / 12)) {
            TestContext context = budget(1_285).stoppingAt(stop);

            assertThrows(
                    CompressionStoppedException.class, () -> new TextCompressor().shorten(new Content(log), context));
        }
    }

    private static List<NamedText> texts() {
        List<NamedText> texts = new ArrayList<>(Workloads.texts());
        texts.addAll(HostileTexts.all(902));
        return texts;
    }

    private static List<NamedText> mutations(String name, String form) {
        List<NamedText> mutations = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            StringBuilder changed = new StringBuilder(form);
            int at = random.nextInt(changed.length());
            String piece = List.of("", "9", "-", ",", "]", "\n", "[lines 1-3 left out]\n", "\\", "@@ -1 +1 @@\n", "\r")
                    .get(random.nextInt(10));
            changed.replace(at, Math.min(changed.length(), at + random.nextInt(12)), piece);
            mutations.add(new NamedText(name + ", changed " + seed, changed.toString()));
        }
        return mutations;
    }

    private static TestContext budget(int tokens) {
        return RoundTrip.context().shortening(tokens, Mode.BALANCED);
    }

    private static String shorten(String text) {
        return new TextCompressor()
                .shorten(new Content(text), budget(600))
                .map(Compressed::text)
                .orElse("");
    }

    /** Whether there was a form to prove. */
    private static boolean prove(NamedText text) {
        TestContext context =
                budget(500).limitedTo((long) STEPS_PER_CHARACTER * text.text().length() + 100_000);
        try {
            Optional<Compressed> form = new TextCompressor().shorten(new Content(text.text()), context);
            form.ifPresent(found -> Shortened.prove(text.text(), found, text.name()));
            return form.isPresent();
        } catch (CompressionStoppedException e) {
            return false;
        }
    }
}
