package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
import io.headroom.workload.SplitMix64;
import io.headroom.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LossyCompressor} must keep, beside what it keeps as a {@link io.headroom.api.compress.Compressor}: each form names all
 * that it leaves out where it is missing, and with its gaps filled from the original it is the original again. The kit cuts the slices by
 * itself and believes neither the compressor nor the engine.
 */
@Tag("C-901")
public abstract class LossyCompressorContract extends CompressorContract {
    private static final long SEED = 20_260_302L;
    private static final int STEPS_PER_CHARACTER = 64;
    private static final int CHARACTERS_PER_CHECKPOINT = 64 * 1024;
    private static final int RANDOM_TEXTS = 60;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** C-905: the smallest and the largest budget of both modes. */
    private static final int[] BUDGETS = {250, 400, 3_000};

    @Override
    protected abstract LossyCompressor compressor();

    /**
     * Texts of its kind that are long enough to be worth shortening.
     *
     * @return at least one text that it must shorten; the same as {@link #own()} unless overridden
     */
    protected List<NamedText> large() {
        return own();
    }

    /**
     * The seed of the random texts. Override it to repeat a run that failed.
     *
     * @return any number
     */
    protected long seed() {
        return SEED;
    }

    private TestContext shortening(int budget) {
        return lossless(Fidelity.DATA).shortening(budget, budget == BUDGETS[0] ? Mode.AGGRESSIVE : Mode.BALANCED);
    }

    /** What it is made for gets a shorter form. */
    @Test
    @DisplayName("C-901: long texts of its own kind are shortened")
    final void shortensItsOwnKind() {
        assertFalse(large().isEmpty(), "large() names no text");
        for (NamedText text : large()) {
            Optional<Compressed> form = compressor().shorten(new Content(text.text()), shortening(BUDGETS[1]));

            assertTrue(form.isPresent(), () -> text + " is declined");
            assertTrue(
                    TokenEstimate.of(form.get().text()) < TokenEstimate.of(text.text()),
                    () -> text + ": estimated no smaller");
        }
    }

    /** P4 over every workload. */
    @Test
    @DisplayName("P4, C-109: every form of every workload, with its gaps filled, is the original")
    final void provesItsFormsOfWorkloads() {
        for (NamedText text : samples()) {
            for (int budget : BUDGETS) {
                prove(text, budget);
            }
        }
    }

    /** P4 and C-108 over hostile texts. */
    @Test
    @DisplayName("P4, section 16: hostile texts are declined or shortened exactly, within the work limit")
    final void provesItsFormsOfHostileTexts() {
        for (NamedText text : HostileTexts.all(seed())) {
            assertTimeoutPreemptively(LIMIT, () -> prove(text, BUDGETS[0]), text::toString);
        }
    }

    /** P4 over random texts. */
    @Test
    @DisplayName("P4: parts of workloads, put together at random, are declined or shortened exactly")
    final void provesItsFormsOfRandomTexts() {
        SplitMix64 random = new SplitMix64(seed());
        List<NamedText> parts = samples();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.below(4); n > 0; n--) {
                List<String> lines = random.of(parts).text().lines().toList();
                int from = lines.isEmpty() ? 0 : random.below(lines.size());
                int to = Math.min(lines.size(), from + 1 + random.below(400));
                String end = random.onceIn(12) ? "\r\n" : "\n";
                lines.subList(from, to).forEach(line -> text.append(line).append(end));
            }
            text.setLength(text.length() - (random.onceIn(3) && text.length() > 0 ? 1 : 0));
            prove(new NamedText("random text " + i + " of seed " + seed(), text.toString()), BUDGETS[0]);
        }
    }

    /** C-1402: lost is always 0. */
    @Test
    @DisplayName("P4, C-1402: no probe of any workload is both absent and outside every gap")
    final void losesNoProbe() {
        for (NamedText text : samples()) {
            proof(text, BUDGETS[1]).ifPresent(proof -> assertEquals(List.of(), proof.lostProbes(), text::toString));
        }
    }

    /** P3: nothing but content and settings. */
    @Test
    @DisplayName("P3, C-102: lossy forms do not depend on locale, time zone, thread, instance or order")
    final void shortensPurely() throws InterruptedException {
        List<Optional<Compressed>> expected = shortenAll(samples());
        List<NamedText> reversed = new ArrayList<>(samples());
        Collections.reverse(reversed);

        List<String> impurities =
                new PurityCheck(() -> shortenAll(samples()), () -> shortenAll(reversed)).impurities(expected);

        assertEquals(List.of(), impurities);
    }

    /** A request that nobody waits for must not burn a processor. */
    @Test
    @DisplayName("C-108: the signal of a checkpoint ends shortening at once")
    final void stopsShorteningWhereACheckpointSaysSo() {
        for (NamedText text : large()) {
            TestContext whole = shortening(BUDGETS[1]);
            compressor().shorten(new Content(text.text()), whole);
            for (int stop = 1; stop <= whole.checkpoints(); stop += Math.max(1, whole.checkpoints() / 7)) {
                TestContext context = shortening(BUDGETS[1]).stoppingAt(stop);

                CompressionStoppedException thrown = assertThrows(
                        CompressionStoppedException.class,
                        () -> compressor().shorten(new Content(text.text()), context),
                        () -> text + ": the signal got lost");

                assertSame(context.stopped().orElseThrow(), thrown);
            }
        }
    }

    /** Cancellation is as quick as checkpoints are frequent. */
    @Test
    @DisplayName("C-108: shortening has a checkpoint for every 64 KiB of input, and at most 64 steps a character")
    final void shortensWithCheckpoints() {
        for (NamedText text : samples()) {
            TestContext context = shortening(BUDGETS[1]);
            if (compressor().shorten(new Content(text.text()), context).isPresent()) {
                int length = text.text().length();
                assertTrue(
                        context.checkpoints() >= Math.max(1, length / CHARACTERS_PER_CHECKPOINT),
                        () -> text + ": only " + context.checkpoints() + " checkpoints");
                assertTrue(
                        context.steps() <= (long) STEPS_PER_CHARACTER * length,
                        () -> text + ": " + context.steps() + " steps");
            }
        }
    }

    /** Anything may be handed to the reader of forms. */
    @Test
    @DisplayName("C-105: excerpt answers any text with an excerpt or a MalformedFormException, in reasonable time")
    final void readsOrRefusesAnyText() {
        List<NamedText> texts = new ArrayList<>(HostileTexts.all(seed()));
        texts.addAll(large());
        for (NamedText text : large()) {
            compressor()
                    .shorten(new Content(text.text()), shortening(BUDGETS[1]))
                    .ifPresent(form -> texts.addAll(FormMutations.of(text.name(), form.text(), seed())));
        }
        for (NamedText text : texts) {
            assertTimeoutPreemptively(LIMIT, () -> readOrRefuse(text), text::toString);
        }
    }

    /** A reader who decodes everything must not take a part for the whole. */
    @Test
    @DisplayName("C-105: decode refuses a lossy form")
    final void decodesNoLossyForm() {
        for (NamedText text : large()) {
            compressor()
                    .shorten(new Content(text.text()), shortening(BUDGETS[1]))
                    .ifPresent(form -> assertThrows(
                            MalformedFormException.class,
                            () -> compressor().decode(form.text()),
                            () -> text + ": decoded as if nothing were missing"));
        }
    }

    private void readOrRefuse(NamedText text) {
        try {
            compressor().excerpt(text.text()).leftOut();
        } catch (MalformedFormException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank(), () -> text + ": refused without a word");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(text + ": excerpt threw " + e, e);
        }
    }

    private List<NamedText> samples() {
        List<NamedText> samples = new ArrayList<>(large());
        samples.addAll(Workloads.texts());
        return samples;
    }

    private List<Optional<Compressed>> shortenAll(List<NamedText> texts) {
        LossyCompressor compressor = compressor();
        return texts.stream()
                .map(text -> compressor.shorten(new Content(text.text()), shortening(BUDGETS[1])))
                .toList();
    }

    private void prove(NamedText text, int budget) {
        proof(text, budget)
                .flatMap(ExcerptProof::refusal)
                .ifPresent(wrong -> fail(text + ", budget " + budget + ": " + wrong));
    }

    /** The proof of a text's form, if it is shortened at all. */
    private Optional<ExcerptProof> proof(NamedText text, int budget) {
        TestContext context = shortening(budget)
                .limitedTo((long) STEPS_PER_CHARACTER * text.text().length() + 100_000);
        try {
            Optional<Compressed> form = compressor().shorten(new Content(text.text()), context);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            Excerpt excerpt = compressor().excerpt(form.get().text());
            return Optional.of(new ExcerptProof(text.text(), form.get(), excerpt));
        } catch (MalformedFormException e) {
            return fail(text + ": its own form is refused: " + e.getMessage(), e);
        } catch (CompressionStoppedException e) {
            assertSame(context.stopped().orElse(null), e, () -> text + ": a signal that no checkpoint gave");
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            return fail(text + ": shorten or excerpt threw " + e, e);
        }
    }
}
