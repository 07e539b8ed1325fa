package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.retrieve.NoSuchSliceException;
import io.headroom.compress.retrieve.Slicer;
import io.headroom.compress.verify.JsonTokens;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
import io.headroom.workload.Workload;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lossy forms show, what they leave out, and that the one and the other make the original. */
@Tag("C-901")
final class JsonShorteningTest {
    private static final long SEED = 901;
    private static final Encoding TOKENS =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @Test
    @DisplayName("C-109, P4: the gaps of every workload and hostile text, filled by slices, make the original again")
    void filledGapsMakeTheOriginal() {
        List<NamedText> texts = new ArrayList<>(Workloads.texts());
        texts.addAll(HostileTexts.all(SEED));
        int shortened = 0;
        for (NamedText text : texts) {
            Optional<Compressed> form = shorten(text.text());
            shortened += form.isPresent() ? 1 : 0;
            form.ifPresent(lossy -> assertFills(text.text(), lossy));
        }
        assertTrue(shortened > 30, "only " + shortened + " texts were shortened");
    }

    @ParameterizedTest
    @CsvSource({
        "W01, 93", "W02, 93", "W03, 94", "W04, 92", "W05, 84", "W06, 97", "W07, 95", "W08, 97", "W09, 96", "W10, 97",
        "W11, 95", "W12, 85", "W13, 75", "W14, 75", "W15, 88"
    })
    @DisplayName("C-1403: workloads save at least so many percent against minified input")
    void savesTokens(String id, int percent) {
        Workload workload = Workloads.get(id);
        int before = 0;
        int after = 0;
        for (String text : workload.texts(io.headroom.workload.Layout.MIN)) {
            String form = shorten(text).map(Compressed::text).orElse(text);
            before += TOKENS.countTokensOrdinary(text);
            after += TOKENS.countTokensOrdinary(form);
        }
        double saved = 100.0 * (before - after) / before;

        assertTrue(saved >= percent, () -> String.format(Locale.ROOT, "%s saves %.1f %%", id, saved));
    }

    @Test
    @DisplayName("C-902: a gap stands where its rows would, with facts about them, and the count is that of all rows")
    void notesStandInPlace() {
        String form = shorten(rows(
                        60,
                        i -> "{\"id\":" + i + ",\"host\":\"node-" + i % 7 + "\",\"cpu\":"
                                + (i == 36 ? "99.8" : "5" + i % 10 + ".5") + ",\"status\":\""
                                + (i == 36 ? "degraded" : "ok") + "\"}"))
                .orElseThrow()
                .text();

        assertEquals("""
                60 rows; x=.. holds in every row, {} is its cell: id,host=node-{},cpu,status
                0,0,50.5,ok
                1,1,51.5,ok
                2,2,52.5,ok
                [rows 4-36 left out; id 3..35, status ok 33, cpu 50.5-59.5]
                36,1,99.8,degraded
                [rows 38-57 left out; id 37..56, status ok 20, cpu 50.5-59.5]
                57,1,57.5,ok
                58,2,58.5,ok
                59,3,59.5,ok""", form);
    }

    @Test
    @DisplayName("C-902: inside a document the array is named by its JSON Pointer")
    void namesTheArray() {
        String rows = rows(60, i -> "{\"id\":" + i + ",\"name\":\"item number " + i + "\"}");
        Compressed form =
                shorten("{\"total\":60,\"result\":{\"items\":" + rows + "}}").orElseThrow();

        assertTrue(form.text().contains("[result/items rows 4-57 left out; id 3..56]"), form::text);
        assertEquals("/result/items", form.leftOut().get(0).path());
    }

    @Test
    @DisplayName("C-906: 25 distinct errors stay 25, and 60 stay 60")
    void keepsDistinctErrors() {
        for (int errors : new int[] {25, 60}) {
            String form = shorten(rows(
                            600,
                            i -> "{\"n\":" + i + ",\"message\":\""
                                    + (i % 10 == 0 && i / 10 < errors
                                            ? "could not load the module " + word(i / 10) + ": error in its header"
                                            : "loaded module " + i)
                                    + "\"}"))
                    .orElseThrow()
                    .text();

            for (int i = 0; i < errors; i++) {
                assertTrue(form.contains(word(i)), form);
            }
        }
    }

    @Test
    @DisplayName("C-906: error_count: 0, \"0 errors\" and \"no errors\" are no errors")
    void keysAndDenialsAreNoErrors() {
        String with = rows(200, i -> "{\"id\":" + i + ",\"error_count\":0,\"note\":\"no error, 0 errors\"}");
        String without = rows(200, i -> "{\"id\":" + i + ",\"count\":0,\"note\":\"nothing at all here\"}");

        assertEquals(
                shorten(without).orElseThrow().leftOut().get(0).count(),
                shorten(with).orElseThrow().leftOut().get(0).count());
    }

    @Test
    @DisplayName("C-906: evenly spread numbers have no outliers")
    void evenlySpreadNumbersHaveNoOutliers() {
        Compressed form = shorten(rows(300, i -> "{\"at\":" + i * 37 % 300 * 11 + ",\"text\":\"row of data\"}"))
                .orElseThrow();

        assertEquals(1, form.leftOut().size());
        assertEquals(294, form.leftOut().get(0).count());
    }

    @Test
    @DisplayName("C-401: what only looks like a form with gaps is refused, and data that looks like a note is data")
    void lookalikesAreData() {
        for (String text : new String[] {
            "[rows 1-3 left out]",
            "3 rows: a\n1\n[rows 2-4 left out]\n5",
            "60 rows: a\n[rows 1-9 left out]",
            "{\"a\":1}\n[a rows 2-4 left out]"
        }) {
            assertThrows(MalformedFormException.class, () -> new JsonCompressor().excerpt(text), text);
        }
        String text = rows(60, i -> "{\"id\":" + i + ",\"note\":\"[rows 3-36 left out]\",\"b\":\"#" + i + " x\"}");

        assertFills(text, shorten(text).orElseThrow());
    }

    @Test
    @DisplayName("C-201: where every byte must stay nothing is left out")
    void respectsTheFloor() {
        String text = rows(300, i -> "{\"id\":" + i + ",\"text\":\"row of data\"}");

        assertEquals(
                Optional.empty(),
                new JsonCompressor()
                        .shorten(
                                new Content(text), Forms.context(Fidelity.BYTES).shortening(400, Mode.BALANCED)));
    }

    @Test
    @DisplayName("C-902: rows of JSON in a string are left out like others, and their path leads through the string")
    void shortensJsonInStrings() {
        String rows =
                rows(60, i -> "{\\\"id\\\":" + i + ",\\\"name\\\":\\\"a \\\\\\\"good\\\\\\\" item " + i + "\\\"}");
        String text = "{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"total\\\":60,\\\"items\\\":" + rows + "}\"}]}";
        Compressed form = shorten(text).orElseThrow();

        assertEquals("/content/0/text/items", form.leftOut().get(0).path());
        assertFills(text, form);
    }

    @Test
    @DisplayName(
            "C-908: a cell without lines keeps its first and last 120 characters, and the rest is redeemed by its path")
    void cutsLongCells() {
        String picture = base64(48_450);
        String text = "{\"name\":\"a.png\",\"parts\":[{\"type\":\"image\",\"data\":\"" + picture + "\"}]}";
        Compressed form = shorten(text).orElseThrow();

        assertTrue(
                form.text()
                        .contains(picture.substring(0, 120) + "[... 48210 characters left out; /parts/0/data 121-48330]"
                                + picture.substring(48_330)),
                form::text);
        assertEquals(
                List.of(new LeftOut(LeftOut.Unit.CHARACTER, "/parts/0/data", 121, 48_330, 48_210, "")), form.leftOut());
        assertFills(text, form);
    }

    @Test
    @DisplayName("C-908: long cells are cut in the rows that stay, in strings that hold JSON and between surrogates")
    void cutsLongCellsEverywhere() {
        String pair = "\uD83D\uDE00";
        String text = "{\"rows\":"
                + rows(60, i -> "{\"id\":" + i + ",\"blob\":\"" + i + "x".repeat(i % 2) + pair.repeat(1_500) + "\"}")
                + ",\"inner\":\"{\\\"k\\\":\\\"" + "ab\\\\\\\"".repeat(900) + "\\\"}\"}";
        Compressed form = shorten(text).orElseThrow();

        assertTrue(form.leftOut().stream().anyMatch(gap -> gap.path().equals("/rows/59/blob")), form::text);
        assertTrue(form.leftOut().stream().anyMatch(gap -> gap.path().equals("/inner/k")), form::text);
        assertFills(text, form);
    }

    @Test
    @DisplayName(
            "C-908: errors, text in lines and cells of up to 2,000 characters stay, and what looks like a cut cell is data")
    void cutsNothingElse() {
        for (String cell : new String[] {
            "connection refused " + "x".repeat(3_000),
            "one line of many words\\n".repeat(200),
            "y".repeat(2_000),
            "z".repeat(120) + "[... 10 characters left out; /a 121-130]" + "z".repeat(120)
        }) {
            assertEquals(Optional.empty(), shorten("{\"n\":1,\"cell\":\"" + cell + "\"}"), cell);
        }
    }

    private static String base64(int length) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return new Random(SEED)
                .ints(length, 0, 64)
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static String slice(Slicer slicer, LeftOut gap) throws NoSuchSliceException {
        String slice = slicer.slice(gap);
        for (int n = slicer.strings(gap.path()); n > 0; n--) {
            StringBuilder quoted = new StringBuilder();
            new JsonWriter(quoted, Layout.MINIFIED).string(slice, 0, slice.length());
            slice = quoted.substring(1, quoted.length() - 1);
        }
        return slice;
    }

    private static String word(int i) {
        return "" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "mod";
    }

    static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining(",", "[", "]"));
    }

    static Optional<Compressed> shorten(String text) {
        int lossless =
                Forms.compress(text).map(form -> form.text()).orElse(text).length() / 3;
        TestContext context = Forms.context(Fidelity.DATA)
                .shortening(Math.max(400, Math.min(3000, lossless * 8 / 100)), Mode.BALANCED);
        return new JsonCompressor().shorten(new Content(text), context);
    }

    static void assertFills(String text, Compressed form) {
        try {
            Excerpt excerpt = new JsonCompressor().excerpt(form.text());
            Slicer slicer = new Slicer(text);
            StringBuilder filled = new StringBuilder();
            for (Excerpt.Piece piece : excerpt.pieces()) {
                filled.append(
                        piece instanceof Excerpt.Gap gap
                                ? slice(slicer, gap.leftOut())
                                : ((Excerpt.Shown) piece).text());
            }
            assertEquals(Optional.empty(), new JsonTokens().difference(text, filled.toString()), form::text);
            assertEquals(form.leftOut(), excerpt.leftOut());
        } catch (MalformedFormException | NoSuchSliceException e) {
            throw new AssertionError(e.getMessage() + " in\n" + form.text(), e);
        }
    }
}
