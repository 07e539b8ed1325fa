package io.headroom.compress.json;

import static io.headroom.compress.json.JsonShorteningTest.assertFills;
import static io.headroom.compress.json.JsonShorteningTest.rows;
import static io.headroom.compress.json.JsonShorteningTest.shorten;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gaps in lists within rows: the files of a folder, the messages about a file, the tests of a suite. */
@Tag("C-902")
final class InnerRowsTest {
    private static final long SEED = 902;

    @Test
    @DisplayName("C-902: rows left out of a list within a row are named below that row, whose cell counts them all")
    void notesStandAmongTheRowsBelow() {
        String text = rows(
                5,
                file -> "{\"path\":\"src/part" + file + ".ts\",\"messages\":"
                        + rows(
                                40,
                                i -> "{\"rule\":\"semi\",\"line\":" + (file * 997 + i * 13) + ",\"column\":" + i % 7
                                        + "}")
                        + "}");
        Compressed form = shorten(text).orElseThrow();

        assertTrue(form.text().startsWith("""
                5 rows; x=.. holds in every row, {} is its cell: path=src/part{}.ts,messages(rows below)
                 rule=semi,line,column
                0,40
                 0,0
                 13,1
                 26,2
                 [0/messages rows 4-37 left out; line 39..468, rule semi 34, column 0-6]
                 481,2
                """), form::text);
        assertFills(text, form);
    }

    @Test
    @DisplayName("C-902: a tree shows its folders, and paths in notes count all rows, not those that are shown")
    void treesAreShortenedAtAllDepths() {
        String text = tree(3, 12);
        Compressed form = shorten(text).orElseThrow();

        assertTrue(form.text().lines().anyMatch(line -> line.startsWith("   [")), form::text);
        assertTrue(form.leftOut().stream().anyMatch(gap -> gap.path().matches("/children/13(/.*)?")), form::text);
        assertFills(text, form);
    }

    private static String tree(int depth, int files) {
        return "{\"name\":\"d" + depth + "\",\"children\":"
                + rows(
                        files + 2,
                        i -> depth > 0 && i % files == 1
                                ? tree(depth - 1, files)
                                : "{\"name\":\"f" + i + ".txt\",\"size\":" + (i * 7919 + depth * 104729) % 20011 + "}")
                + "}";
    }

    @Test
    @DisplayName("C-906: what is rare among the rows of all lists stays, as do the failed tests of a suite")
    void judgesTheRowsOfAllListsTogether() {
        String text = rows(
                12,
                suite -> "{\"suite\":\"s" + suite + "\",\"status\":\"" + (suite == 2 ? "failed" : "passed")
                        + "\",\"tests\":"
                        + rows(
                                15,
                                i -> "{\"title\":\"does thing " + suite * 15 + "-" + i + "\",\"status\":\""
                                        + (suite == 2 && i == 7 ? "failed" : suite == 1 && i == 8 ? "todo" : "passed")
                                        + "\",\"ms\":" + (suite * 31 + i * 17) % 50 + "}")
                        + "}");
        String form = shorten(text).orElseThrow().text();

        assertTrue(form.contains("30-7,failed"), form);
        assertTrue(form.contains("15-8,todo"), form);
        assertTrue(form.contains("[2/tests rows 2-7 left out; "), form);
        assertFills(text, shorten(text).orElseThrow());
    }

    @Test
    @DisplayName("C-906: the frames of an error stay complete")
    void errorsStayComplete() {
        String text = rows(
                30,
                i -> "{\"id\":" + i + ",\"message\":\"" + (i == 1 ? "fatal: out of memory" : "all is well with " + i)
                        + "\",\"frames\":"
                        + rows(
                                20,
                                f -> "{\"file\":\"src/module" + i + "/part" + f + ".py\",\"line\":" + (f * 37 + i)
                                        + "}")
                        + "}");
        Compressed form = shorten(text).orElseThrow();

        assertTrue(form.leftOut().stream().anyMatch(gap -> gap.path().equals("/0/frames")), form::text);
        assertFalse(form.leftOut().stream().anyMatch(gap -> gap.path().equals("/1/frames")), form::text);
        assertFills(text, form);
    }

    @Test
    @DisplayName("P4: a note in another place than its rows, and one in a form without gaps, is refused")
    void misplacedNotesAreRefused() {
        String form = shorten(tree(2, 12)).orElseThrow().text();
        String line =
                form.lines().filter(one -> one.startsWith("  [")).findFirst().orElseThrow();

        for (String other : new String[] {
            form.replace(line + "\n", ""),
            form.replace(line, line.replaceFirst("\\d+-", "1-")),
            form.replace(line, line.replaceFirst("children/(\\d+)", "children/7")),
            form.replace(line, line.strip()),
            form.replace(line, line + "\n" + line)
        }) {
            assertThrows(MalformedFormException.class, () -> new JsonCompressor().excerpt(other), other);
        }
        assertThrows(MalformedFormException.class, () -> new JsonCompressor().decode(form), form);
    }

    @Test
    @DisplayName("C-109, P4: gaps in nested rows of any shape, filled by slices, make the original again")
    void filledGapsMakeTheOriginal() {
        Random random = new Random(SEED);
        int inner = 0;
        for (int n = 0; n < 80; n++) {
            String text = document(random);
            Optional<Compressed> form = shorten(text);
            form.ifPresent(lossy -> assertFills(text, lossy));
            inner += form.stream()
                            .flatMap(lossy -> lossy.leftOut().stream())
                            .map(LeftOut::path)
                            .anyMatch(path -> path.matches("(/[a-z]+)*/\\d+/.*"))
                    ? 1
                    : 0;
        }
        assertTrue(inner > 40, "only " + inner + " documents of seed " + SEED + " have gaps within rows");
    }

    private static String document(Random random) {
        String rows = nested(random, 2);
        return switch (random.nextInt(4)) {
            case 0 -> rows;
            case 1 -> "{\"total\":5,\"a/b\":{\"items\":" + rows + "},\"more\":" + nested(random, 2) + "}";
            case 2 -> rows.substring(1, rows.length() - 1).replace("},{\"outer", "}\n{\"outer");
            default -> "[" + rows + ",{\"x\":" + nested(random, 1) + "},\"[0/rows rows 2-4 left out]\"]";
        };
    }

    private static String nested(Random random, int depth) {
        int shape = random.nextInt(6);
        return rows(
                3 + random.nextInt(depth == 2 ? 16 : 10),
                i -> "{\"" + (depth == 2 ? "outer" : "id") + "\":" + i
                        + (shape == 1 ? ",\"note\":\"[rows 2-4 left out]\"" : "")
                        + (shape == 2 && random.nextInt(9) == 0 ? ",\"text\":\"connection refused\"" : "")
                        + (depth > 0 && random.nextInt(4) > 0
                                ? ",\"" + (shape == 3 ? "k" + i % 2 : "rows") + "\":" + nested(random, depth - 1)
                                : ",\"value\":" + random.nextInt(100_000))
                        + (shape == 4 && depth > 0
                                ? ",\"list\":[" + i + "],\"one\":[{\"deep\":" + nested(random, depth - 1) + "}]"
                                : "")
                        + (shape == 5 && random.nextInt(3) == 0 ? ",\"rows2\":null,\"empty\":[]" : "")
                        + "}");
    }
}
