package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Reason;
import io.headroom.compress.dialect.AnthropicMessages;
import io.headroom.compress.dialect.OpenAiChat;
import io.headroom.compress.dialect.OpenAiResponses;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a walk over a tree finds in the requests of real clients is what the scan finds, and nothing else changes. */
@Tag("PX-503")
@Tag("PX-520")
class RecordedRequestsTest {
    private record Found(int start, int end, String text, String tool) {}

    private final List<RecordedRequest> requests = RecordedRequest.all();

    @BeforeEach
    void needsTheRecordings() {
        assumeFalse(requests.isEmpty(), "no recorded requests beside the project");
    }

    @Test
    void theScanFindsWhatATreeWalkFinds() {
        int texts = 0;
        for (RecordedRequest request : requests) {
            Optional<Dialect> dialect = dialect(request);
            if (dialect.isPresent()) {
                List<Found> found = scan(request, dialect.get());
                assertEquals(walk(request, dialect.get()), found, request.name());
                texts += found.size();
            }
        }
        assertTrue(texts > 100, "texts: " + texts);
    }

    @Test
    void embeddingsAndTokenCountsAreNoModelCalls() {
        List<String> relayed = requests.stream()
                .filter(request -> dialect(request).isEmpty())
                .map(RecordedRequest::rawPath)
                .toList();

        assertEquals(List.of("/v1/messages/count_tokens", "/v1/embeddings"), relayed);
    }

    @Test
    void everyBodyKeepsItsBytesOutsideOfWhatIsReplaced() {
        BlockEngine engine = (asked, deadline) ->
                asked.stream().map(r -> Outcomes.compressed("<short>")).toList();
        BodyCompressor compressor = new BodyCompressor(engine, CompressionSettings.defaults());
        for (RecordedRequest request : requests) {
            Dialect dialect = dialect(request).orElseGet(AnthropicMessages::new);

            BodyOutcome outcome =
                    compressor.compress(request.body(), dialect, BodyOptions.defaults(), new Cancellation());

            assertArrayEquals(replaced(request.body(), outcome.blocks()), outcome.body(), request.name());
        }
    }

    @Test
    @Tag("PX-508")
    void everyBodyIsTheSameArrayWhenNothingIsReplaced() {
        BlockEngine engine = (asked, deadline) -> asked.stream()
                .map(r -> Outcomes.unchanged(r, Reason.NOT_CLAIMED))
                .toList();
        BodyCompressor compressor = new BodyCompressor(engine, CompressionSettings.defaults());
        for (RecordedRequest request : requests) {
            Dialect dialect = dialect(request).orElseGet(AnthropicMessages::new);

            assertSame(
                    request.body(),
                    compressor
                            .compress(request.body(), dialect, BodyOptions.defaults(), new Cancellation())
                            .body(),
                    request.name());
        }
    }

    @Test
    @Tag("PX-521")
    void turnsOfOneConversationShareAKeyAndOthersDoNot() {
        Map<String, String> keys = new HashMap<>();
        for (RecordedRequest request : requests) {
            dialect(request)
                    .map(d -> BodyScan.read(request.body(), d, new JsonReader()))
                    .flatMap(scanned -> scanned.facts().conversationKey())
                    .ifPresent(key -> keys.put(request.name(), key));
        }

        assertEquals(keys.get("claude-code/json-01.json"), keys.get("claude-code/json-07.json"));
        assertEquals(keys.get("claude-code/read-01.json"), keys.get("claude-code/read-10.json"));
        assertEquals(keys.get("codex/json-gpt61-02.json"), keys.get("codex/json-gpt61-05.json"));
        assertEquals(keys.get("openclaw/mixed-completions-02.json"), keys.get("openclaw/mixed-completions-06.json"));
        assertTrue(!keys.get("claude-code/json-01.json").equals(keys.get("claude-code/read-01.json")));
    }

    @Test
    void theDialectOfABareBodyIsFound() {
        DialectDetector detector = new DialectDetector(RandomBody.dialects());
        for (RecordedRequest request : requests) {
            Optional<Dialect> byPath =
                    dialect(request).filter(d -> !scan(request, d).isEmpty());

            assertEquals(
                    byPath.map(Dialect::id), detector.detect(request.body()).map(Dialect::id), request.name());
        }
    }

    private static Optional<Dialect> dialect(RecordedRequest request) {
        String method = request.method().equals("WS") ? "POST" : request.method();
        return RandomBody.dialects().stream()
                .filter(d -> d.accepts(method, request.rawPath()))
                .findFirst();
    }

    private static List<Found> scan(RecordedRequest request, Dialect dialect) {
        return BodyScan.read(request.body(), dialect, new JsonReader()).texts().stream()
                .map(text -> new Found(
                        text.span().start(),
                        text.span().end(),
                        text.span().text(),
                        text.hint().tool().orElse("?")))
                .toList();
    }

    private static List<Found> walk(RecordedRequest request, Dialect dialect) {
        Object body = JsonTree.parse(request.body());
        List<Found> found = new ArrayList<>();
        Map<String, String> tools = new HashMap<>();
        if (dialect instanceof AnthropicMessages) {
            for (Object message : JsonTree.list(body, "messages")) {
                for (Object block : JsonTree.list(message, "content")) {
                    String type = JsonTree.string(block, "type");
                    if (type.equals("tool_use")) {
                        tools.put(JsonTree.string(block, "id"), JsonTree.string(block, "name"));
                    } else if (type.equals("tool_result")) {
                        add(found, JsonTree.at(block, "content"), tools.get(JsonTree.string(block, "tool_use_id")));
                    }
                }
            }
        } else if (dialect instanceof OpenAiChat) {
            for (Object message : JsonTree.list(body, "messages")) {
                for (Object call : JsonTree.list(message, "tool_calls")) {
                    tools.put(JsonTree.string(call, "id"), JsonTree.string(call, "function", "name"));
                }
                if (JsonTree.string(message, "role").equals("tool")) {
                    add(found, JsonTree.at(message, "content"), tools.get(JsonTree.string(message, "tool_call_id")));
                }
            }
        } else if (dialect instanceof OpenAiResponses) {
            for (Object item : JsonTree.list(body, "input")) {
                String type = JsonTree.string(item, "type");
                if (type.equals("function_call") || type.equals("custom_tool_call")) {
                    tools.put(JsonTree.string(item, "call_id"), JsonTree.string(item, "name"));
                } else if (type.equals("function_call_output") || type.equals("custom_tool_call_output")) {
                    add(found, JsonTree.at(item, "output"), tools.get(JsonTree.string(item, "call_id")));
                }
            }
        }
        return found;
    }

    private static void add(List<Found> found, Optional<Object> content, String tool) {
        if (content.orElse(null) instanceof JsonTree.Text text) {
            found.add(new Found(text.start(), text.end(), text.value(), tool == null ? "?" : tool));
        } else if (content.orElse(null) instanceof List<?> blocks) {
            for (Object block : blocks) {
                if (JsonTree.string(block, "type").endsWith("text")) {
                    add(found, JsonTree.at(block, "text"), tool);
                }
            }
        }
    }

    private static byte[] replaced(byte[] body, List<BodyOutcome.Block> blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (BodyOutcome.Block block : blocks) {
            out.write(body, from, block.start() - from);
            out.writeBytes("\"<short>\"".getBytes(StandardCharsets.UTF_8));
            from = block.end();
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }
}
