package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent sees of {@code headroom mcp serve}, with the SDK's own client, however the two are joined. */
@Tag("C-1008")
abstract class McpContract {
    static final McpJsonMapper JSON = new JacksonMcpJsonMapperSupplier().get();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UNKNOWN = "3fa91c0f5e2d77aa10b4c6d8-5ae18e32";

    /** A table whose rows are near enough to one another that most of them can be left out. */
    private static final String ROWS = IntStream.rangeClosed(1, 2_000)
            .mapToObj(i -> "{\"id\":" + i + ",\"status\":\"" + (i % 7 == 0 ? "closed" : "open") + "\",\"owner\":\"team "
                    + i % 5 + "\",\"hours\":" + i % 11 + "}")
            .collect(Collectors.joining(",", "[", "]"));

    private McpSyncClient client;

    /** A client that shook hands with a server. */
    abstract McpSyncClient client() throws Exception;

    @BeforeEach
    void findClient() throws Exception {
        client = client();
    }

    static McpSyncClient initialized(McpClientTransport transport) {
        McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(PATIENCE)
                .initializationTimeout(PATIENCE)
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
                .build();
        client.initialize();
        return client;
    }

    @Test
    @DisplayName("C-1008: three tools, under the server's name")
    void listsItsTools() {
        assertEquals("headroom", client.getServerInfo().name());
        assertEquals(
                List.of("headroom_compress", "headroom_retrieve", "headroom_stats"),
                client.listTools().tools().stream().map(Tool::name).toList());
    }

    @Test
    @DisplayName(
            "C-1008: a large JSON table is shortened, and each gap is redeemed by the arguments that left_out names")
    void shortensJson() {
        Map<String, Object> answer = fields(call("headroom_compress", Map.of("content", ROWS, "tool", "Bash")));

        String form = (String) answer.get("compressed");
        String id = (String) answer.get("id");
        assertTrue(number(answer, "compressed_tokens") < number(answer, "original_tokens") / 5, answer::toString);
        assertTrue(form.endsWith("]") && form.contains("headroom_retrieve id=" + id + " rows="), form);
        List<String> rows = rows(ROWS);
        for (Map<String, Object> gap : gaps(answer)) {
            for (String range : ((String) gap.get("rows")).split(",")) {
                String[] ends = range.split("-");
                int from = Integer.parseInt(ends[0]);
                int to = Integer.parseInt(ends[ends.length - 1]);
                String wanted = String.join(",", rows.subList(from - 1, to));
                assertEquals(wanted, retrieved(Map.of("id", id, "rows", range)));
            }
        }
        assertFalse(gaps(answer).isEmpty());
    }

    @Test
    @DisplayName("C-1008: a log is shortened, and its lines come back as they were")
    void shortensALog() {
        String log = Workloads.get("X06").texts(Layout.MIN).get(0);

        Map<String, Object> answer = fields(call("headroom_compress", Map.of("content", log, "tool", "Bash")));

        assertTrue(number(answer, "compressed_tokens") < number(answer, "original_tokens"), answer::toString);
        Map<String, Object> all = Map.of("id", answer.get("id"), "all", true);
        assertEquals(log, retrieved(all));
        String lines = retrieved(Map.of("id", answer.get("id"), "lines", "3-4"));
        assertEquals(log.lines().skip(2).limit(2).collect(Collectors.joining("\n")), lines.stripTrailing());
    }

    @Test
    @DisplayName(
            "C-201: nothing is left out of what comes from nowhere, of sources, or in mode lossless; the id is redeemed all the same")
    void keepsEverythingWhereItMust() {
        for (Map<String, Object> arguments : List.of(
                Map.<String, Object>of("content", ROWS),
                Map.<String, Object>of("content", ROWS, "tool", "Bash", "mode", "lossless"))) {
            Map<String, Object> answer = fields(call("headroom_compress", arguments));

            assertEquals(List.of(), answer.get("left_out"));
            assertTrue(number(answer, "compressed_tokens") < number(answer, "original_tokens"), answer::toString);
            assertEquals(ROWS, retrieved(Map.of("id", answer.get("id"), "all", "true")));
        }
        Map<String, Object> answer =
                fields(call("headroom_compress", Map.of("content", "class Shop {}\n".repeat(900), "tool", "Read")));
        assertEquals(List.of(), answer.get("left_out"));
    }

    @Test
    @DisplayName("C-1008: a text that stays as it is has no id")
    void givesNoIdWithoutAChange() {
        Map<String, Object> answer = fields(call("headroom_compress", Map.of("content", "a short text")));

        assertEquals("a short text", answer.get("compressed"));
        assertNull(answer.get("id"));
    }

    @Test
    @DisplayName("C-1005: all kinds of slices, as plain text")
    void retrievesSlices() {
        String id = (String) fields(call("headroom_compress", Map.of("content", ROWS, "tool", "Bash")))
                .get("id");

        assertEquals(
                "{\"id\":3,\"status\":\"open\",\"owner\":\"team 3\",\"hours\":3}",
                retrieved(Map.of("id", id, "rows", 3)));
        assertEquals("team 3", retrieved(Map.of("id", id, "path", "/2/owner")));
        assertEquals("[{\"id\"", retrieved(Map.of("id", id, "chars", "1-6")));
        assertEquals(
                "7:{\"id\":7,\"status\":\"closed\",\"owner\":\"team 2\",\"hours\":7}\n",
                retrieved(Map.of("id", id, "rows", "1-10", "grep", "closed", "lines", "", "path", "")));
    }

    @Test
    @DisplayName("C-1005: what is cut says in a part of its own how to go on, and whoever does gets all of it")
    void tellsHowToGoOn() {
        String log = IntStream.rangeClosed(1, 3_000)
                .mapToObj(i -> "line " + i + " of a log\n")
                .collect(Collectors.joining());
        String id = (String) fields(call("headroom_compress", Map.of("content", log, "tool", "Bash")))
                .get("id");

        StringBuilder all = new StringBuilder();
        Map<String, Object> arguments = Map.of("id", id, "max_tokens", 2_000);
        for (int calls = 0; calls < 40 && !arguments.isEmpty(); calls++) {
            List<String> parts = texts(call("headroom_retrieve", arguments));
            all.append(parts.get(0));
            arguments = parts.size() == 1 ? Map.of() : next(parts.get(1));
        }

        assertEquals(log, all.toString());
    }

    @Test
    @DisplayName("C-1006: errors are results of the tool, and say what to do")
    void answersErrors() {
        String id = (String) fields(call("headroom_compress", Map.of("content", ROWS, "tool", "Bash")))
                .get("id");
        String wrongTag = id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0");

        assertEquals("headroom: no original 3fa9\u2026 here", error("headroom_retrieve", Map.of("id", UNKNOWN)));
        assertEquals(
                "headroom: no original " + id.substring(0, 4) + "\u2026 here",
                error("headroom_retrieve", Map.of("id", wrongTag)));
        assertEquals(
                "headroom: no rows 1999-2001; there are rows 1-2000",
                error("headroom_retrieve", Map.of("id", id, "rows", "1999-2001")));
        assertTrue(error("headroom_retrieve", Map.of("id", id, "grep", "(")).startsWith("headroom: grep: "));
        assertEquals(
                "headroom: rows: ranges look like 3-36,40,50-",
                error("headroom_retrieve", Map.of("id", id, "rows", "first")));
        assertEquals(
                "headroom: rows: is a text or a number, not an object or a list",
                error("headroom_retrieve", Map.of("id", id, "rows", List.of(3))));
        assertTrue(error("headroom_retrieve", Map.of()).startsWith("headroom: id: it is missing"));
        assertTrue(error("headroom_compress", Map.of("tool", "Bash")).startsWith("headroom: content: it is missing"));
        assertEquals(
                "headroom: mode: is one of lossless, balanced, aggressive",
                error("headroom_compress", Map.of("content", "x", "mode", "max")));
    }

    @Test
    @DisplayName("C-1008: calls beside one another are all answered, each with its own answer")
    void answersParallelCalls() throws Exception {
        List<String> contents = IntStream.range(0, 12)
                .mapToObj(i -> ROWS.replace("team", "group " + i))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(contents.size());

        List<Future<String>> results = threads.invokeAll(contents.stream()
                .<Callable<String>>map(content -> () -> {
                    Map<String, Object> answer =
                            fields(call("headroom_compress", Map.of("content", content, "tool", "Bash")));
                    return retrieved(Map.of("id", answer.get("id"), "all", true));
                })
                .toList());
        threads.shutdown();

        for (int i = 0; i < contents.size(); i++) {
            assertEquals(contents.get(i), results.get(i).get());
        }
    }

    @Test
    @DisplayName("C-1008: figures of the store and of this session")
    void tellsFigures() {
        Map<String, Object> before = fields(call("headroom_stats", Map.of()));
        String content = ROWS.replace("team", "crew");
        String id = (String) fields(call("headroom_compress", Map.of("content", content, "tool", "Bash")))
                .get("id");
        retrieved(Map.of("id", id, "rows", "1"));

        Map<String, Object> after = fields(call("headroom_stats", Map.of()));

        for (String figure : List.of("compressed", "retrieved", "stored")) {
            assertEquals(number(before, figure) + 1, number(after, figure), figure);
        }
        assertTrue(number(after, "stored_bytes") > number(before, "stored_bytes"), after::toString);
        assertTrue(
                number(after, "original_tokens") - number(before, "original_tokens")
                        > number(after, "compressed_tokens") - number(before, "compressed_tokens"),
                after::toString);
    }

    @Test
    @DisplayName("C-1008: content and structured content are the same object")
    void answersClientsThatKnowTextsOnly() throws Exception {
        CallToolResult result = call("headroom_compress", Map.of("content", ROWS, "tool", "Bash"));

        assertEquals(
                JSON.readValue(texts(result).get(0), Map.class),
                JSON.convertValue(result.structuredContent(), Map.class));
    }

    CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    String retrieved(Map<String, Object> arguments) {
        List<String> texts = texts(call("headroom_retrieve", arguments));
        assertEquals(1, texts.size(), texts::toString);
        return texts.get(0);
    }

    private String error(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertEquals(Boolean.TRUE, result.isError(), result::toString);
        return texts(result).get(0);
    }

    private static List<String> texts(CallToolResult result) {
        return result.content().stream()
                .map(content -> ((TextContent) content).text())
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> fields(CallToolResult result) {
        assertEquals(Boolean.FALSE, result.isError(), result::toString);
        return (Map<String, Object>) result.structuredContent();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> gaps(Map<String, Object> answer) {
        return (List<Map<String, Object>>) answer.get("left_out");
    }

    private static int number(Map<String, Object> fields, String name) {
        return ((Number) fields.get(name)).intValue();
    }

    private static List<String> rows(String array) {
        List<String> rows = new ArrayList<>();
        for (String row : array.substring(1, array.length() - 1).split("(?<=\\}),")) {
            rows.add(row);
        }
        return rows;
    }

    /** The arguments in {@code …go on with: headroom_retrieve id=… lines=… max_tokens=…]}. */
    private static Map<String, Object> next(String more) {
        String words =
                more.substring(more.indexOf("headroom_retrieve ") + "headroom_retrieve ".length(), more.length() - 1);
        return List.of(words.split(" ")).stream()
                .collect(Collectors.toMap(
                        word -> word.substring(0, word.indexOf('=')), word -> word.substring(word.indexOf('=') + 1)));
    }
}
