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
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
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
 * What every {@link Compressor} must keep: decoding gives the original back, results depend on the content and the settings alone, work
 * stops when the engine says so, and hostile input is declined or handled exactly.
 *
 * <pre>{@code
 * final class CsvCompressorTest extends CompressorContract {
 *     @Override protected Compressor compressor() { return new CsvCompressor(); }
 *     @Override protected List<NamedText> own() { return List.of(new NamedText("orders", Workloads.get("X14").texts(Layout.MIN).get(0))); }
 * }
 * }</pre>
 */
@Tag("C-112")
public abstract class CompressorContract {
    private static final long SEED = 20_260_301L;
    private static final int STEPS_PER_CHARACTER = 64;
    private static final int CHARACTERS_PER_CHECKPOINT = 64 * 1024;
    /** Longer texts never reach a compressor, so no form stands for one (C-105). */
    private static final int LONGEST = 8 * 1024 * 1024;
    /** Far above what any call needs; it only ends what would never end. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * The compressor under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract Compressor compressor();

    /**
     * Texts that the compressor is made for.
     *
     * @return at least one text that it must claim and make smaller; none if it has no lossless form at all
     */
    protected abstract List<NamedText> own();

    /**
     * Texts that are of another kind.
     *
     * @return texts that it must decline
     */
    protected List<NamedText> foreign() {
        return List.of(new NamedText("nothing", ""), new NamedText("a blank", " "), new NamedText("a word", "done"));
    }

    /**
     * The context of a call without limits. Override it to give a real miner of patterns or settings.
     *
     * @param floor the loosest lossless fidelity
     * @return a fresh context
     */
    protected TestContext lossless(Fidelity floor) {
        return TestContext.lossless(floor);
    }

    /** The id can be used in settings and file names, and does not change. */
    @Test
    @DisplayName("id: 1 to 64 characters of a-z 0-9 . -, the same for every instance")
    final void idHasTheFormThatSettingsNeed() {
        String id = compressor().id();

        assertTrue(id.matches("[a-z0-9.-]{1,64}"), id);
        assertEquals(id, compressor().id());
        assertEquals(compressor().precedence(), compressor().precedence(), "the precedence changes between calls");
    }

    /** What it is made for gets a smaller form. */
    @Test
    @DisplayName("its own kind of text is claimed and made smaller")
    final void claimsItsOwnKind() {
        assertFalse(own().isEmpty() && !(compressor() instanceof LossyCompressor), "own() names no text");
        for (NamedText text : own()) {
            Optional<Compressed> form = compressor().compress(new Content(text.text()), lossless(Fidelity.DATA));

            assertTrue(form.isPresent(), () -> text + " is declined");
        }
    }

    /** C-401: no guessing. */
    @Test
    @DisplayName("C-401: foreign text is declined")
    final void declinesForeignText() {
        for (NamedText text : foreign()) {
            Optional<Compressed> form = compressor().compress(new Content(text.text()), lossless(Fidelity.DATA));

            assertTrue(
                    form.isEmpty(),
                    () -> text + " became: " + form.orElseThrow().text());
        }
    }

    /** P5 over every workload. */
    @Test
    @DisplayName("P5: every lossless form of every workload decodes to the original")
    final void decodesItsFormsOfWorkloads() {
        Workloads.texts().forEach(this::checkLossless);
        own().forEach(this::checkLossless);
    }

    /** P5 and C-108 over hostile texts. */
    @Test
    @DisplayName("C-108, section 16: hostile text is declined or decodes exactly, within the work limit")
    final void survivesHostileText() {
        for (NamedText text : HostileTexts.all(SEED)) {
            assertTimeoutPreemptively(LIMIT, () -> checkLossless(text), text::toString);
        }
    }

    /** Where a text will be edited from, every byte counts. */
    @Test
    @DisplayName("C-201: a floor of BYTES is honored")
    final void honorsTheFloor() {
        for (NamedText text : samples()) {
            compressor()
                    .compress(new Content(text.text()), lossless(Fidelity.BYTES))
                    .ifPresent(form -> assertEquals(Fidelity.BYTES, form.fidelity(), text::toString));
        }
    }

    /** P3: nothing but content and settings. */
    @Test
    @DisplayName("P3, C-102: results do not depend on locale, time zone, thread, instance or order")
    final void isPure() throws InterruptedException {
        List<Optional<Compressed>> expected = compressAll(samples());

        List<String> impurities = new PurityCheck(() -> compressAll(samples()), () -> compressAll(reversed(samples())))
                .impurities(expected);

        assertEquals(List.of(), impurities);
    }

    /** A request that nobody waits for must not burn a processor. */
    @Test
    @DisplayName("C-108: the signal of a checkpoint ends the call at once")
    final void stopsWhereACheckpointSaysSo() {
        for (NamedText text : own()) {
            TestContext whole = lossless(Fidelity.DATA);
            compressor().compress(new Content(text.text()), whole);
            for (int stop = 1; stop <= whole.checkpoints(); stop += Math.max(1, whole.checkpoints() / 7)) {
                stopAt(text, stop);
            }
        }
    }

    /** Cancellation is as quick as checkpoints are frequent. */
    @Test
    @DisplayName("C-108: there is a checkpoint for every 64 KiB of input, and at most 64 steps a character")
    final void callsCheckpointsOftenEnough() {
        for (NamedText text : samples()) {
            TestContext context = lossless(Fidelity.DATA);
            boolean claimed =
                    compressor().compress(new Content(text.text()), context).isPresent();
            if (claimed) {
                int least = text.text().length() / CHARACTERS_PER_CHECKPOINT;
                long most = (long) STEPS_PER_CHARACTER * text.text().length();
                assertTrue(
                        context.checkpoints() >= least,
                        () -> text + ": only " + context.checkpoints() + " checkpoints");
                assertTrue(
                        context.steps() >= text.text().length() / 2,
                        () -> text + ": only " + context.steps() + " steps");
                assertTrue(context.steps() <= most, () -> text + ": " + context.steps() + " steps");
            }
        }
    }

    /** Anything may be handed to the decoder. */
    @Test
    @DisplayName(
            "C-105: decode answers any text with a text or a MalformedFormException, in reasonable time and memory")
    final void decodesOrRefusesAnyText() {
        List<NamedText> texts = new ArrayList<>(HostileTexts.all(SEED));
        texts.addAll(own());
        for (NamedText text : own()) {
            compressor()
                    .compress(new Content(text.text()), lossless(Fidelity.DATA))
                    .ifPresent(form -> texts.addAll(FormMutations.of(text.name(), form.text(), SEED)));
        }
        for (NamedText text : texts) {
            assertTimeoutPreemptively(LIMIT, () -> decodeOrRefuse(text), text::toString);
        }
    }

    private List<NamedText> samples() {
        List<NamedText> samples = new ArrayList<>(own());
        samples.addAll(Workloads.texts());
        return samples;
    }

    private void checkLossless(NamedText text) {
        TestContext context = lossless(Fidelity.DATA)
                .limitedTo((long) STEPS_PER_CHARACTER * text.text().length() + 100_000);
        try {
            compressor().compress(new Content(text.text()), context).ifPresent(form -> checkDecoded(text, form));
        } catch (CompressionStoppedException e) {
            assertSame(context.stopped().orElse(null), e, () -> text + ": a signal that no checkpoint gave");
        } catch (RuntimeException | StackOverflowError e) {
            fail(text + ": compress threw " + e, e);
        }
    }

    private void checkDecoded(NamedText text, Compressed form) {
        assertFalse(form.fidelity() == Fidelity.LOSSY, () -> text + ": a lossy form where none is allowed");
        assertTrue(
                TokenEstimate.of(form.text()) < TokenEstimate.of(text.text()),
                () -> text + ": the form is estimated no smaller: " + TokenEstimate.of(form.text()));
        try {
            Optional<String> difference =
                    LosslessCheck.difference(text.text(), compressor().decode(form.text()), form.fidelity());
            assertEquals(Optional.empty(), difference, text::toString);
        } catch (MalformedFormException e) {
            fail(text + ": its own form is refused: " + e.getMessage(), e);
        }
    }

    private void stopAt(NamedText text, int checkpoint) {
        TestContext context = lossless(Fidelity.DATA).stoppingAt(checkpoint);

        CompressionStoppedException thrown = assertThrows(
                CompressionStoppedException.class,
                () -> compressor().compress(new Content(text.text()), context),
                () -> text + ": the signal at checkpoint " + checkpoint + " got lost");

        assertSame(context.stopped().orElseThrow(), thrown);
    }

    private void decodeOrRefuse(NamedText text) {
        try {
            int length = compressor().decode(text.text()).length();
            assertTrue(
                    length <= LONGEST,
                    () -> text + ": decoded to " + length + " characters, more than is ever compressed");
        } catch (MalformedFormException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank(), () -> text + ": refused without a word");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(text + ": decode threw " + e, e);
        }
    }

    private List<Optional<Compressed>> compressAll(List<NamedText> texts) {
        Compressor compressor = compressor();
        return texts.stream()
                .map(text -> compressor.compress(new Content(text.text()), lossless(Fidelity.DATA)))
                .toList();
    }

    private static List<NamedText> reversed(List<NamedText> texts) {
        List<NamedText> reversed = new ArrayList<>(texts);
        Collections.reverse(reversed);
        return reversed;
    }
}
