package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.compress.json.Layout.Spacing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P5: what is written decodes to what was read. */
@Tag("P5")
final class JsonRoundTripTest {
    private static final int DOCUMENTS_PER_SEED = 700;

    private static final List<Layout> LAYOUTS = List.of(
            Layout.MINIFIED,
            new Layout(Spacing.SPACED, 0, false, false, false, false),
            new Layout(Spacing.INDENTED, 2, false, false, true, false),
            new Layout(Spacing.INDENTED, 4, true, false, false, false),
            new Layout(Spacing.TABS, 0, false, false, true, true),
            new Layout(Spacing.NONE, 0, true, false, true, false));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("C-502, C-503: random hostile documents come back byte for byte in every layout")
    void randomDocumentsComeBack(long seed) {
        RandomJson random = new RandomJson(seed);
        for (int i = 0; i < DOCUMENTS_PER_SEED; i++) {
            Object document = random.document();
            for (Layout layout : LAYOUTS) {
                Forms.assertExact(
                        RandomJson.print(document, layout), "seed " + seed + ", document " + i + ", " + layout);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    @DisplayName("C-503: long tables of words, separated by spaces, come back byte for byte")
    void randomTablesOfWordsComeBack(long seed) {
        RandomJson random = new RandomJson(seed);
        int spaced = 0;
        int numbers = 0;
        for (int i = 0; i < 150; i++) {
            String text = RandomJson.print(random.words(), LAYOUTS.get(i % 3));
            String title = Forms.form(text).lines().findFirst().orElseThrow();
            spaced += title.contains(" rows by space") ? 1 : 0;
            numbers += title.contains(":number=") ? 1 : 0;
            Forms.assertExact(text, "seed " + seed + ", table " + i);
        }
        assertTrue(spaced > 100, "only " + spaced + " tables had spaces");
        assertTrue(numbers > 100, "only " + numbers + " tables had a column of shortened numbers");
    }

    @Test
    @DisplayName("C-503: a long table of words has spaces between its cells, - for a key that is missing before others")
    void longTablesOfWordsHaveSpaces() {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 90; i++) {
            json.append(i == 0 ? "" : ",").append("{\"id\":").append(i);
            json.append(i % 30 == 7 ? "" : ",\"state\":\"" + (i % 3 == 0 ? "trial" : "active") + "\"");
            json.append(",\"dash\":\"")
                    .append(i == 2 ? "-" : "yes")
                    .append("\",\"share\":0.")
                    .append(10 + i)
                    .append('}');
        }
        String text = json.append(']').toString();

        List<String> form = Forms.form(text).lines().toList();

        assertEquals(
                "90 rows by space; - or nothing: no such key; x=.. holds in every row, {} is its cell: "
                        + "id,state,dash,share:number=0.{}",
                form.get(0));
        assertEquals(List.of("0 trial yes 10", "1 active yes 11", "2 active \"-\" 12"), form.subList(1, 4));
        assertEquals("7 - yes 17", form.get(8));
        Forms.assertExact(text, "words");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    @DisplayName("C-507: random JSON Lines come back byte for byte")
    void randomLinesComeBack(long seed) {
        RandomJson random = new RandomJson(seed);
        for (int i = 0; i < DOCUMENTS_PER_SEED; i++) {
            if (random.document() instanceof List<?> rows && rows.size() > 2) {
                StringBuilder text = new StringBuilder();
                rows.forEach(row ->
                        text.append(RandomJson.print(row, Layout.MINIFIED)).append('\n'));
                Forms.assertExact(text.toString(), "seed " + seed + ", document " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    @DisplayName("C-403: JSON inside text becomes #k, everything else stays as it is")
    void randomTextsAroundJsonComeBack(long seed) {
        RandomJson random = new RandomJson(seed);
        int claimed = 0;
        for (int i = 0; i < 300; i++) {
            String text =
                    "Exit code 0\r\n#1\n" + RandomJson.print(random.document(), LAYOUTS.get(i % 3)) + " tail\n\\ x\n\n"
                            + RandomJson.print(random.document(), Layout.MINIFIED) + (i % 2 == 0 ? "\n" : "");
            claimed += Forms.compressWithinLimit(text).isPresent() ? 1 : 0;
            Forms.assertExact(text, "seed " + seed + ", text " + i);
        }
        assertTrue(claimed > 50, "only " + claimed + " texts were claimed");
    }

    @Test
    @DisplayName(
            "C-502: where white space is no layout of ours, the tokens come back, and nothing where bytes are asked for")
    void oddWhiteSpaceIsData() {
        String text = "[ {\"id\":1 ,\"identity\":\"first-of-all\"},{\"id\":2,\"identity\":\"second-of-all\"},\n"
                + " {\"id\":3,\"identity\":\"third-of-all\"},{\"id\":4,\"identity\":\"last-of-all\"},{\"id\":5,\"identity\":null}]";

        Optional<Compressed> data = Forms.compress(text);
        Optional<Compressed> bytes = new JsonCompressor().compress(new Content(text), Forms.context(Fidelity.BYTES));

        assertEquals(Fidelity.DATA, data.orElseThrow().fidelity());
        assertEquals(
                text.replaceAll("[ \n]", ""), Forms.decode(data.orElseThrow().text()));
        assertEquals(Optional.empty(), bytes);
    }

    @Test
    @DisplayName("C-502, C-1404: pretty and minified input give the same form but for the layout note")
    void layoutsShareTheForm() {
        Object document = new RandomJson(5).document();
        String minified = Forms.form(RandomJson.print(document, Layout.MINIFIED));

        String indented = Forms.form(RandomJson.print(document, LAYOUTS.get(2)));

        assertEquals(minified, indented.replace(" (indent 2, newline)", ""));
    }
}
