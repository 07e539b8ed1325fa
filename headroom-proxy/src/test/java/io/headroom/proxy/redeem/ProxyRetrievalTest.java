package io.headroom.proxy.redeem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.compress.Stores;
import io.headroom.compress.message.JsonStrings;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.WireReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model behind a proxy that offers retrieval to a client which has no way back of its own. */
@DisplayName("PX-901, PX-902, PX-903: retrieval answered by the proxy")
class ProxyRetrievalTest {
    private static final String TEXT = "one\ntwo \u00e4\nthree \"quoted\"\n";
    private static final String TOOLS = "\"tools\":[{\"name\":\"look_up\",\"input_schema\":{\"type\":\"object\"}} ]";
    private static final String QUESTION = "{\"role\":\"user\",\"content\":\"What is it?\"}";

    @TempDir
    private Path folder;

    private MockUpstream upstream;
    private Stores stores;
    private TestProxy proxy;
    private String id;
    private final Queue<String> answers = new ArrayDeque<>();

    @BeforeEach
    void start() throws Exception {
        upstream = MockUpstream.start();
        open(Duration.ofSeconds(10));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest);
        stores.originals().keep(List.of(new Original(hash, TEXT, Optional.empty())), Duration.ofSeconds(20));
        id = RetrievalId.of(hash, stores.originals().key().orElseThrow(), "").toString();
        upstream.script((request, wire) -> Model.stream(wire, answers.remove()));
    }

    private void open(Duration pings) throws IOException {
        stores = Stores.sqlite(folder.resolve("headroom.db"), "", 1 << 20);
        // Opened by its first use, for which nobody here is in a hurry.
        stores.originals().key();
        proxy = TestProxy.to(upstream.uri()).retrieval(stores, pings).start();
    }

    private void restart() throws IOException {
        proxy.close();
        stores.close();
        open(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        stores.close();
        upstream.close();
    }

    @Test
    @DisplayName("PX-901: the tool is the last one, always the same bytes, and every other byte is as it came")
    void offersTheToolLast() throws Exception {
        answers.add(new Model("a").text("Hello").events("end_turn"));
        answers.add(new Model("b").text("Hello").events("end_turn"));

        ask(body(QUESTION));
        ask("{ " + TOOLS
                + " ,\"messages\" : [ {\"role\":\"user\", \"content\":\"\\u00e4 \\/ 1.0\"} ],\"stream\":true}");

        String tool = "," + ToolOffer.ANTHROPIC;
        assertEquals(body(QUESTION).replace(" ]", " " + tool + "]"), sent(0));
        assertEquals(
                "{ " + TOOLS.replace(" ]", " " + tool + "]")
                        + " ,\"messages\" : [ {\"role\":\"user\", \"content\":\"\\u00e4 \\/ 1.0\"} ],\"stream\":true}",
                sent(1));
    }

    @Test
    @DisplayName("PX-901: nothing is added for who has a shell or such a tool, has no tools, or does not want it")
    void addsNothingElsewhere() throws Exception {
        List<String> bodies = List.of(
                body(QUESTION).replace("look_up", "Bash"),
                body(QUESTION).replace("look_up", "headroom_retrieve"),
                body(QUESTION).replace("look_up", "mcp__x__headroom_retrieve"),
                "{\"messages\":[" + QUESTION + "],\"stream\":true}",
                "{\"messages\":[" + QUESTION + "],\"tools\":[]}",
                "no JSON");
        String answer = new Model("a").retrieve("t1", id, "").events("tool_use");
        for (String body : bodies) {
            answers.add(answer);
            assertEquals(answer, ask(body).text());
        }
        for (String field :
                List.of("x-headroom-retrieval: off", "x-headroom-retrieval: client", "x-headroom-mode: lossless")) {
            answers.add(answer);
            assertEquals(answer, ask(body(QUESTION), field + "\r\n").text());
        }

        for (int i = 0; i < bodies.size(); i++) {
            assertEquals(bodies.get(i), sent(i));
        }
        for (int i = bodies.size(); i < upstream.received().size(); i++) {
            assertEquals(body(QUESTION), sent(i));
        }
    }

    @Test
    @DisplayName("PX-902: a stream without a call goes through byte for byte, whatever it holds")
    void streamsThrough() throws Exception {
        List<String> streams = List.of(
                new Model("a")
                        .thinking("hm", "c2ln")
                        .text("x\u00e4\ny")
                        .call("t", "look_up", "{\"a\":1}")
                        .events("tool_use"),
                new Model("a").text("cut off").events(),
                ": comment\r\n\r\n"
                        + new Model("a").text("crlf").events("end_turn").replace("\n", "\r\n"),
                MockUpstream.event("error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"),
                "data: [DONE]\n\ndata: {\"type\":\"content_block_delta\",\"index\":7,\"delta\":{}}\n\nrest",
                "event: new\ndata: {\"type\":\"new\",\"x\":[1]}\n\n");
        for (String stream : streams) {
            answers.add(stream);

            assertEquals(stream, ask(body(QUESTION)).text());
        }
    }

    @Test
    @DisplayName("PX-902: two calls in a turn are answered, and all is one message with summed usage")
    void answersTwoCalls() throws Exception {
        answers.add(new Model("a")
                .text("Let me see. ")
                .retrieve("t1", id, ",\"lines\":\"2\"")
                .retrieve("t2", "made-up", "")
                .events("tool_use"));
        answers.add(new Model("b").thinking("so", "c2ln").text("It is two.").events("end_turn"));

        String shown = ask(body(QUESTION)).text();

        assertTrue(shown.startsWith(new Model("a").text("Let me see. ").events()), shown);
        assertEquals(List.of("0", "1", "2"), all(shown, "content_block_start\",\"index\":(\\d)"));
        assertEquals(List.of("0", "1", "2"), all(shown, "content_block_stop\",\"index\":(\\d)"));
        assertEquals(1, all(shown, "event: (message_start)").size());
        assertEquals(List.of("end_turn"), all(shown, "\"stop_reason\":\"([a-z_]+)\""));
        assertTrue(shown.contains("\"usage\":{\"input_tokens\":200,\"output_tokens\":20}"), shown);
        assertTrue(shown.endsWith(MockUpstream.event("message_stop", "{\"type\":\"message_stop\"}")), shown);
        assertFalse(shown.contains("headroom_retrieve"), shown);
        String exchange = ",{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Let me see. \"},"
                + call("t1", id, ",\"lines\":\"2\"") + "," + call("t2", "made-up", "") + "]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"two \u00e4\\n\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"t2\",\"is_error\":true,"
                + "\"content\":\"headroom: no original made\u2026 here\"}]}]";
        assertEquals(sent(0).replace(QUESTION + "]", QUESTION + exchange), sent(1));
    }

    @Test
    @DisplayName("PX-903: after a restart the next request extends what was sent before, byte for byte")
    void restoresOverARestart() throws Exception {
        answers.add(
                new Model("a").thinking("one", "czE=").retrieve("t1", id, "").events("tool_use"));
        answers.add(new Model("b").thinking("two", "czI=").text("It is two. ").events("end_turn"));
        ask(body(QUESTION));
        restart();
        answers.add(new Model("c").text("Yes.").events("end_turn"));
        answers.add(new Model("d").text("Yes.").events("end_turn"));
        String follow = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Sure?\"}]}";
        String reply =
                "{\"content\":[{\"text\":\"It is two.\",\"type\":\"text\",\"cache_control\":{\"type\":\"ephemeral\"}}],"
                        + "\"role\":\"assistant\"}";

        ask(body(QUESTION + "," + reply + "," + follow));
        ask(body(QUESTION + ",{\"role\":\"assistant\",\"content\":\"It is two.\"}," + follow
                + ",{\"role\":\"assistant\",\"content\":\"Yes.\"}," + QUESTION));

        String before = withoutEnd(sent(1));
        assertTrue(sent(2).startsWith(before), sent(2) + "\n" + before);
        assertEquals(
                before
                        + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"two\",\"signature\":\"czI=\"},"
                        + "{\"type\":\"text\",\"text\":\"It is two. \"}]}," + follow + END,
                sent(2));
        assertTrue(sent(3).startsWith(withoutEnd(sent(2))), sent(3));
    }

    @Test
    @DisplayName("PX-903: the same words after other words are another message")
    void restoresOnlyWhereItWas() throws Exception {
        answers.add(new Model("a").retrieve("t1", id, "").events("tool_use"));
        answers.add(new Model("b").text("Done.").events("end_turn"));
        ask(body(QUESTION));
        answers.add(new Model("c").text("Yes.").events("end_turn"));

        String other =
                "{\"role\":\"user\",\"content\":\"Do it.\"},{\"role\":\"assistant\",\"content\":\"Done.\"}," + QUESTION;
        ask(body(other));

        assertEquals(body(other).replace(" ]", " ," + ToolOffer.ANTHROPIC + "]"), sent(2));
    }

    @Test
    @DisplayName("PX-902, PX-903: with other calls in the turn the client gets those alone, and its results find ours")
    void hidesOursAmongOthers() throws Exception {
        answers.add(new Model("a")
                .text("Both. ")
                .retrieve("t1", id, ",\"lines\":\"1\"")
                .call("c1", "look_up", "{\"q\":1}")
                .events("tool_use"));

        String shown = ask(body(QUESTION)).text();

        assertEquals(
                new Model("a").text("Both. ").call("c1", "look_up", "{\"q\":1}").events("tool_use"), shown);
        restart();
        answers.add(new Model("b").text("Yes.").events("end_turn"));
        String reply = "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Both. \"},"
                + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"look_up\",\"input\":{\"q\":1}}]}";
        String result = "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"found\"}";
        ask(body(QUESTION + "," + reply + ",{\"role\":\"user\",\"content\":[" + result + "]}"));

        assertEquals(
                withoutEnd(sent(0)) + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Both. \"},"
                        + call("t1", id, ",\"lines\":\"1\"")
                        + ",{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"look_up\",\"input\":{\"q\":1}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"one\\n\"},"
                        + result + "]}" + END,
                sent(1));
    }

    @Test
    @DisplayName("PX-902: after three rounds the turn ends with the text so far")
    void endsAfterThreeRounds() throws Exception {
        for (int round = 0; round < 4; round++) {
            answers.add(new Model("m" + round)
                    .text("r" + round + " ")
                    .retrieve("t" + round, id, "")
                    .events("tool_use"));
        }

        String shown = ask(body(QUESTION)).text();

        assertEquals(4, upstream.received().size());
        assertEquals(List.of("r0 ", "r1 ", "r2 ", "r3 "), all(shown, "text_delta\",\"text\":\"([^\"]*)\""));
        assertEquals(List.of("end_turn"), all(shown, "\"stop_reason\":\"([a-z_]+)\""));
        assertTrue(shown.contains("\"usage\":{\"input_tokens\":400,\"output_tokens\":40}"), shown);
    }

    @Test
    @DisplayName(
            "PX-903: a continuation that fails leaves the text so far and a normal stop, in a stream and in a document")
    void survivesAFailedContinuation() throws Exception {
        List<MockUpstream.Script> failures = List.of(
                (request, wire) -> wire.respond(529, "Content-Type: application/json\r\n", MockUpstream.bytes("{}")),
                (request, wire) -> wire.reset(),
                (request, wire) -> wire.respond(200, "Content-Type: text/html\r\n", MockUpstream.bytes("<p>")),
                (request, wire) -> Model.stream(wire, "event: error\ndata: {\"type\":\"error\"}\n\n"),
                (request, wire) -> wire.respondShort(200, 1000, MockUpstream.bytes("{")));
        Model first = new Model("a").text("So far. ").retrieve("t1", id, "");
        for (MockUpstream.Script failure : failures) {
            for (boolean streamed : List.of(true, false)) {
                upstream.script((request, wire) -> {
                    if (request.text().contains("tool_result")) {
                        failure.answer(request, wire);
                    } else if (streamed) {
                        Model.stream(wire, first.events("tool_use"));
                    } else {
                        Model.respond(wire, first.document("tool_use"));
                    }
                });

                String shown = ask(body(QUESTION)).text();

                assertEquals(List.of("end_turn"), all(shown, "\"stop_reason\":\"([a-z_]+)\""), shown);
                assertTrue(shown.contains("So far. ") && !shown.contains("headroom_retrieve"), shown);
                assertEquals(streamed, shown.endsWith("data: {\"type\":\"message_stop\"}\n\n"));
            }
        }
    }

    @Test
    @DisplayName("PX-902: a continuation that breaks off within a block leaves a well-formed message")
    void closesABlockThatBreaksOff() throws Exception {
        answers.add(new Model("a").text("So far. ").retrieve("t1", id, "").events("tool_use"));
        String text = new Model("b").text("And then").events();
        answers.add(text.substring(0, text.indexOf("event: content_block_stop")));

        String shown = ask(body(QUESTION)).text();

        assertTrue(shown.contains("And then"), shown);
        assertEquals(List.of("0", "1"), all(shown, "content_block_stop\",\"index\":(\\d)"));
        assertEquals(List.of("end_turn"), all(shown, "\"stop_reason\":\"([a-z_]+)\""));
    }

    @Test
    @DisplayName("PX-902: what is not streamed is stitched into one document")
    void stitchesADocument() throws Exception {
        upstream.script((request, wire) -> Model.respond(wire, answers.remove()));
        String plain = new Model("p").text("Hello").document("end_turn") + "\n";
        answers.add(plain);
        answers.add(new Model("a").text("One. ").retrieve("t1", id, "").document("tool_use"));
        answers.add(new Model("b").text("Two.").document("end_turn"));
        answers.add(new Model("c").text("Yes.").document("end_turn"));
        String body = body(QUESTION).replace(",\"stream\":true", "");

        assertEquals(plain, ask(body).text());
        String shown = ask(body).text();
        ask(body.replace(QUESTION, QUESTION + ",{\"role\":\"assistant\",\"content\":\"One. Two.\"}," + QUESTION));

        assertEquals(
                "{\"id\":\"a\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"One. \"},{\"type\":\"text\",\"text\":\"Two.\"}],"
                        + "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                        + "\"usage\":{\"input_tokens\":200,\"output_tokens\":20}}",
                shown);
        String before = sent(2).substring(0, sent(2).lastIndexOf(']'));
        assertTrue(sent(3).startsWith(before), sent(3));
    }

    @Test
    @DisplayName("PX-902: a client that waits is pinged, and gets the rest afterwards")
    void pingsWhoWaits() throws Exception {
        proxy.close();
        stores.close();
        open(Duration.ofMillis(20));
        CountDownLatch pinged = new CountDownLatch(1);
        Model first = new Model("a").text("So far. ").retrieve("t1", id, "");
        upstream.script((request, wire) -> {
            if (request.text().contains("tool_result")) {
                wire.await(pinged);
                Model.stream(wire, new Model("b").text("Late.").events("end_turn"));
            } else {
                Model.stream(wire, first.events("tool_use"));
            }
        });

        try (RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", MockUpstream.bytes(body(QUESTION)));
            WireReader.BodyStream stream = client.reader().stream(client.responseHead(), false);
            StringBuilder shown = new StringBuilder();
            byte[] piece = new byte[1024];
            while (!shown.toString().contains("message_stop")) {
                int count = stream.read(piece);
                assertTrue(count > 0, shown.toString());
                shown.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                // One is the upstream's own.
                if (all(shown.toString(), "event: (ping)").size() >= 4) {
                    pinged.countDown();
                }
            }
            assertTrue(shown.toString().contains("Late."), shown.toString());
        }
    }

    @Test
    @DisplayName("PX-902: a client that leaves ends the continuation, too")
    void stopsWithTheClient() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        upstream.script((request, wire) -> {
            if (request.text().contains("tool_result")) {
                asked.countDown();
                wire.awaitPeerClose();
                closed.countDown();
                wire.close();
            } else {
                Model.stream(wire, new Model("a").retrieve("t1", id, "").events("tool_use"));
            }
        });

        try (RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", MockUpstream.bytes(body(QUESTION)));
            assertTrue(asked.await(20, java.util.concurrent.TimeUnit.SECONDS));
            client.reset();
        }

        assertTrue(closed.await(20, java.util.concurrent.TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("P1: answers that are none of a model, or that are encoded, go through as they came")
    void leavesOtherAnswersAlone() throws Exception {
        byte[] odd = {1, 2, 3, -1};
        List<UnaryOperator<String>> heads = List.of(
                type -> "Content-Type: text/event-stream\r\nContent-Encoding: zstd\r\n",
                type -> "Content-Type: application/json\r\n",
                type -> "Content-Type: text/event-stream\r\n",
                type -> "");
        for (UnaryOperator<String> head : heads) {
            upstream.script((request, wire) -> wire.respond(200, head.apply(""), odd));

            assertArrayEquals(
                    odd, ask(body(QUESTION), "Accept-Encoding: zstd\r\n").body());
        }
        upstream.script((request, wire) -> wire.respond(400, "Content-Type: application/json\r\n", odd));
        assertArrayEquals(odd, ask(body(QUESTION)).body());
        assertEquals("", upstream.received().get(0).header("Accept-Encoding"));
    }

    private static final String END = "],\"stream\":true}";

    private static String body(String messages) {
        return "{\"model\":\"m\"," + TOOLS + ",\"messages\":[" + messages + END;
    }

    private static String withoutEnd(String body) {
        assertTrue(body.endsWith(END), body);
        return body.substring(0, body.length() - END.length());
    }

    private static String call(String callId, String original, String more) {
        return "{\"type\":\"tool_use\",\"id\":\"" + callId + "\",\"name\":\"headroom_retrieve\",\"input\":{\"id\":"
                + JsonStrings.quote(original) + more + "}}";
    }

    private static List<String> all(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private String sent(int index) {
        return upstream.received().get(index).text();
    }

    private Received ask(String body) throws IOException {
        return ask(body, "");
    }

    private Received ask(String body, String headers) throws IOException {
        try (RawClient client = proxy.client()) {
            return client.request(
                            "POST",
                            "/v1/messages",
                            "Content-Type: application/json\r\n" + headers,
                            MockUpstream.bytes(body))
                    .response();
        }
    }
}
