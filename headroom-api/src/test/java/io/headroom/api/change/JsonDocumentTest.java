package io.headroom.api.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adapters see a configuration as its program does. */
class JsonDocumentTest {
    @Test
    @DisplayName("PV-304: JSON5 names, strings, numbers, comments and white space are read")
    void readsJson5() throws MalformedDocumentException {
        String text = "\uFEFF// the models\n"
                + "{models: {'providers': {\"anth\\u0072opic\": {base\\u0055rl: 'http://\\x6c\\\nlm.example/\"x\"',\n"
                + "$_ü: [0x1F, +1, .5, 5., -Infinity, NaN, 1e3,]}, /* more } */ },},\u00A0\u2028 last: null}";

        JsonValue root = JsonDocument.parse(text, JsonSyntax.JSON5);

        assertEquals(
                Optional.of("http://llm.example/\"x\""), root.stringAt("models", "providers", "anthropic", "baseUrl"));
    }

    @ParameterizedTest(name = "{0} at line {2}, column {3}")
    @DisplayName("PV-306: what cannot be read is told with line and column")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "STRICT | {¶\"a\":1, // no¶} | 2 | 8 | a comment",
                "STRICT | {\"a\":[1,¶2,]} | 2 | 2 | a trailing comma",
                "STRICT | {¶\"a\":1,¶} | 2 | 6 | a trailing comma",
                "STRICT | {\"a\":1¶ | 2 | 1 | the end of the file where more is expected",
                "STRICT | {\"a\":01} | 1 | 6 | '01', which is no value",
                "STRICT | {\"a\":'b'} | 1 | 6 | a string in single quotes",
                "STRICT | {a:1} | 1 | 2 | a name without quotes",
                "STRICT | {\"a\" 1} | 1 | 6 | '1' where ':' is expected",
                "STRICT | {\"a\":1} {} | 1 | 9 | something behind the end of the document",
                "STRICT | {\"a\":\"b¶\"} | 1 | 8 | a line break or control character inside a string",
                "STRICT | {\"a\":\"\\q\"} | 1 | 8 | an escape that is not known, '\\q'",
                "STRICT | ¶[1] | 2 | 1 | an array where an object is expected",
                "STRICT | ¶<<<<<<< ours | 2 | 1 | '<' where a value is expected",
                "JSONC  | {¶/* x | 2 | 1 | a comment without an end",
                "JSONC  | {a:1} | 1 | 2 | a name without quotes",
                "JSON5  | {a:0x} | 1 | 4 | '0x', which is no value",
                "JSON5  | {a:1}/ | 1 | 6 | a lone '/'",
            })
    void tellsWhatIsWrongAndWhere(JsonSyntax syntax, String text, int line, int column, String reason) {
        MalformedDocumentException wrong = assertThrows(
                MalformedDocumentException.class, () -> JsonDocument.parse(text.replace('¶', '\n'), syntax));

        assertEquals(
                line + ":" + column + " " + reason, wrong.line() + ":" + wrong.column() + " " + wrong.getMessage());
    }

    @Test
    @DisplayName("PV-306: Latin-1, an empty file and 600 levels are refused, 500 are not")
    void refusesWhatNoToolReads() throws Exception {
        Path file = FakeHost.on(Machine.WINDOWS).home().resolve("settings.json");
        Files.write(file, new byte[] {'{', '\n', '"', (byte) 0xE4, '"', ':', '1', '}'});

        MalformedDocumentException latin1 =
                assertThrows(MalformedDocumentException.class, () -> JsonDocument.read(file, JsonSyntax.STRICT));

        assertEquals("2:2 a byte that is not UTF-8", latin1.line() + ":" + latin1.column() + " " + latin1.getMessage());
        assertThrows(MalformedDocumentException.class, () -> JsonDocument.parse(" \n", JsonSyntax.JSON5));
        assertThrows(MalformedDocumentException.class, () -> JsonDocument.parse(nested(600), JsonSyntax.STRICT));
        assertTrue(JsonDocument.parse(nested(500), JsonSyntax.STRICT).at("a").isPresent());
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    }

    @Test
    void knowsTheLineOfEachValueAndTakesTheLastOfEqualNames() throws MalformedDocumentException {
        JsonValue root =
                JsonDocument.parse("{\r\n\"env\":{\r\n\"A\":1},\r\"env\":\n{\"A\":\n2.50}}", JsonSyntax.STRICT);

        JsonValue last = root.at("env", "A").orElseThrow();

        assertEquals(6, last.line());
        assertEquals("2.50", last.text());
        assertEquals(Optional.empty(), root.stringAt("env", "A"));
        assertEquals(Optional.empty(), root.at("env", "A", "B"));
    }

    @Test
    @DisplayName("PV-606: an object is put above another, and written as JSON")
    void mergesAndWrites() throws MalformedDocumentException {
        JsonValue ours = JsonDocument.parse("{\"env\":{\"A\":\"1\",\"B\":\"2\"},\"x\":{}}", JsonSyntax.STRICT);
        JsonValue theirs =
                JsonDocument.parse("{\"env\":{\"B\":\"\\u0001\\\"ü\"},\"x\":[true,null,-1.0e5]}", JsonSyntax.STRICT);

        assertEquals(
                "{\"env\":{\"A\":\"1\",\"B\":\"\\u0001\\\"ü\"},\"x\":[true,null,-1.0e5]}",
                ours.under(theirs).json());
    }
}
