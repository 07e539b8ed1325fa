package io.headroom.compress.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TokenEstimate;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.Layout;
import io.headroom.workload.NamedText;
import io.headroom.workload.SplitMix64;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-1101")
@DisplayName("outlines of source code")
class OutlineTest {
    private static final long SEED = 20_261_101L;

    static Stream<String> names() {
        return Samples.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("C-1101: bodies over 5 lines become one line in place, declarations and what throws stay")
    void outlines(String name) {
        assertEquals(Samples.read(name + ".outline"), Outlined.form(Samples.read(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("C-1101: line numbers of tools do not matter, and neither does the note of an agent below the file")
    void outlinesNumberedLines(String name) {
        String text = Samples.read(name);
        List<String> notes = notes(Outlined.form(text));

        assertEquals(notes, notes(Outlined.form(Samples.numbered(text, '\t'))));
        assertEquals(
                notes,
                notes(Outlined.form(Samples.numbered(text, '\u2192')
                        + "\n<system-reminder>\nIt doesn't { matter.\n</system-reminder>\n")));
    }

    @Test
    @DisplayName("line ends of Windows stay as they are")
    void keepsCrLf() {
        String text = Samples.read("Ledger.java");
        String form = Outlined.form(text.replace("\n", "\r\n"));

        assertEquals(notes(Outlined.form(text)), notes(form));
        assertTrue(form.contains("import java.util.List;\r\n"), form);
    }

    @Test
    @DisplayName("C-1101: off unless the user says so")
    void isOffByDefault() {
        for (NamedText text : Samples.all()) {
            assertEquals(
                    Optional.empty(),
                    new CodeCompressor()
                            .shorten(
                                    new Content(text.text()), Outlined.context().with(Map.of())));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("a text that does not balance is declined, whichever part is missing")
    void declinesWhatDoesNotBalance(String name) {
        String text = Samples.read(name);
        String opened = text + (name.endsWith(".py") ? "x = (\n" : "void f() {\n");

        assertEquals(opened, Outlined.form(opened));
        assertEquals(text + "x = \"\n\n", Outlined.form(text + "x = \"\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X01", "X02", "X03", "X05", "X07", "X08", "X15", "W01", "W03"})
    @DisplayName("C-401: logs, searches, diffs, prose and JSON are declined")
    void declinesOtherKinds(String workload) {
        for (Layout layout : Layout.values()) {
            for (String text : Workloads.get(workload).texts(layout)) {
                assertEquals(Optional.empty(), Outlined.of(text));
            }
        }
    }

    @Test
    @DisplayName("C-401: markup, Markdown, diffs and logs are declined, even where they hold code")
    void declinesWhatHoldsCode() {
        String code = Samples.read("Ledger.java");
        StringBuilder log = new StringBuilder(code);
        for (int i = 10; i < 40; i++) {
            log.append("2026-03-14 09:15:").append(i).append(" INFO started {} of worker\n");
        }
        String prose = "We looked at the class for a while and found nothing wrong with it at all\n";

        for (String text : List.of(
                "<html>\n" + code,
                "# Notes\n\n```\n" + code + "```\n",
                "diff --git a/L b/L\n" + code,
                log.toString(),
                code + prose.repeat(12))) {
            assertEquals(Optional.empty(), Outlined.of(text), text);
        }
    }

    @Test
    @DisplayName("a file whose bodies would save less than 30 % stays whole")
    void declinesWhatSavesLittle() {
        StringBuilder fields = new StringBuilder("\n");
        for (int i = 0; i < 120; i++) {
            fields.append("/* field ").append(i).append(" */ enum E").append(i).append(" { A, B }\n");
        }
        String text = Samples.read("Ledger.java") + fields;

        assertEquals(text, Outlined.form(text));
    }

    @Test
    @DisplayName("P4: a file in which a line reads like a note is declined")
    void declinesLookAlikes() {
        String text = Samples.read("gateway.py");
        String forged = text.replace("select \"{\" from rows\n", "[lines 3-9 left out; body of send]\n");

        assertFalse(forged.equals(text));
        assertEquals(forged, Outlined.form(forged));
        assertEquals(Outlined.form(text), Outlined.form(Outlined.form(text)), "an outline is not outlined again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no note\nat all\n",
                "[lines 2-9 left out; body of f]\n",
                "a\n[lines 2-1 left out; body of f]\n",
                "a\n[lines 02-9 left out; body of f]\n",
                "a\n[lines 2-9 left out; body of ]\n",
                "a\n[lines 2-9,10-12 left out; body of f]\n",
                "a\n[lines 2-99999999999 left out; body of f]\n",
                "a\n[lines 2-9 left out]\n",
                "a\n[lines ]\n",
                "a\n[lines 2-]\n",
            })
    @DisplayName("C-105: what is no outline is refused with a reason")
    void refusesOtherTexts(String form) {
        MalformedFormException refused =
                assertThrows(MalformedFormException.class, () -> new CodeCompressor().excerpt(form));

        assertFalse(refused.getMessage().isBlank());
    }

    @Test
    @DisplayName("C-1101: a large file with many functions is outlined whole")
    void outlinesManyBodies() {
        StringBuilder text = new StringBuilder("\"\"\"Many.\"\"\"\n\nimport os\nimport sys\n\n\n");
        for (int i = 0; i < 300; i++) {
            text.append("def work_").append(i).append("(rows):\n    total = 0\n    for row in rows:\n");
            text.append("        total += row.price * row.count\n        total -= row.discount\n");
            text.append("        if total < 0:\n            total = 0\n    return total\n\n\n");
        }

        String form = Outlined.form(text.toString());

        // The last five lines of any text stay.
        assertEquals(300, notes(form).size());
        assertTrue(3 * TokenEstimate.of(form) < 2 * TokenEstimate.of(text), form);
    }

    @Test
    @DisplayName("P4: every damaged file is declined or outlined exactly")
    void provesDamagedFiles() {
        SplitMix64 random = new SplitMix64(SEED);
        for (NamedText sample : Samples.all()) {
            for (int i = 0; i < 200; i++) {
                String text = damaged(sample.text(), random);
                // Outlined.of proves the form.
                Outlined.of(random.onceIn(4) ? Samples.numbered(text, '\t') : text);
            }
        }
    }

    @Test
    @DisplayName("P4, section 16: hostile texts behind and within code are declined or outlined exactly")
    void provesHostileTexts() {
        String head = Samples.read("gateway.go");
        for (NamedText hostile : HostileTexts.all(SEED)) {
            if (hostile.text().length() < 200_000) {
                Outlined.of(head + hostile.text());
                Outlined.of(head.replace("raw { \" \\", hostile.text()));
            }
        }
    }

    private static String damaged(String text, SplitMix64 random) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
        for (int n = 1 + random.below(3); n > 0; n--) {
            int at = random.below(lines.size());
            switch (random.below(4)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.below(lines.size())));
                case 2 -> lines.set(at, lines.get(at).replace("\n", "\r\n"));
                default -> {
                    String odd =
                            random.of(List.of("\"", "'", "`", "{", "}", "/*", "\\", "${", "#", "\t", "(", "\u2192"));
                    int place = random.below(lines.get(at).length() + 1);
                    lines.set(
                            at,
                            lines.get(at).substring(0, place)
                                    + odd
                                    + lines.get(at).substring(place));
                }
            }
        }
        return String.join("", lines);
    }

    private static List<String> notes(String form) {
        return form.lines().filter(line -> line.startsWith("[lines ")).toList();
    }
}
