package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicMessagesTest {
    private final AnthropicMessages dialect = new AnthropicMessages();

    @Test
    @Tag("PX-310")
    void acceptsItsOnePathAlone() {
        assertTrue(dialect.accepts("POST", "/v1/messages"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/messages/count_tokens",
                "/v1/messages/batches",
                "/v1/messages/",
                "/v1//messages",
                "/v1/%6Dessages",
                "/v1/v1/messages",
                "/v1/complete"
            })
    @Tag("PX-310")
    void relaysEverythingElse(String path) {
        assertFalse(dialect.accepts("POST", path));
        assertFalse(dialect.accepts("GET", "/v1/messages"));
    }

    @Test
    @Tag("PX-503")
    void findsResultsAsStringsAndAsListsWhateverTheOrderOfTheKeys() {
        String body = """
                {"model":"claude-opus-5-5","messages":[
                {"role":"assistant","content":[
                 {"type":"thinking","thinking":"t","signature":"s"},
                 {"type":"tool_use","id":"t1","name":"Bash","input":{"command":"mvn test","description":"d"}},
                 {"input":{"n":1},"name":"mcp__x__list","id":"t2","type":"tool_use"}]},
                {"role":"user","content":[
                 {"tool_use_id":"t1","type":"tool_result","content":"one","is_error":false},
                 {"type":"tool_result","content":"two","is_error":true,"tool_use_id":"t2"},
                 {"content":[{"text":"three","type":"text"},{"type":"text","text":"four"}],"type":"tool_result","tool_use_id":"t2"}]}],
                "system":[],"tools":[{"name":"Bash","input_schema":{}},{"type":"web_search_20250305","name":"web_search"}],"stream":true}
                """;

        assertEquals(
                List.of(
                        "model claude-opus-5-5",
                        "call t1 Bash > mvn test",
                        "call t2 mcp__x__list",
                        "result t1 - \"one\"",
                        "result t2 - failed \"two\"",
                        "result t2 - \"three\"",
                        "result t2 - \"four\"",
                        "tool Bash",
                        "tool web_search",
                        "streaming true"),
                Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-520")
    @Tag("C-205")
    void offersNothingButTheTextsOfToolResults() {
        String body = """
                {"system":"system text","messages":[
                {"role":"system","content":[{"type":"text","text":"in between"}]},
                {"role":"user","content":"user text"},
                {"role":"user","content":[{"type":"text","text":"user block"},
                 {"type":"image","source":{"type":"base64","data":"AAAA"}},
                 {"type":"document","source":{"type":"text","data":"document"},"title":"t"},
                 {"type":"search_result","content":[{"type":"text","text":"searched"}]},
                 {"type":"tool_result","tool_use_id":"t","content":[
                  {"type":"image","source":{"type":"base64","data":"AAAA"}},
                  {"type":"document","source":{"type":"text","data":"d"},"text":"no"},
                  {"type":"search_result","content":[{"type":"text","text":"no"}],"text":"no"},
                  {"type":"tool_reference","tool_name":"x"},
                  {"text":"untyped"},
                  "bare"]}]},
                {"role":"assistant","content":[{"type":"text","text":"model text","citations":[{"cited_text":"c"}]},
                 {"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"r"},
                 {"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},
                 {"content":[{"type":"text","text":"server"}],"type":"mcp_tool_result","tool_use_id":"m"},
                 {"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","encrypted_content":"e"}]},
                 {"type":"compaction","content":"summary"}]}]}
                """;

        assertEquals(List.of(), Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-521")
    void theKeyOfAConversationStaysWhileItGrows() {
        String first = """
                {"messages":[{"role":"user","content":[{"type":"text","text":"hello","cache_control":{}}]}],
                "system":[{"type":"text","text":"x-anthropic-billing-header: a=1"},{"type":"text","text":"prompt"}]}
                """;
        String later = """
                {"messages":[{"role":"user","content":"hello"},{"role":"assistant","content":"hi"},{"role":"user","content":"more"}],
                "system":[{"type":"text","text":"x-anthropic-billing-header: a=2"},{"type":"text","text":"prompt"}]}
                """;

        assertEquals(Seen.keyOf(dialect, first), Seen.keyOf(dialect, later));
        assertNotEquals(Seen.keyOf(dialect, first), Seen.keyOf(dialect, first.replace("hello", "hallo")));
        assertNotEquals(Seen.keyOf(dialect, first), Seen.keyOf(dialect, first.replace("prompt", "other")));
        assertEquals(Optional.empty(), Seen.keyOf(dialect, "{\"messages\":[]}"));
    }

    @Test
    @Tag("PX-1002")
    void readsTheUsageOfABody() {
        assertEquals(
                Map.of("fresh", 412L, "write", 2816L, "read", 38144L, "output", 187L),
                UsageSeen.inResource(dialect, "anthropic.json"));
    }

    @Test
    @Tag("PX-1002")
    void theLastDeltaOfAStreamOverwritesItsStart() {
        assertEquals(
                Map.of("fresh", 412L, "write", 2816L, "read", 38144L, "output", 187L),
                UsageSeen.inResource(dialect, "anthropic.sse"));
    }

    @Test
    @Tag("PX-1002")
    void whatIsNotReportedStaysUnknown() {
        assertEquals(
                Map.of("output", 5L),
                UsageSeen.in(
                        dialect, "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":5,\"input_tokens\":null}}"));
        assertEquals(Map.of(), UsageSeen.in(dialect, "{\"type\":\"ping\"}", "{\"input_tokens\":41372}"));
    }
}
