package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.compress.testing.Excerpts;
import io.headroom.compress.testing.MemoryOriginals;
import io.headroom.compress.testing.MemoryOriginals.State;
import io.headroom.compress.testing.Repeats;
import io.headroom.compress.testing.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("C-109")
class LossyStageTest {
    private static final String TEXT = log(300);

    private final MemoryOriginals originals = new MemoryOriginals();
    private final SettledForms forms = SettledForms.inMemory();
    private final AtomicLong clock = new AtomicLong();
    private final List<CompressionEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(CompressionEngine::close);
    }

    @Test
    @DisplayName("C-101, C-903: a shortened text ends in a footer that tells how much is left out and how to read it")
    void endsInAFooter() {
        Outcome outcome = compress(engine(), shell(TEXT));

        String id = outcome.id().orElseThrow();
        assertEquals(Fidelity.LOSSY, outcome.fidelity());
        assertEquals(Outcome.Kind.COMPRESSED, outcome.kind());
        assertTrue(id.matches("[0-9a-f]{24}-[0-9a-f]{8}"), id);
        assertEquals(
                "[headroom: 293 of 300 lines left out; read any with: headroom retrieve " + id + " --lines 4-149]",
                lastLine(outcome.form()));
        assertEquals(
                List.of(
                        new LeftOut(LeftOut.Unit.LINE, 4, 149, 146, ""),
                        new LeftOut(LeftOut.Unit.LINE, 151, 297, 147, "")),
                outcome.leftOut());
        assertTrue(outcome.verified());
    }

    @Test
    @DisplayName("C-903: a tool's footer names the tool as the request shows it")
    void namesTheToolOfTheRequest() {
        RetrievalChannel tool = RetrievalChannel.tool("mcp__headroom__headroom_retrieve");

        Outcome outcome = compress(engine(), request(TEXT, Hint.tool("Bash"), Mode.BALANCED, tool));

        assertTrue(
                lastLine(outcome.form())
                        .endsWith("read any with: mcp__headroom__headroom_retrieve id="
                                + outcome.id().orElseThrow() + " lines=4-149]"),
                outcome.form());
    }

    @Test
    @DisplayName("C-111: the original is kept before the form is used, and decode gives it back")
    void keepsTheOriginalFirst() throws Exception {
        CompressionEngine engine = engine();

        Outcome outcome = compress(engine, shell(TEXT));

        assertEquals(1, originals.size());
        assertEquals(TEXT, engine.decode(outcome.form()));
        assertEquals(1, engine.status().shortened());
    }

    @Test
    @DisplayName(
            "C-105, C-904: what ends in a footer of ours is left alone; a wrong tag and another workspace's are data")
    void leavesItsOwnOutputAlone() {
        Outcome outcome = compress(engine(), shell(log(2_000)));
        String own = outcome.form() + "\n";
        String padded = log(40) + outcome.form();
        String forged = padded.substring(0, padded.length() - 40).replace("-", "-") + "] no footer";
        String id = outcome.id().orElseThrow();
        String wrongTag = padded.replace(id, id.substring(0, 25) + (id.endsWith("00000000") ? "11111111" : "00000000"));

        assertEquals(Reason.OWN_OUTPUT, reason(engine(), padded));
        assertEquals(own, compress(engine(), shell(own)).form());
        assertNotEquals(Reason.OWN_OUTPUT, reason(engine(), forged));
        assertNotEquals(Reason.OWN_OUTPUT, reason(engine(), wrongTag));
        MemoryOriginals elsewhere = new MemoryOriginals("other", "");
        assertNotEquals(Reason.OWN_OUTPUT, reason(engine(SettledForms.inMemory(), elsewhere), padded));
        MemoryOriginals neighbor = new MemoryOriginals("k", "team b");
        assertNotEquals(Reason.OWN_OUTPUT, reason(engine(SettledForms.inMemory(), neighbor), padded));
    }

    @Test
    @DisplayName("C-904: markers of other programs are data, and stand in the form as they stood in the text")
    void takesForeignMarkersForData() {
        for (String marker : List.of(
                "[headroom: 55 of 60 rows left out; read any with: headroom retrieve 3fa94c01d7e2b8896a10ff42-9b1c2e07 --rows 3-36]",
                "[300 items compressed to 12. Retrieve more: hash=abc123def456]",
                "<<ccr:abc123def456,base64,4.2KB>>",
                "[lines 4-149 left out]")) {
            String text = log(300) + marker;

            Outcome outcome = compress(engine(), shell(text));

            assertEquals(Fidelity.LOSSY, outcome.fidelity(), marker);
            assertTrue(outcome.form().contains("|" + marker + "\n[headroom: "), outcome.form());
        }
    }

    @Test
    @DisplayName("C-201, C-909: no lossy form without mode, class, channel or store")
    void shortensOnlyWhereItMay() {
        CompressionEngine engine = engine();
        Hint shell = Hint.tool("Bash");

        assertLossless(engine, request(TEXT, shell, Mode.LOSSLESS, RetrievalChannel.cli()));
        assertLossless(engine, request(TEXT, shell, Mode.BALANCED, RetrievalChannel.none()));
        assertLossless(engine, request(TEXT, Hint.tool("Read"), Mode.AGGRESSIVE, RetrievalChannel.cli()));
        assertLossless(engine, request(TEXT, Hint.none(), Mode.AGGRESSIVE, RetrievalChannel.cli()));
        assertLossless(engine, request(TEXT, shell.command("cat app.log"), Mode.BALANCED, RetrievalChannel.cli()));
        CompressionEngine storeless = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .compressors(List.of(new Excerpts("excerpts")))
                .build();
        engines.add(storeless);
        assertLossless(storeless, shell(TEXT));
        assertEquals(0, originals.calls());
    }

    @Test
    @DisplayName(
            "C-201: file contents become outlines by leave of the user alone, and by compressors that make outlines alone")
    void outlinesSourceByLeaveAlone() {
        CompressionSettings settings = CompressionSettings.defaults();
        CompressionRequest read = request(TEXT, Hint.tool("Read"), Mode.AGGRESSIVE, RetrievalChannel.cli());
        Outlining outlining = new Outlining();

        assertLossless(engine(settings, outlining), read);
        assertLossless(engine(settings.withOutlines(), new Excerpts("excerpts")), read);
        assertLossless(
                engine(settings.withOutlines(), outlining),
                request(TEXT, Hint.tool("Read"), Mode.BALANCED, RetrievalChannel.cli()));
        assertEquals(
                Fidelity.LOSSY,
                compress(engine(settings.withOutlines(), outlining), read).fidelity());
    }

    private static final class Outlining extends Excerpts {
        Outlining() {
            super("outlining");
        }

        @Override
        public boolean outlines() {
            return true;
        }
    }

    @Test
    @DisplayName("C-204: a failure stays whole up to 4,000 tokens")
    void keepsFailuresWhole() {
        Hint failed = Hint.tool("Bash").failed();

        assertLossless(engine(), request(log(60), failed, Mode.BALANCED, RetrievalChannel.cli()));
        assertEquals(
                Fidelity.LOSSY,
                compress(engine(), request(log(300), failed, Mode.BALANCED, RetrievalChannel.cli()))
                        .fidelity());
    }

    @Test
    @DisplayName("C-905: balanced from 600 tokens on with 8 %, aggressive from 300 on with 4 %, between their bounds")
    void givesTheBudgetOfTheMode() {
        Asking asking = new Asking();
        CompressionEngine engine = engine(CompressionSettings.defaults(), asking);

        compress(engine, request(log(22), Hint.tool("Bash"), Mode.BALANCED, RetrievalChannel.cli()));
        compress(engine, request(log(22), Hint.tool("Bash"), Mode.AGGRESSIVE, RetrievalChannel.cli()));
        compress(engine, request(log(60), Hint.tool("Bash"), Mode.BALANCED, RetrievalChannel.cli()));
        compress(engine, request(log(3_000), Hint.tool("Bash"), Mode.BALANCED, RetrievalChannel.cli()));
        compress(engine, request(log(3_000), Hint.tool("Bash"), Mode.AGGRESSIVE, RetrievalChannel.cli()));

        assertEquals(List.of("AGGRESSIVE 250", "BALANCED 400", "BALANCED 3000", "AGGRESSIVE 1500"), asking.asked);
    }

    private static final class Asking extends Excerpts {
        private final List<String> asked = new ArrayList<>();

        Asking() {
            super("asking");
        }

        @Override
        public Optional<Compressed> shorten(Content content, ShorteningContext context) {
            asked.add(context.mode() + " " + context.budget());
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("C-110: a lossy form saves 30 % and 200 tokens over the best lossless form, or is not used")
    void savesEnoughOrIsNotUsed() {
        // Few lines are not errors, so that the excerpt is nearly as long as the text.
        String errors = IntStream.range(0, 200)
                .mapToObj(i -> i % 10 == 5 ? "fine " + i * 7919 : "ERROR number " + i * 7919 + " in unit " + i)
                .collect(Collectors.joining("\n"));
        CompressionEngine engine = engine();

        Outcome outcome = compress(engine, shell(errors));

        assertNotEquals(Fidelity.LOSSY, outcome.fidelity());
        assertTrue(
                engine.explain(shell(errors)).candidates().stream()
                        .anyMatch(candidate -> candidate.fidelity().equals(Optional.of(Fidelity.LOSSY))
                                && candidate.verdict().equals("not_smaller")),
                () -> engine.explain(shell(errors)).candidates().toString());
    }

    @Test
    @DisplayName("C-109: a form whose gaps are not true is not used, the next candidate is")
    void provesEachForm() {
        for (Lie lie : Lie.values()) {
            CompressionEngine alone = engine(CompressionSettings.defaults(), new Lying(lie));
            CompressionEngine helped = engine(CompressionSettings.defaults(), new Lying(lie), new Excerpts("truth"));

            assertNotEquals(Fidelity.LOSSY, compress(alone, shell(TEXT)).fidelity(), lie.name());
            assertEquals(1, alone.status().roundTripFailures(), lie.name());
            assertEquals(Optional.of("truth"), compress(helped, shell(TEXT)).compressor(), lie.name());
        }
    }

    private enum Lie {
        LISTS_FEWER_GAPS,
        MOVES_A_GAP,
        CHANGES_A_LINE,
        DROPS_A_LINE,
        LEAVES_NO_LIST
    }

    /** Comes first, and lies in one way. */
    private static final class Lying extends Excerpts {
        private final Lie lie;

        Lying(Lie lie) {
            super("a-liar");
            this.lie = lie;
        }

        @Override
        public Optional<Compressed> shorten(Content content, ShorteningContext context) {
            return super.shorten(content, context).map(form -> switch (lie) {
                case LISTS_FEWER_GAPS ->
                    new Compressed(form.text(), Fidelity.LOSSY, form.leftOut().subList(0, 1));
                case MOVES_A_GAP ->
                    new Compressed(form.text().replace("4-149", "5-150"), Fidelity.LOSSY, form.leftOut());
                case CHANGES_A_LINE ->
                    new Compressed(form.text().replace("|line 1 ", "|line 2 "), Fidelity.LOSSY, form.leftOut());
                case DROPS_A_LINE ->
                    new Compressed(form.text().replaceFirst("\n\\|line 1 [^\n]*", ""), Fidelity.LOSSY, form.leftOut());
                case LEAVES_NO_LIST ->
                    new Compressed(
                            form.text().replaceFirst("\n\\[lines 4-149 left out\\]", ""),
                            Fidelity.LOSSY,
                            form.leftOut());
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"KEEPS_NOTHING", "IN_TROUBLE", "THROWS"})
    @DisplayName("C-111, section 16: a store that does not keep costs the lossy form, and that is settled")
    void fallsBackToTheLosslessForm(State state) {
        originals.become(state);
        CompressionEngine engine = engine();

        Outcome first = compress(engine, shell(repetitive()));
        originals.become(State.WELL);
        Outcome again = compress(engine, shell(repetitive()));
        Outcome elsewhere = compress(engine(), shell(repetitive()));

        assertEquals(Reason.STORE_FAILED, first.reason());
        assertEquals(Outcome.Kind.COMPRESSED, first.kind());
        assertEquals(Fidelity.BYTES, first.fidelity());
        assertEquals(first.form(), again.form());
        assertEquals(first.form(), elsewhere.form());
        assertEquals(compress(engine, plain(repetitive())).form(), first.form());
    }

    @Test
    @DisplayName("P3: a store that is slow for once takes no form away that has left before")
    void repeatsAFormWhileTheStoreIsSlow() {
        CompressionEngine engine = engine();
        Outcome first = compress(engine, shell(TEXT));

        clock.addAndGet(Duration.ofHours(1).toNanos());
        originals.become(State.KEEPS_NOTHING);

        assertEquals(first.form(), compress(engine, shell(TEXT)).form());
    }

    @Test
    @DisplayName("P4 before P3: a form that cannot be redeemed gives way for the request, and comes back")
    void sendsNoMarkerThatCannotBeRedeemed() {
        CompressionEngine engine = engine();
        Outcome first = compress(engine, shell(repetitive()));
        originals.become(State.IN_TROUBLE);

        Outcome meanwhile = compress(engine, shell(repetitive()));
        Outcome stillMeanwhile = compress(engine, shell(repetitive()));
        originals.become(State.WELL);
        Outcome later = compress(engine, shell(repetitive()));

        assertEquals(Fidelity.LOSSY, first.fidelity());
        assertEquals(Reason.STORE_FAILED, meanwhile.reason());
        assertEquals(compress(engine, plain(repetitive())).form(), meanwhile.form());
        assertEquals(meanwhile.form(), stillMeanwhile.form());
        assertEquals(first.form(), later.form());
    }

    @Test
    @DisplayName("C-1003: a block that passes again is kept again where its original is gone")
    void keepsTheOriginalAgain() {
        CompressionEngine engine = engine();
        Outcome first = compress(engine, shell(TEXT));
        originals.forgetAll();
        clock.addAndGet(Duration.ofMinutes(11).toNanos());

        Outcome again = compress(engine, shell(TEXT));

        assertEquals(first.form(), again.form());
        assertEquals(1, originals.size());
    }

    @Test
    @DisplayName("PX-504: another engine on the same stores repeats the form, with its id and what it leaves out")
    void repeatsTheFormInAnotherEngine() {
        Outcome first = compress(engine(), shell(TEXT));
        CompressionEngine second = engine();

        Outcome again = compress(second, shell(TEXT));

        assertEquals(first.form(), again.form());
        assertEquals(first.id(), again.id());
        assertEquals(first.leftOut(), again.leftOut());
        assertEquals(first.tokens(), again.tokens());
        assertEquals(0, second.status().roundTripChecks());
    }

    @Test
    @DisplayName("P4: a form of a workspace whose key is gone is not used")
    void usesNoFormOfAnotherKey() {
        compress(engine(), shell(repetitive()));

        Outcome outcome = compress(engine(forms, new MemoryOriginals("new", "")), shell(repetitive()));

        assertEquals(Reason.STORE_FAILED, outcome.reason());
        assertEquals(Fidelity.BYTES, outcome.fidelity());
    }

    @Test
    @DisplayName("C-1001: the originals of a request are kept in one transaction, and known ones are not brought again")
    void keepsAllOfARequestAtOnce() {
        CompressionEngine engine = engine();

        engine.compressAll(List.of(shell(log(300)), shell(log(301)), shell(log(302))), Deadline.never());
        engine.compressAll(List.of(shell(log(300)), shell(log(301)), shell(log(302))), Deadline.never());

        assertEquals(1, originals.calls());
        assertEquals(3, originals.size());
    }

    @Test
    @DisplayName("C-201: audit computes the lossy form, changes nothing and keeps nothing")
    void auditsWithoutATrace() {
        CompressionEngine engine = engine();

        Outcome audited = compress(engine, request(TEXT, Hint.tool("Bash"), Mode.AUDIT, RetrievalChannel.cli()));

        assertEquals(TEXT, audited.form());
        assertEquals(Fidelity.LOSSY, audited.fidelity());
        assertEquals(
                compress(engine(SettledForms.inMemory(), new MemoryOriginals()), shell(TEXT))
                        .tokens(),
                audited.tokens());
        assertEquals(0, originals.size());
    }

    @Test
    @DisplayName("P1: a lossy stage that does not end in time leaves the lossless form")
    void usesTheLosslessFormAtTheDeadline() {
        CompressionEngine engine = engine(CompressionSettings.defaults(), new Endless());

        Outcome outcome = engine.compressAll(
                        List.of(shell(repetitive())), Deadline.after(Duration.ofMillis(700), new Cancellation()))
                .get(0);

        assertEquals(Reason.DEADLINE, outcome.reason());
        assertEquals(Fidelity.BYTES, outcome.fidelity());
        assertEquals(Outcome.Kind.COMPRESSED, outcome.kind());
        assertEquals(1, engine.status().deadlinesMissed());
    }

    private static final class Endless extends Excerpts {
        Endless() {
            super("endless");
        }

        @Override
        public Optional<Compressed> shorten(Content content, ShorteningContext context) {
            while (true) {
                context.checkpoint(0);
                // Some work, so that the deadline comes before the work limit.
                long end = System.nanoTime() + 20_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    @DisplayName("C-1303: an explanation names the lossy candidates and why they were or were not used")
    void explainsTheLossyStage() {
        CompressionEngine engine = engine();

        Explanation used = engine.explain(shell(TEXT));
        Explanation refused = engine.explain(plain(TEXT));

        assertEquals(
                List.of("declined LOSSLESS", "used LOSSY"),
                used.candidates().stream()
                        .map(candidate -> candidate.verdict() + " "
                                + candidate.fidelity().map(Enum::name).orElse("LOSSLESS"))
                        .map(line -> line.replace("not_smaller BYTES", "declined LOSSLESS"))
                        .toList());
        assertEquals("no_channel", refused.candidates().get(1).verdict());
        assertEquals(1, originals.size());
    }

    private CompressionEngine engine() {
        return engine(forms, originals);
    }

    private CompressionEngine engine(SettledForms settled, MemoryOriginals store) {
        return engine(CompressionSettings.defaults(), settled, store, List.of(new Excerpts("excerpts")));
    }

    private CompressionEngine engine(CompressionSettings settings, Repeats... compressors) {
        return engine(settings, SettledForms.inMemory(), originals, List.of(compressors));
    }

    private CompressionEngine engine(
            CompressionSettings settings, SettledForms settled, MemoryOriginals store, List<Repeats> compressors) {
        CompressionEngine engine = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settings(settings)
                .settledForms(settled)
                .originals(store)
                .compressors(compressors)
                .clock(clock::get)
                .build();
        engines.add(engine);
        return engine;
    }

    private static Outcome compress(CompressionEngine engine, CompressionRequest request) {
        return engine.compress(request, Deadline.never());
    }

    private static Reason reason(CompressionEngine engine, String text) {
        return compress(engine, shell(text)).reason();
    }

    private static void assertLossless(CompressionEngine engine, CompressionRequest request) {
        Outcome outcome = compress(engine, request);
        assertFalse(outcome.fidelity() == Fidelity.LOSSY, () -> request.hint() + " became " + outcome.form());
        assertEquals(Optional.empty(), outcome.id());
    }

    private static CompressionRequest shell(String text) {
        return request(text, Hint.tool("Bash"), Mode.BALANCED, RetrievalChannel.cli());
    }

    private static CompressionRequest plain(String text) {
        return request(text, Hint.tool("Bash"), Mode.BALANCED, RetrievalChannel.none());
    }

    private static CompressionRequest request(String text, Hint hint, Mode mode, RetrievalChannel channel) {
        return new CompressionRequest(new Content(text), hint.model("gpt-5"), mode, channel);
    }

    private static String lastLine(String form) {
        return form.substring(form.lastIndexOf('\n') + 1);
    }

    /** Distinct lines, with one error in the middle. */
    private static String log(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ")
                    .append(i)
                    .append(i == 149 ? " ERROR " : " value ")
                    .append(i * 7919 + lines)
                    .append(" of unit ");
            text.append((i * 31) % 97).append(" was measured again and again\n");
        }
        return text.toString();
    }

    /** Pairs of equal lines, so that there is a lossless form that saves half. */
    private static String repetitive() {
        return IntStream.range(0, 300)
                .mapToObj(i -> ("reading " + i * 7919 + " of the sensor " + i + " is within its bounds\n").repeat(2))
                .collect(Collectors.joining());
    }
}
