package io.headroom.compress.retrieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LeftOut.Unit;
import io.headroom.compress.retrieve.Slice.Range;
import io.headroom.compress.retrieve.Slice.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-1005")
class SliceTest {
    @Test
    void readsRanges() throws MalformedSliceException {
        Slice slice = Slice.of(Map.of("rows", "3-36, 40,50-"));

        assertEquals(Selection.ROWS, slice.selection());
        assertEquals(List.of(new Range(3, 36), new Range(40, 40), new Range(50, Range.END)), slice.ranges());
    }

    @Test
    void printsWhatItReads() throws MalformedSliceException {
        for (Map<String, String> words : List.of(
                Map.<String, String>of(),
                Map.of("path", "/a/b", "lines", "3-36,40,50-"),
                Map.of("grep", "a|b", "context", "2", "ignore_case", "true", "max_tokens", "100"),
                Map.of("keys", ""),
                Map.of("keys", "1-2", "all", "true"),
                Map.of("head", "10"),
                Map.of("tail", "1"),
                Map.of("chars", "1-100"))) {
            Slice slice = Slice.of(words);

            assertEquals(words, slice.words());
            assertEquals(slice, Slice.of(slice.words()));
        }
    }

    @Test
    @DisplayName("C-903: a gap's call names exactly its units")
    void writesTheCallOfAGap() {
        assertEquals("--rows 3-36", Slice.of(gap(Unit.ROW, "")).options());
        assertEquals(
                "--path /items --rows 3-36", Slice.of(gap(Unit.ITEM, "/items")).options());
        assertEquals(
                "--path '/it'\\''s $x' --keys 3-36",
                Slice.of(gap(Unit.KEY, "/it's $x")).options());
        assertEquals("--lines 3-36", Slice.of(gap(Unit.HUNK, "")).options());
        assertEquals(
                "--path /0/body --chars 3-36",
                Slice.of(gap(Unit.CHARACTER, "/0/body")).options());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "rows | 0-3 | rows: a range looks like 3-36, begins at 1 and does not go backwards",
                "rows | 9-3 | rows: a range looks like 3-36, begins at 1 and does not go backwards",
                "lines | x | lines: ranges look like 3-36,40,50-",
                "lines | '' | lines: ranges look like 3-36,40,50-",
                "chars | 99999999999 | chars: ranges look like 3-36,40,50-",
                "head | 0 | head: is a number from 1 to 999999999",
                "max_tokens | -1 | max_tokens: is a number from 1 to 999999999",
                "path | items | path: a JSON Pointer begins with /, such as /items/0",
                "context | 2 | context: goes with grep only",
                "all | maybe | all: is true or false",
                "columns | a | columns: there is no such part of an original"
            })
    @DisplayName("C-1006: names the word that is wrong")
    void namesWhatIsWrong(String name, String value, String message) {
        MalformedSliceException failure =
                assertThrows(MalformedSliceException.class, () -> Slice.of(Map.of(name, value)));

        assertEquals(name, failure.field());
        assertEquals(message, failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a{2,1}", "*", "(?<=x)y", "\\1", "a**", "(?P<n"})
    @DisplayName("C-1006: a broken regular expression is told, not thrown")
    void tellsABrokenExpression(String expression) {
        MalformedSliceException failure =
                assertThrows(MalformedSliceException.class, () -> Slice.of(Map.of("grep", expression)));

        assertEquals("grep", failure.field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{100}){100}){100}", "(((x{1,50}){1,50}){1,50}y){9}", "([ab]{900}|c{900}){900}"})
    void refusesAnExpressionThatWouldGrowBeyondMemory(String expression) {
        MalformedSliceException failure =
                assertThrows(MalformedSliceException.class, () -> Slice.of(Map.of("grep", expression)));

        assertEquals("grep", failure.field());
        assertEquals(true, failure.getMessage().contains("too large"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,15}",
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "[]a]{64}.*x{64}"
            })
    void takesOrdinaryExpressions(String expression) throws MalformedSliceException {
        assertEquals(
                expression,
                Slice.of(Map.of("grep", expression)).grep().orElseThrow().pattern());
    }

    private static LeftOut gap(Unit unit, String path) {
        return new LeftOut(unit, path, 3, 36, 34, "");
    }
}
