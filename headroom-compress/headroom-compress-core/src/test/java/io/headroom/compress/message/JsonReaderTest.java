package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.TextSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PX-501")
@Tag("PX-503")
class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @Test
    void tellsWhereAStringStandsAndWhatItSays() {
        String json = "{ \"é\" : \"a\\n\\u00e9😀\" }";
        List<TextSpan> spans = new ArrayList<>();

        reader.read(utf8(json), body -> body.members(name -> body.text().ifPresent(spans::add)));

        assertEquals(List.of(new TextSpan(9, 24, "a\né😀")), spans);
    }

    @Test
    void countsAByteOrderMarkAsPartOfTheBody() {
        byte[] json = utf8("\uFEFF {\"a\":\"x\"}");
        List<TextSpan> spans = new ArrayList<>();

        reader.read(json, body -> body.members(name -> body.text().ifPresent(spans::add)));

        assertEquals(List.of(new TextSpan(9, 12, "x")), spans);
    }

    @Test
    void keepsALoneSurrogate() {
        List<Optional<String>> strings = new ArrayList<>();

        reader.read(utf8("[\"\\ud83d\",\"\\udc00\\ud83d\"]"), body -> body.elements(() -> strings.add(body.string())));

        assertEquals(List.of(Optional.of("\uD83D"), Optional.of("\uDC00\uD83D")), strings);
    }

    @Test
    void readsEachKindOfValue() {
        List<Object> values = new ArrayList<>();
        String json = "{\"s\":\"x\",\"n\":12,\"big\":123456789012345678901234567890,\"f\":1e5,\"t\":true,\"z\":null}";

        reader.read(
                utf8(json),
                body -> body.members(name -> {
                    switch (name) {
                        case "s" -> values.add(body.string());
                        case "n", "big", "f" -> values.add(body.integer());
                        case "t" -> values.add(body.bool());
                        default -> values.add(body.kind());
                    }
                }));

        assertEquals(
                List.of(
                        Optional.of("x"),
                        Optional.of(12L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        JsonCursor.Kind.NULL),
                values);
    }

    @Test
    void skipsAValueOfAnotherKind() {
        List<Object> values = new ArrayList<>();
        String json = "[{\"a\":[1,{\"b\":2}]},[3],\"s\",4,true,\"end\"]";

        reader.read(
                utf8(json),
                body -> body.elements(() -> {
                    switch (values.size()) {
                        case 0 -> values.add(body.string());
                        case 1 -> values.add(body.text());
                        case 2 -> values.add(body.integer());
                        case 3 -> values.add(body.bool());
                        case 4 -> values.add(body.integer());
                        default -> values.add(body.string());
                    }
                }));

        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("end")),
                values);
    }

    @Test
    void neitherMembersNorElementsEnterAnotherKind() {
        List<String> seen = new ArrayList<>();

        reader.read(
                utf8("[[1],{\"a\":1},\"x\"]"),
                body -> body.elements(() -> {
                    if (body.kind() == JsonCursor.Kind.ARRAY) {
                        body.members(seen::add);
                    } else {
                        body.elements(() -> seen.add("element"));
                    }
                }));

        assertEquals(List.of(), seen);
    }

    @Test
    void refusesAKeyThatIsThereTwiceWhereMembersAreRead() {
        byte[] json = utf8("{\"a\":1,\"\\u0061\":2}");

        MalformedJsonException e =
                assertThrows(MalformedJsonException.class, () -> reader.read(json, body -> body.members(name -> {})));

        assertTrue(e.getMessage().endsWith("at byte 7"), e.getMessage());
    }

    @Test
    void toleratesAKeyThatIsThereTwiceWhereNobodyReads() {
        List<String> seen = new ArrayList<>();

        reader.read(utf8("{\"a\":{\"x\":1,\"x\":2}}"), body -> body.members(seen::add));

        assertEquals(List.of("a"), seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "\uFEFF",
                "{} {}",
                "{}x",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{'a':1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\0\"}",
                "// {}",
                "[1,[2]"
            })
    void refusesWhatIsNoJsonEvenWhereNobodyReads(String json) {
        assertThrows(MalformedJsonException.class, () -> reader.read(utf8(json), body -> {}));
    }

    @Test
    void allowsFiveHundredLevelsAndNoMore() {
        List<JsonCursor.Kind> kinds = new ArrayList<>();
        byte[] deepest = utf8("[".repeat(500) + "]".repeat(500));
        byte[] tooDeep = utf8("[".repeat(501) + "]".repeat(501));

        reader.read(deepest, body -> kinds.add(body.kind()));

        assertEquals(List.of(JsonCursor.Kind.ARRAY), kinds);
        MalformedJsonException e = assertThrows(MalformedJsonException.class, () -> reader.read(tooDeep, body -> {}));
        assertEquals("nested deeper than Headroom reads", e.getMessage());
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThrows(MalformedJsonException.class, () -> reader.read(latin1, body -> {}));
        assertThrows(MalformedJsonException.class, () -> reader.read(utf16, body -> {}));
    }

    @Test
    void neverQuotesTheDocumentInItsMessages() {
        byte[] json = utf8("{\"key\": sk-secret}");

        MalformedJsonException e = assertThrows(MalformedJsonException.class, () -> reader.read(json, body -> {}));

        assertEquals("no well-formed JSON at byte 8", e.getMessage());
    }

    @Test
    void doesNotReadAValueTwice() {
        assertThrows(
                IllegalStateException.class,
                () -> reader.read(utf8("\"x\""), body -> {
                    body.skip();
                    body.string();
                }));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
