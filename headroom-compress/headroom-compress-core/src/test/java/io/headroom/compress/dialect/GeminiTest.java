package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiTest {
    private final Gemini dialect = new Gemini();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/gemini-3.5-pro:generateContent",
                "/v1beta/models/gemini-3.5-pro:streamGenerateContent",
                "/v1alpha/models/gemini-3.5-pro:countTokens"
            })
    @Tag("PX-310")
    void acceptsItsVerbs(String path) {
        assertTrue(dialect.accepts("POST", path));
        assertFalse(dialect.accepts("GET", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models",
                "/v1beta/models/m",
                "/v1beta/models/m:embedContent",
                "/v1beta/models/:generateContent",
                "/v1beta/models/a/b:generateContent",
                "/v1/models/m:generateContent",
                "/v1beta/cachedContents"
            })
    @Tag("PX-310")
    void relaysEverythingElse(String path) {
        assertFalse(dialect.accepts("POST", path));
    }

    @Test
    @Tag("PX-503")
    void findsTheStringsOfFunctionResponses() {
        String body = """
                {"contents":[{"role":"user","parts":[{"text":"u"}]},
                {"role":"model","parts":[{"text":"m"},{"functionCall":{"id":"c1","name":"shell","args":{"command":"ls"}},"thoughtSignature":"s"}]},
                {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"shell","response":{"output":"one"}}},
                 {"function_response":{"name":"mcp","response":{"content":[{"type":"text","text":"two"},{"type":"image","data":"AAAA"}],"n":3}}},
                 {"functionResponse":{"name":"f","response":{"error":"three"},"parts":[{"inlineData":{"data":"AAAA"}}]}}]}],
                "tools":[{"functionDeclarations":[{"name":"shell"},{"name":"mcp"}]},{"googleSearch":{}}]}
                """;

        assertEquals(
                List.of(
                        "call c1 shell > ls",
                        "result c1 shell \"one\"",
                        "result - mcp \"two\"",
                        "result - f failed \"three\"",
                        "tool shell",
                        "tool mcp"),
                Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-503")
    void withoutIdsTheResponsesOfAFunctionAnswerItsCallsInOrder() {
        String body = """
                {"contents":[{"role":"model","parts":[{"functionCall":{"name":"shell","args":{"command":"cat a"}}},
                 {"functionCall":{"name":"read","args":{}}},{"functionCall":{"name":"shell","args":{"command":"ls"}}}]},
                {"role":"user","parts":[{"functionResponse":{"name":"shell","response":{"output":"a"}}},
                 {"functionResponse":{"name":"read","response":{"output":"b"}}},
                 {"functionResponse":{"name":"shell","response":{"output":"c"}}},
                 {"functionResponse":{"name":"shell","response":{"output":"d"}}}]}]}
                """;

        assertEquals(
                List.of(
                        "call #0 shell > cat a",
                        "call #1 read",
                        "call #2 shell > ls",
                        "result #0 shell \"a\"",
                        "result #1 read \"b\"",
                        "result #2 shell \"c\"",
                        "result - shell \"d\""),
                Seen.in(dialect, body));
    }

    @Test
    void looksIntoARequestThatIsWrappedForCounting() {
        String body = """
                {"generateContentRequest":{"model":"models/m","contents":[
                {"parts":[{"functionResponse":{"name":"f","response":{"output":"one"}}}]}]}}
                """;

        assertEquals(List.of("model models/m", "result - f \"one\""), Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-521")
    void theKeyOfAConversationStaysWhileItGrows() {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"u\"}]}%s],"
                + "\"systemInstruction\":{\"parts\":[{\"text\":\"s\"}]}}";

        assertEquals(
                Seen.keyOf(dialect, body.replace("%s", "")),
                Seen.keyOf(dialect, body.replace("%s", ",{\"role\":\"user\",\"parts\":[{\"text\":\"v\"}]}")));
        assertTrue(Seen.keyOf(dialect, body.replace("%s", "")).isPresent());
    }

    @Test
    @Tag("PX-1002")
    void addsThoughtsToTheOutputAndTakesTheCacheOffTheInput() {
        Map<String, Long> figures = Map.of("fresh", 1010L, "read", 4000L, "output", 57L);

        assertEquals(figures, UsageSeen.inResource(dialect, "gemini.json"));
        assertEquals(figures, UsageSeen.inResource(dialect, "gemini.sse"));
        assertEquals(figures, UsageSeen.inResource(dialect, "gemini-array.json"));
    }
}
