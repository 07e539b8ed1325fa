package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiResponsesTest {
    private final OpenAiResponses dialect = new OpenAiResponses();

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1", "/v1/codex", "/backend-api", "/backend-api/codex"})
    @Tag("PX-310")
    void acceptsItsPathUnderEachPrefix(String prefix) {
        assertTrue(dialect.accepts("POST", prefix + "/responses"));
        assertTrue(dialect.accepts("POST", prefix + "/responses/compact"));
        assertTrue(dialect.accepts("POST", prefix + "/responses/input_tokens"));
        assertFalse(dialect.accepts("GET", prefix + "/responses"));
        assertFalse(dialect.accepts("POST", prefix + "/responses/resp_1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/responses", "/v1/responses/", "/v1/responses/resp_1/cancel", "/v1/models", "/v1/responsesx"
            })
    @Tag("PX-310")
    void relaysEverythingElse(String path) {
        assertFalse(dialect.accepts("POST", path));
    }

    @Test
    @Tag("PX-503")
    void findsTheOutputsOfCalls() {
        String body = """
                {"model":"gpt-5.5","stream":true,"input":[
                {"type":"function_call","name":"exec_command","arguments":"{\\"cmd\\":[\\"bash\\",\\"-lc\\",\\"cat a.txt\\"]}","call_id":"c1"},
                {"type":"function_call_output","id":"f1","call_id":"c1","output":"one"},
                {"type":"custom_tool_call","id":"x","call_id":"c2","name":"exec","input":"const r = await tools.exec_command({cmd: \\"ls\\"});"},
                {"output":[{"type":"input_text","text":"two"},{"type":"input_image","image_url":"data:"},{"text":"three","type":"output_text"}],
                 "call_id":"c2","type":"custom_tool_call_output"},
                {"type":"local_shell_call","call_id":"c3","action":{"type":"exec","command":["git","log","a b"]}},
                {"type":"local_shell_call_output","call_id":"c3","output":"four"},
                {"type":"shell_call","call_id":"c4","action":{"commands":["cd x","ls"]}},
                {"type":"function_call","namespace":"mcp__tracker","name":"list","arguments":"{}","call_id":"c5"}]}
                """;

        assertEquals(
                List.of(
                        "model gpt-5.5",
                        "streaming true",
                        "call c1 exec_command > cat a.txt",
                        "result c1 - \"one\"",
                        "call c2 exec > ls",
                        "result c2 - \"two\"",
                        "result c2 - \"three\"",
                        "call c3 local_shell > git log 'a b'",
                        "result c3 - \"four\"",
                        "call c4 shell > cd x\nls",
                        "call c5 mcp__tracker__list"),
                Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-520")
    void offersNothingOfOtherItems() {
        String body = """
                {"instructions":"i","input":[
                {"type":"message","role":"developer","content":[{"type":"input_text","text":"d"}]},
                {"role":"user","content":"u"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]},
                {"type":"reasoning","summary":[{"type":"summary_text","text":"s"}],"content":null,"encrypted_content":"e"},
                {"type":"compaction","encrypted_content":"e"},{"type":"compaction_trigger"},{"type":"item_reference","id":"x"},
                {"type":"mcp_call","id":"m","name":"n","arguments":"{}","output":"hosted"},
                {"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot","image_url":"data:"}}]}
                """;

        assertEquals(List.of("call m n"), Seen.in(dialect, body));
    }

    @Test
    void offeredToolsStandInTheBodyInNamespacesOrInTheInput() {
        String body = """
                {"tools":[{"type":"function","name":"exec_command"},{"type":"local_shell"},{"type":"custom","name":"apply_patch"}],
                "input":[{"type":"additional_tools","role":"developer","tools":[
                 {"type":"namespace","name":"functions","tools":[{"type":"custom","name":"exec"},{"type":"function","name":"wait"}]},
                 {"type":"namespace","name":"mcp__headroom","tools":[{"type":"function","name":"headroom_retrieve"}]}]}]}
                """;

        assertEquals(
                List.of(
                        "tool exec_command",
                        "tool local_shell",
                        "tool apply_patch",
                        "tool exec",
                        "tool wait",
                        "tool mcp__headroom__headroom_retrieve"),
                Seen.in(dialect, body));
    }

    @Test
    @Tag("PX-803")
    void readsAFrameOfAWebSocketToo() {
        String frame = """
                {"type":"response.create","model":"gpt-6.1-sol","previous_response_id":"r",
                "input":[{"type":"custom_tool_call_output","call_id":"c","output":[{"type":"input_text","text":"one"}]}]}
                """;

        assertEquals(List.of("model gpt-6.1-sol", "result c - \"one\""), Seen.in(dialect, frame));
    }

    @Test
    @Tag("PX-521")
    void aConversationOrACacheKeyTellsConversationsApartElseTheirBeginning() {
        String body = "{\"instructions\":\"i\",\"input\":[{\"role\":\"user\",\"content\":\"u\"}%s";

        assertEquals(Optional.of("k"), Seen.keyOf(dialect, body.replace("%s", "],\"prompt_cache_key\":\"k\"}")));
        assertEquals(
                Optional.of("conv"),
                Seen.keyOf(
                        dialect,
                        body.replace("%s", "],\"prompt_cache_key\":\"k\",\"conversation\":{\"id\":\"conv\"}}")));
        assertEquals(Optional.of("conv"), Seen.keyOf(dialect, "{\"conversation\":\"conv\",\"input\":\"question\"}"));
        assertEquals(
                Seen.keyOf(dialect, body.replace("%s", "]}")),
                Seen.keyOf(dialect, body.replace("%s", ",{\"role\":\"user\",\"content\":\"v\"}]}")));
    }

    @Test
    @Tag("PX-1002")
    void takesTheCachedTokensOffTheInput() {
        Map<String, Long> figures = Map.of("fresh", 3158L, "read", 49152L, "output", 214L);

        assertEquals(figures, UsageSeen.inResource(dialect, "openai-responses.json"));
        assertEquals(figures, UsageSeen.inResource(dialect, "openai-responses.sse"));
    }
}
