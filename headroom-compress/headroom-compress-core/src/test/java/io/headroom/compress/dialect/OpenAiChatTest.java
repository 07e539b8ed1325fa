package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenAiChatTest {
    private final OpenAiChat dialect = new OpenAiChat();

    @Test
    @Tag("PX-310")
    void acceptsItsOnePathAlone() {
        assertTrue(dialect.accepts("POST", "/v1/chat/completions"));
        assertFalse(dialect.accepts("GET", "/v1/chat/completions"));
        assertFalse(dialect.accepts("POST", "/v1/chat/completions/x"));
        assertFalse(dialect.accepts("POST", "/v1/completions"));
    }

    @Test
    @Tag("PX-503")
    void findsTheMessagesOfTools() {
        String body = """
                {"model":"gpt-5.1","messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},
                {"role":"assistant","content":"a","tool_calls":[
                 {"id":"c1","type":"function","function":{"name":"exec","arguments":"{\\"command\\":\\"git log\\"}"}},
                 {"id":"c2","type":"custom","custom":{"name":"grammar","input":"x"}}]},
                {"role":"tool","content":"one","tool_call_id":"c1"},
                {"tool_call_id":"c2","content":[{"type":"text","text":"two"},{"type":"image_url","image_url":{}}],"role":"tool"},
                {"role":"user","content":[{"type":"text","text":"again"}]}],
                "stream":false,"tools":[{"type":"function","function":{"name":"exec","parameters":{}}},{"type":"custom","custom":{"name":"grammar"}}]}
                """;

        assertEquals(
                List.of(
                        "model gpt-5.1",
                        "call c1 exec > git log",
                        "call c2 grammar",
                        "result c1 - \"one\"",
                        "result c2 - \"two\"",
                        "streaming false",
                        "tool exec",
                        "tool grammar"),
                Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-520")
    void offersNothingOfOtherRoles() {
        String body = """
                {"messages":[{"role":"system","content":"s"},{"role":"developer","content":[{"type":"text","text":"d"}]},
                {"content":"u","role":"user"},{"role":"assistant","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":null},
                {"role":"function","name":"f","content":"old"},{"content":"nobody"}]}
                """;

        assertEquals(List.of(), Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-521")
    void aCacheKeyTellsConversationsApartElseTheirBeginning() {
        String body =
                "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}]%s}";
        String grown = body.replace(
                "]%s", ",{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"v\"}]%s");

        assertEquals(Optional.of("k"), Seen.keyOf(dialect, body.replace("%s", ",\"prompt_cache_key\":\"k\"")));
        assertEquals(Seen.keyOf(dialect, body.replace("%s", "")), Seen.keyOf(dialect, grown.replace("%s", "")));
        assertTrue(Seen.keyOf(dialect, body.replace("%s", "")).isPresent());
    }

    @Test
    @Tag("PX-1002")
    void takesTheCachedTokensOffTheInput() {
        Map<String, Long> figures = Map.of("fresh", 2048L, "read", 38912L, "output", 96L);

        assertEquals(figures, UsageSeen.inResource(dialect, "openai-chat.json"));
        assertEquals(figures, UsageSeen.inResource(dialect, "openai-chat.sse"));
    }

    @Test
    @Tag("PX-1002")
    void withoutDetailsTheCacheStaysUnknown() {
        assertEquals(
                Map.of("fresh", 19L, "output", 2L),
                UsageSeen.in(
                        dialect, "{\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":2,\"total_tokens\":21}}"));
        assertEquals(Map.of(), UsageSeen.in(dialect, "{\"choices\":[],\"usage\":null}"));
    }
}
