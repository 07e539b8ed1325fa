package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real engine shortens for a client without a way back, since the proxy offers one. */
@DisplayName("P3, P4, PX-901, PX-903: shortened texts for a bare client")
class ProxyChannelTest {
    private static final Pattern FOOTER = Pattern.compile("read (?:any|all) with: headroom_retrieve id=([0-9a-f-]+)");
    private static final String LOG = IntStream.range(0, 4000)
            .mapToObj(i ->
                    "2024-05-01T10:00:00Z INFO worker " + i % 7 + " handled request " + i + " in " + i % 13 + " ms")
            .collect(Collectors.joining("\n"));
    private static final String TURN = "{\"role\":\"user\",\"content\":\"Look.\"},{\"role\":\"assistant\",\"content\":["
            + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"mcp__logs__query\",\"input\":{}}]},{\"role\":\"user\",\"content\":["
            + "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":" + JsonStrings.quote(LOG) + "}]}";
    private static final String END = "]}";

    @TempDir
    private Path workspace;

    @Test
    void leavesOutOnlyWhatTheProxyGivesBack() throws Exception {
        try (House house = new House(workspace, House.PATIENT)) {
            house.upstream().script(ProxyChannelTest::answer);

            String plain = ask(house, "", TURN);
            String shown = ask(house, "x-headroom-retrieval: proxy\r\n", TURN);

            assertTrue(plain.contains("nothing was left out"), plain);
            assertTrue(
                    shown.contains("[The first line is: 2024-05-01T10:00:00Z INFO worker 0 handled request 0 in 0 ms]"),
                    shown);
            assertFalse(shown.contains("headroom_retrieve"), shown);
            String continued = house.upstream().received().get(2).text();
            house.restart();
            String reply = ",{\"role\":\"assistant\",\"content\":"
                    + shown.replaceAll("^.*\"content\":(\\[.*]),\"stop_reason.*$", "$1")
                    + "},{\"role\":\"user\",\"content\":\"Go on.\"}";
            ask(house, "x-headroom-retrieval: proxy\r\n", TURN + reply);
            String next = house.upstream().received().get(3).text();
            assertEquals(
                    continued.substring(0, continued.length() - END.length()),
                    next.substring(0, Math.min(next.length(), continued.length() - END.length())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, openai",
        "/v1/responses, openai",
        "/v1beta/models/gemini-3-pro:generateContent, gemini"
    })
    @DisplayName(
            "P4, PX-901: the other APIs, too, get texts shortened whose last line names the tool that is offered with them")
    void namesTheOfferedTool(String path, String api) throws Exception {
        String log = JsonStrings.quote(LOG);
        String body = switch (path) {
            case "/v1/chat/completions" ->
                "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"mcp__logs__query\"}}],\"messages\":["
                        + "{\"role\":\"user\",\"content\":\"Look.\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"mcp__logs__query\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":" + log + "}]}";
            case "/v1/responses" ->
                "{\"tools\":[{\"type\":\"function\",\"name\":\"mcp__logs__query\"}],\"input\":["
                        + "{\"role\":\"user\",\"content\":\"Look.\"},{\"type\":\"function_call\",\"call_id\":\"c1\","
                        + "\"name\":\"mcp__logs__query\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":" + log + "}]}";
            default ->
                "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"mcp__logs__query\"}]}],\"contents\":["
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"Look.\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":"
                        + "{\"name\":\"mcp__logs__query\",\"args\":{}}}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":"
                        + "{\"name\":\"mcp__logs__query\",\"response\":{\"output\":" + log + "}}}]}]}";
        };
        try (House house = new House(workspace, House.PATIENT)) {
            house.upstream()
                    .script((request, wire) ->
                            wire.respond(200, "Content-Type: application/json\r\n", House.utf8("{}")));

            String plain = new String(house.post(path, key(api), House.utf8(body)), StandardCharsets.UTF_8);
            String offered = new String(
                    house.post(path, key(api) + "x-headroom-retrieval: proxy\r\n", House.utf8(body)),
                    StandardCharsets.UTF_8);

            assertFalse(plain.contains("headroom_retrieve"), "not asked for");
            assertTrue(FOOTER.matcher(offered).find(), offered.substring(Math.max(0, offered.length() - 600)));
            assertTrue(offered.contains("\"name\":\"headroom_retrieve\""), "no tool");
        }
    }

    private static String key(String api) {
        return api.equals("gemini") ? "x-goog-api-key: dummy\r\n" : "Authorization: Bearer sk-dummy\r\n";
    }

    private static void answer(io.headroom.proxy.testing.Received request, io.headroom.proxy.testing.Wire wire)
            throws IOException {
        Matcher footer = FOOTER.matcher(request.text());
        Matcher result = Pattern.compile("\"tool_use_id\":\"t1\",\"content\":\"(.*?)\\\\n?\"")
                .matcher(request.text());
        String block;
        String reason = "end_turn";
        if (result.find()) {
            block = "{\"type\":\"text\",\"text\":\"[The first line is: " + result.group(1) + "]\"}";
        } else if (footer.find()) {
            block = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"headroom_retrieve\",\"input\":{\"id\":\""
                    + footer.group(1) + "\",\"lines\":1}}";
            reason = "tool_use";
        } else {
            block = "{\"type\":\"text\",\"text\":\"nothing was left out\"}";
        }
        wire.respond(
                200,
                "Content-Type: application/json\r\n",
                MockUpstream.bytes("{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[" + block
                        + "],\"stop_reason\":\"" + reason + "\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    }

    private static String ask(House house, String headers, String messages) throws IOException {
        String body =
                "{\"model\":\"claude-x\",\"tools\":[{\"name\":\"mcp__logs__query\",\"input_schema\":{}}],\"messages\":["
                        + messages + END;
        try (RawClient client = house.client()) {
            return client.request(
                            "POST", "/v1/messages", "Content-Type: application/json\r\n" + headers, House.utf8(body))
                    .response()
                    .text();
        }
    }
}
