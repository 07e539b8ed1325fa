package io.headroom.api.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CompressedTest {
    private static final LeftOut GAP = new LeftOut(LeftOut.Unit.ROW, 3, 36, 34, "2 errors");

    @Test
    void onlyALossyFormLeavesSomethingOut() {
        assertEquals(List.of(), Compressed.lossless("x", Fidelity.DATA).leftOut());
        assertThrows(IllegalArgumentException.class, () -> Compressed.lossless("x", Fidelity.LOSSY));
        assertThrows(IllegalArgumentException.class, () -> new Compressed("x", Fidelity.BYTES, List.of(GAP)));
        assertThrows(NullPointerException.class, () -> Compressed.lossless(null, Fidelity.BYTES));
    }

    @Test
    void keepsItsOwnListOfGaps() {
        List<LeftOut> gaps = new ArrayList<>(List.of(GAP));

        Compressed form = new Compressed("x", Fidelity.LOSSY, gaps);
        gaps.clear();

        assertEquals(List.of(GAP), form.leftOut());
    }

    @Test
    void aGapIsARangeThatHoldsItsCount() {
        assertThrows(IllegalArgumentException.class, () -> new LeftOut(LeftOut.Unit.LINE, 0, 1, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new LeftOut(LeftOut.Unit.LINE, 5, 4, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new LeftOut(LeftOut.Unit.LINE, 5, 6, 3, ""));
        assertThrows(IllegalArgumentException.class, () -> new LeftOut(LeftOut.Unit.LINE, 5, 6, 0, ""));
        assertEquals(1, new LeftOut(LeftOut.Unit.LINE, 5, 6, 1, "").count());
    }

    @Test
    void stricterFidelitiesSatisfyLooserFloors() {
        assertTrue(Fidelity.BYTES.satisfies(Fidelity.DATA));
        assertTrue(Fidelity.DATA.satisfies(Fidelity.DATA));
        assertFalse(Fidelity.DATA.satisfies(Fidelity.BYTES));
        assertFalse(Fidelity.LOSSY.satisfies(Fidelity.DATA));
    }

    @Test
    void onlyAToolChannelHasATool() {
        assertEquals(
                "headroom_retrieve", RetrievalChannel.tool("headroom_retrieve").name());
        assertEquals(RetrievalChannel.Kind.CLI, RetrievalChannel.cli().kind());
        assertEquals(RetrievalChannel.Kind.NONE, RetrievalChannel.none().kind());
        assertThrows(IllegalArgumentException.class, () -> RetrievalChannel.tool(""));
        assertThrows(IllegalArgumentException.class, () -> new RetrievalChannel(RetrievalChannel.Kind.CLI, "some"));
    }

    @Test
    void aHintIsBuiltStepByStep() {
        Hint hint = Hint.tool("Bash").command("mvn test").model("gpt-5.5").failed();

        assertEquals("Bash", hint.tool().orElseThrow());
        assertEquals("mvn test", hint.command().orElseThrow());
        assertEquals("gpt-5.5", hint.model().orElseThrow());
        assertTrue(hint.error());
        assertFalse(Hint.none().error());
        assertTrue(Hint.none().tool().isEmpty());
    }

    @Test
    void keysOfModesDoNotDependOnTheLocale() {
        Locale former = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));

            assertEquals("audit", Mode.AUDIT.key());
        } finally {
            Locale.setDefault(former);
        }
    }

    @Test
    void theSignalHasAReasonAndNoTrace() {
        CompressionStoppedException signal =
                new CompressionStoppedException(CompressionStoppedException.Cause.WORK_LIMIT);

        assertEquals(CompressionStoppedException.Cause.WORK_LIMIT, signal.why());
        assertEquals(0, signal.getStackTrace().length);
    }

    @Test
    void contentHasAText() {
        assertThrows(NullPointerException.class, () -> new Content(null));
        assertEquals("line 3: no", new MalformedFormException("line 3: no").getMessage());
    }
}
