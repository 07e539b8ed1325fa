package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.compress.retrieve.NoSuchSliceException;
import io.headroom.compress.retrieve.Slicer;
import io.headroom.workload.Layout;
import io.headroom.workload.Recipe;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables with gaps: what they show, what they leave out, and that the one and the other make the text. */
@Tag("C-901")
final class GridShorteningTest {
    private static final long SEED = 904;
    private static final int BUDGET = 400;

    @Test
    @DisplayName("C-902: a gap stands where its lines would, with facts about them, and the count is that of all rows")
    void notesStandInPlace() {
        String text = "id,host,state\n"
                + IntStream.range(0, 60)
                        .mapToObj(i -> i + ",node-" + i % 7 + "," + (i == 36 ? "broken" : "ok") + "\n")
                        .collect(Collectors.joining());

        String form = shorten(text).orElseThrow().text();

        assertEquals("""
                60 rows; x=.. holds in every row, {} is its cell: id,host=node-{},state (csv)
                0,0,ok
                1,1,ok
                2,2,ok
                [lines 5-37 left out; id 3..35, state ok 33]
                36,1,broken
                [lines 39-58 left out; id 37..56, state ok 20]
                57,1,ok
                58,2,ok
                59,3,ok""", form);
    }

    @Test
    @DisplayName("C-1403: ps, kubectl and CSV save at least 85 percent of their characters whatever the seed")
    void savesWhateverTheSeed() {
        for (Recipe recipe : Workloads.recipes()) {
            for (long seed = 100; List.of("X08", "X09", "X14").contains(recipe.id()) && seed < 110; seed++) {
                String text = recipe.make(seed).texts(Layout.MIN).get(0);

                String form = shorten(text).orElseThrow().text();

                assertTrue(form.length() * 100 <= text.length() * 15, recipe.id() + " seed " + seed + ":\n" + form);
            }
        }
    }

    @Test
    @DisplayName("C-109, P4: the gaps of random tables, filled by slices, make the original again")
    void filledGapsMakeTheOriginal() {
        SplittableRandom random = new SplittableRandom(SEED);
        int shortened = 0;
        for (int i = 0; i < 300; i++) {
            String text = table(random);
            Optional<Compressed> form = shorten(text);
            shortened += form.isPresent() ? 1 : 0;
            form.ifPresent(lossy -> assertFills(text, lossy));
        }
        assertTrue(shortened > 100, "only " + shortened + " tables were shortened, seed " + SEED);
    }

    @Test
    @DisplayName("C-401: what only looks like a table with gaps is refused")
    void refusesLookalikes() {
        for (String text : new String[] {
            "[lines 2-4 left out]",
            "9 rows: a,b (csv)\n1,2\n[lines 9-12 left out]\n3,4",
            "9 rows: a,b (csv)\n1,2\n[rows 3-9 left out]\n3,4",
            "3 rows: a,b (csv)\n1,2\n[lines 3-5 left out]\n3,4",
            "a,b\n1,2\n"
        }) {
            assertThrows(MalformedFormException.class, () -> new GridCompressor().excerpt(text), text);
        }
    }

    @Test
    @DisplayName("C-906: lines that are no rows, and rows that tell of an error, stay")
    void keepsWhatIsOdd() {
        String rows = IntStream.range(0, 80)
                .mapToObj(i -> i + "," + (i == 50 ? "connection refused by peer" : "all is well with it") + "," + i % 3)
                .collect(Collectors.joining("\n"));
        String text = "id,message,n\n" + rows + "\n";

        assertTrue(shorten(text).orElseThrow().text().contains("connection refused by peer"));
    }

    private static String table(SplittableRandom random) {
        String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
        String separator = random.nextBoolean() ? "," : "\t";
        int columns = 2 + random.nextInt(4);
        List<String> lines = new ArrayList<>();
        lines.add(IntStream.range(0, columns).mapToObj(i -> "name" + i).collect(Collectors.joining(separator)));
        int rows = 9 + random.nextInt(90);
        for (int row = 0; row < rows; row++) {
            lines.add(IntStream.range(0, columns)
                    .mapToObj(column -> switch (random.nextInt(8)) {
                        case 0 -> "";
                        case 1 -> "error " + random.nextInt(3);
                        case 2 -> "\"a" + (random.nextInt(400) == 0 ? "\n" : " ") + "b\"";
                        case 3 -> "[lines 3-9 left out]";
                        default -> column + "" + random.nextInt(column == 0 ? 1000 : 4);
                    })
                    .collect(Collectors.joining(separator)));
        }
        return String.join(end, lines) + (random.nextBoolean() ? end : "");
    }

    private static Optional<Compressed> shorten(String text) {
        TestContext context = TestContext.lossless(Fidelity.DATA).mining(LineMiner::new);
        return new GridCompressor().shorten(new Content(text), context.shortening(BUDGET, Mode.BALANCED));
    }

    private static void assertFills(String text, Compressed form) {
        try {
            Slicer slicer = new Slicer(text);
            StringBuilder filled = new StringBuilder();
            for (Excerpt.Piece piece : new GridCompressor().excerpt(form.text()).pieces()) {
                filled.append(
                        piece instanceof Excerpt.Gap gap
                                ? slicer.slice(gap.leftOut())
                                : ((Excerpt.Shown) piece).text());
            }
            assertEquals(text, filled.toString(), form::text);
        } catch (MalformedFormException | NoSuchSliceException e) {
            throw new AssertionError(e.getMessage() + " in\n" + form.text(), e);
        }
    }
}
