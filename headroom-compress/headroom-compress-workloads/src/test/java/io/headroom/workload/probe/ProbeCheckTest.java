package io.headroom.workload.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C-1402: probes")
class ProbeCheckTest {
    private static final ProbeCheck UNDECODABLE = ProbeCheck.lossless(form -> Optional.empty());

    @Test
    void findsNumbersWithTheirKeysAndWhatStringsName() {
        Set<Probe> probes = Probes.of(
                "{\"id\":17,\"at\":{\"line\":-4.5},\"url\":\"https://git.example/a?b=1\",\"sha\":\"1f2e3d4c\","
                        + "\"file\":\"src/main/App.java\",\"note\":\"see SHOP-12\",\"log\":\"open failed: denied\"}");

        assertTrue(
                probes.containsAll(List.of(
                        new Probe(Probe.Kind.NUMBER, "17", "id"),
                        new Probe(Probe.Kind.NUMBER, "-4.5", "line"),
                        new Probe(Probe.Kind.URL, "https://git.example/a?b=1", "url"),
                        new Probe(Probe.Kind.ID, "1f2e3d4c", "sha"),
                        new Probe(Probe.Kind.PATH, "src/main/App.java", "file"),
                        new Probe(Probe.Kind.ID, "SHOP-12", "note"),
                        new Probe(Probe.Kind.ERROR_LINE, "open failed: denied", "log"))),
                probes::toString);
    }

    @Test
    void findsWhatLinesName() {
        Set<Probe> probes = Probes.of("src/a/B.java:12: error: cannot find symbol\nbuilt 7 of 9 in 3.25 s\n");

        assertTrue(
                probes.containsAll(List.of(
                        new Probe(Probe.Kind.PATH, "src/a/B.java", ""),
                        new Probe(Probe.Kind.ERROR_LINE, "src/a/B.java:12: error: cannot find symbol", ""),
                        new Probe(Probe.Kind.NUMBER, "3.25", ""))),
                probes::toString);
    }

    @Test
    void countsAnUnchangedTextAsRetained() {
        ProbeReport report = UNDECODABLE.check("{\"id\":17,\"n\":3}", "{\"id\":17,\"n\":3}");

        assertEquals(new ProbeReport(2, 0, 0, List.of()), report);
    }

    @Test
    void losesANumberWhoseKeyIsGone() {
        ProbeReport report = UNDECODABLE.check("{\"id\":17,\"line\":3}", "id 17, and 3");

        assertEquals(List.of(new Probe(Probe.Kind.NUMBER, "3", "line")), report.lost());
    }

    @Test
    void losesANumberThatIsPartOfAnother() {
        ProbeReport report = UNDECODABLE.check("{\"id\":17}", "id 1178");

        assertEquals(List.of(new Probe(Probe.Kind.NUMBER, "17", "id")), report.lost());
    }

    @Test
    void believesTheDecoderAndTheCallInThisOrder() {
        String original = "{\"id\":17,\"n\":3}";

        assertEquals(
                new ProbeReport(0, 2, 0, List.of()),
                ProbeCheck.lossless(form -> Optional.of(original)).check(original, "short"));
        assertEquals(
                new ProbeReport(0, 0, 2, List.of()),
                new ProbeCheck(form -> Optional.empty(), form -> Optional.of(original)).check(original, "short"));
    }
}
