package io.headroom.compress.retrieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LeftOut.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-1005")
class SlicerTest {
    @Test
    void givesLinesWithTheirEnds() throws NoSuchSliceException {
        assertEquals("two\nthree\n", slice("one\ntwo\nthree\nfour", Unit.LINE, "", 2, 3));
        assertEquals("four", slice("one\ntwo\nthree\nfour", Unit.LINE, "", 4, 4));
        assertEquals("two\r\n", slice("one\r\ntwo\r\n", Unit.LINE, "", 2, 2));
    }

    @Test
    @DisplayName("a line ends with LF, CR LF or CR, as readers count")
    void countsRedrawnLines() throws NoSuchSliceException {
        String progress = "10%\r20%\r\ndone\n";

        assertEquals(3, new Slicer(progress).count(Unit.LINE, ""));
        assertEquals("10%\r", slice(progress, Unit.UPDATE, "", 1, 1));
        assertEquals("20%\r\n", slice(progress, Unit.LINE, "", 2, 2));
    }

    @Test
    void givesRowsAsTheSourceSpellsThem() throws NoSuchSliceException {
        String rows = "\uFEFF [ {\"a\" : 1.0e2},\n  \"x\\u0041\" ,null,[1, 2] ] ";

        assertEquals(4, new Slicer(rows).count(Unit.ROW, ""));
        assertEquals("{\"a\" : 1.0e2},\n  \"x\\u0041\"", slice(rows, Unit.ROW, "", 1, 2));
        assertEquals("null,[1, 2]", slice(rows, Unit.ITEM, "", 3, 4));
    }

    @Test
    void followsPointersThroughArraysObjectsAndStrings() throws NoSuchSliceException {
        String document =
                "{\"a/b\":[{\"payload\":\"{\\\"items\\\":[10,\\\"\\\\u00e9\\\",30]}\"}],\"m~n\":{\"k\":1,\"l\":[2]}}";

        assertEquals("10,\"\\u00e9\"", slice(document, Unit.ROW, "/a~1b/0/payload/items", 1, 2));
        assertEquals("\"l\":[2]", slice(document, Unit.KEY, "/m~0n", 2, 2));
        assertEquals("\"k\":1,\"l\":[2]", slice(document, Unit.ROW, "/m~0n", 1, 2));
        assertEquals("\"items\":[10,\"\\u00e9\",30]", slice(document, Unit.KEY, "/a~1b/0/payload", 1, 1));
    }

    @Test
    void countsTheCharactersOfAStringWithoutItsEscapes() throws NoSuchSliceException {
        String document = "[{\"body\":\"a\\n\\ud83d\\ude00\\\"z\"}]";

        assertEquals(6, new Slicer(document).count(Unit.CHARACTER, "/0/body"));
        assertEquals("\n\ud83d\ude00\"", slice(document, Unit.CHARACTER, "/0/body", 2, 5));
        assertEquals("{\"b", slice(document, Unit.CHARACTER, "", 2, 4));
        assertEquals("a\n", slice(document, Unit.LINE, "/0/body", 1, 1));
    }

    @Test
    void takesTheValuesOfJsonLinesAsRows() throws NoSuchSliceException {
        String lines = "{\"a\":1}\r\n{\"a\":[7,8]}\n\n{\"a\":3}\n";

        assertEquals(3, new Slicer(lines).count(Unit.ROW, ""));
        assertEquals("{\"a\":[7,8]}\n\n{\"a\":3}", slice(lines, Unit.ROW, "", 2, 3));
        assertEquals("8", slice(lines, Unit.ROW, "/1/a", 2, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "[1,2] | ROW | '' | 2 | 3 | no rows 2-3; there are rows 1-2",
                "[] | ROW | '' | 1 | 1 | no rows 1; there are none",
                "plain text | ROW | '' | 1 | 1 | no rows: it is not JSON with rows, but has 1 line and 10 characters",
                "12 45 | ROW | '' | 1 | 1 | no rows: it is not JSON with rows, but has 1 line and 5 characters",
                "[1,2] | KEY | '' | 1 | 1 | no keys; there are rows 1-2",
                "{\"a\":1} | ROW | /a | 1 | 1 | no rows at /a; there is a number, true, false or null",
                "{\"a\":[1,2]} | ROW | /b | 1 | 1 | nothing at /b; the original is an object of 1",
                "{\"a\":[1,2]} | ROW | /a/7/c | 1 | 1 | nothing at /a/7; /a is an array of 2",
                "{\"a\":[1,2]} | ROW | /a/01 | 1 | 1 | nothing at /a/01; /a is an array of 2",
                "{\"a\":[1,2]} | ROW | a | 1 | 1 | nothing at a; a path is a JSON Pointer and begins with /",
                "plain text | LINE | /a | 1 | 1 | nothing at /a; the original is no JSON and has 1 line",
                "plain text | LINE | '' | 1 | 2 | no lines 1-2; there are lines 1-1",
                "plain text | CHARACTER | '' | 5 | 11 | no characters 5-11; there are characters 1-10",
                "plain text | WORD | '' | 1 | 1 | words of an original are not numbered; ask for its lines or characters",
                "[1,2 | ROW | '' | 1 | 1 | no rows: it is not JSON with rows, but has 1 line and 4 characters"
            })
    @DisplayName("C-1006: says what exists")
    void saysWhatExists(String text, Unit unit, String path, int from, int to, String message) {
        Slicer slicer = new Slicer(text);

        NoSuchSliceException failure =
                assertThrows(NoSuchSliceException.class, () -> slicer.slice(unit, path, from, to));

        assertEquals(message, failure.getMessage());
    }

    @Test
    void survivesNestingThatNoParserFollows() {
        assertThrows(
                NoSuchSliceException.class, () -> slice("[".repeat(100_000) + "]".repeat(100_000), Unit.ROW, "", 1, 1));
    }

    @Test
    @DisplayName("every element of any document is found where it was written")
    void findsEveryElement() throws NoSuchSliceException {
        long seed = 20_261_128;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> parts = new ArrayList<>();
            boolean object = random.nextBoolean();
            StringBuilder text = new StringBuilder(space(random)).append(object ? '{' : '[');
            for (int i = random.nextInt(30); i > 0; i--) {
                String part =
                        (object ? "\"k\\n" + i + "\"" + space(random) + ":" + space(random) : "") + value(random, 3);
                text.append(parts.isEmpty() ? "" : ",")
                        .append(space(random))
                        .append(part)
                        .append(space(random));
                parts.add(part);
            }
            text.append(object ? '}' : ']').append(space(random));

            Slicer slicer = new Slicer(text.toString());

            assertEquals(parts.size(), slicer.count(Unit.ITEM, ""), "seed " + seed);
            for (int i = 1; i <= parts.size(); i++) {
                assertEquals(parts.get(i - 1), slicer.slice(Unit.ROW, "", i, i), "seed " + seed);
            }
        }
    }

    @Test
    @DisplayName("many slices of a large original cost little more than one")
    void indexesALargeOriginalOnce() throws NoSuchSliceException {
        StringBuilder text = new StringBuilder("{\"rows\":[");
        for (int i = 0; i < 60_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i)
                    .append(",\"body\":\"")
                    .append("x".repeat(100))
                    .append("\"}");
        }
        Slicer slicer = new Slicer(text.append("]}").toString());
        int characters = 0;

        long start = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            characters += slicer.slice(Unit.CHARACTER, "/rows/" + 30 * i + "/body", 1, 100)
                    .length();
            characters += slicer.slice(new LeftOut(Unit.ROW, "/rows", 1 + i, 2 + i, 2, ""))
                    .length();
        }

        assertTrue(characters > 200_000);
        // A pass over the text for each slice would take minutes.
        assertTrue(System.nanoTime() - start < 20_000_000_000L);
    }

    private static String slice(String text, Unit unit, String path, int from, int to) throws NoSuchSliceException {
        return new Slicer(text).slice(new LeftOut(unit, path, from, to, 1, ""));
    }

    private static String space(Random random) {
        return random.nextInt(3) == 0 ? List.of(" ", "\n", "\r\n\t ").get(random.nextInt(3)) : "";
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> "\"\\\"]},\\u0041\ud83d\ude00" + "y".repeat(random.nextInt(3) * 9_000) + "\"";
            case 1 -> "-12.5E+3";
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> "0";
            case 5 -> "[" + value(random, depth - 1) + " ," + space(random) + value(random, depth - 1) + "]";
            default -> "{\"n\": " + value(random, depth - 1) + "}";
        };
    }
}
