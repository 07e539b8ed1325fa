package io.headroom.proxy.redeem;

import static io.headroom.proxy.redeem.RetrievalHouse.all;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.testing.MockUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chat completions, in the bytes in which OpenAI and those who speak like it stream them. */
@DisplayName("PX-901, PX-902, PX-903: retrieval answered by the proxy, chat completions")
class ChatRetrievalTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\","
            + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}} ]";
    private static final String RULES = "{\"role\":\"system\",\"content\":\"Be brief.\"}";
    private static final String QUESTION = "{\"role\":\"user\",\"content\":\"What is it?\"}";
    private static final String END = "],\"stream\":true}";
    private static final String DONE = "data: [DONE]\n\n";

    @TempDir
    private Path folder;

    private RetrievalHouse house;

    @BeforeEach
    void start() throws Exception {
        house = new RetrievalHouse(folder);
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    @Test
    @DisplayName("PX-901: the tool is the last one, always the same bytes, and every other byte is as it came")
    void offersTheToolLast() throws Exception {
        house.answers(chunk("a", "{\"content\":\"Hello\"}") + DONE);

        house.ask(PATH, body(QUESTION));

        assertEquals(body(QUESTION).replace(" ]", " ," + ToolOffer.CHAT + "]"), house.sent(0));
    }

    @Test
    @DisplayName("PX-901: nothing is added for who has a shell or such a tool, has no tools, or wants several answers")
    void addsNothingElsewhere() throws Exception {
        List<String> bodies = List.of(
                body(QUESTION).replace("look_up", "shell"),
                body(QUESTION).replace("look_up", "headroom_retrieve"),
                body(QUESTION).replace("\"stream\":true", "\"n\":2"),
                "{\"messages\":[" + QUESTION + "],\"tools\":[]}",
                "{\"messages\":[" + QUESTION + "],\"functions\":[{\"name\":\"look_up\"}]}");
        String answer = retrieval("a", "t1", "") + finish("a", "tool_calls") + DONE;
        for (String body : bodies) {
            house.answers(answer);

            assertEquals(answer, house.ask(PATH, body));
        }

        for (int i = 0; i < bodies.size(); i++) {
            assertEquals(bodies.get(i), house.sent(i));
        }
    }

    @Test
    @DisplayName("PX-902: a stream without a call goes through byte for byte, whatever it holds")
    void streamsThrough() throws Exception {
        List<String> streams = List.of(
                chunk("a", "{\"role\":\"assistant\",\"content\":\"x\u00e4\"}")
                        + call("a", 0, "c1", "look_up", "{}")
                        + finish("a", "tool_calls")
                        + usage("a", 10)
                        + DONE,
                ": OPENROUTER PROCESSING\r\n\r\n"
                        + (chunk("a", "{\"content\":\"crlf\"}") + finish("a", "stop") + DONE).replace("\n", "\r\n"),
                chunk("a", "{\"content\":\"cut off\"}"),
                "data: {\"error\":{\"message\":\"overloaded\"}}\n\n",
                "data: {\"choices\":[{\"index\":0},{\"index\":1}]}\n\nrest",
                "data: nothing\n\n" + chunk("a", "{}") + DONE + "more");
        for (String stream : streams) {
            for (int piece : List.of(1, 5, 4096)) {
                house.inPiecesOf(piece).answers(stream);

                assertEquals(stream, house.ask(PATH, body(QUESTION)));
            }
        }
    }

    @Test
    @DisplayName(
            "PX-902: two calls in a turn are answered, and all is one completion with summed usage, however it is cut")
    void answersTwoCalls() throws Exception {
        String first = chunk("a", "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")
                + chunk("a", "{\"content\":\"Let me \"}")
                + chunk("a", "{\"content\":\"see. \"}")
                + call("a", 0, "t1", "headroom_retrieve", arguments(",\"lines\":\"2\""))
                + call("a", 1, "t2", "headroom_retrieve", "{\"id\":\"made-up\"}")
                + finish("a", "tool_calls")
                + usage("a", 10)
                + DONE;
        String second = chunk("b", "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")
                + chunk("b", "{\"content\":\"It is two.\"}")
                + finish("b", "stop")
                + usage("b", 5)
                + DONE;
        String shown = chunk("a", "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")
                + chunk("a", "{\"content\":\"Let me \"}")
                + chunk("a", "{\"content\":\"see. \"}")
                + chunk("a", "{\"content\":\"\"}")
                + chunk("a", "{\"content\":\"It is two.\"}")
                + finish("a", "stop")
                + usage("a", 15).replace("100", "200").replace("\"cached_tokens\":3", "\"cached_tokens\":6")
                + DONE;

        for (int piece : List.of(1, 2, 61, 8192)) {
            int before = house.asked();
            house.inPiecesOf(piece).answers(first).answers(second);

            assertEquals(shown, house.ask(PATH, body(QUESTION)));

            String exchange = ",{\"role\":\"assistant\",\"content\":\"Let me see. \",\"tool_calls\":["
                    + message("t1", "headroom_retrieve", arguments(",\"lines\":\"2\"")) + ","
                    + message("t2", "headroom_retrieve", "{\"id\":\"made-up\"}") + "]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"two \u00e4\\n\"},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"t2\",\"content\":\"headroom: no original made\u2026 here\"}]";
            assertEquals(house.sent(before).replace(QUESTION + "]", QUESTION + exchange), house.sent(before + 1));
        }
    }

    @Test
    @DisplayName("PX-903: after a restart the next request extends what was sent before, byte for byte")
    void restoresOverARestart() throws Exception {
        house.answers(chunk("a", "{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Hm\"}")
                + chunk("a", "{\"reasoning_content\":\"m.\"}")
                + retrieval("a", "t1", "")
                + finish("a", "tool_calls")
                + DONE);
        house.answers(chunk("b", "{\"content\":\"It is two. \"}") + finish("b", "stop") + DONE);
        house.ask(PATH, body(RULES + "," + QUESTION));
        house.restart();
        house.answers(chunk("c", "{\"content\":\"Yes.\"}") + finish("c", "stop") + DONE);
        String reply = "{\"content\":[{\"type\":\"text\",\"text\":\"It is two.\"}],\"role\":\"assistant\"}";
        String follow = "{\"role\":\"user\",\"content\":\"Sure?\"}";

        house.ask(PATH, body(RULES + "," + QUESTION + "," + reply + "," + follow));

        String before = withoutEnd(house.sent(1));
        assertTrue(before.contains("\"reasoning_content\":\"Hmm.\""), before);
        assertEquals(before + ",{\"role\":\"assistant\",\"content\":\"It is two. \"}," + follow + END, house.sent(2));
    }

    @Test
    @DisplayName(
            "PX-902, PX-903: with other calls in the turn the client gets those alone, renumbered, and its results find ours")
    void hidesOursAmongOthers() throws Exception {
        String mine = "call_0123456789abcdefghijklmn";
        house.answers(chunk("a", "{\"role\":\"assistant\",\"content\":null}")
                + call("a", 0, "t1", "headroom_retrieve", arguments(",\"lines\":\"1\""))
                + call("a", 1, mine, "look_up", "{\"q\":1}")
                + finish("a", "tool_calls")
                + usage("a", 10)
                + DONE);

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(
                chunk("a", "{\"role\":\"assistant\",\"content\":null}")
                        + call("a", 0, mine, "look_up", "{\"q\":1}")
                        + finish("a", "tool_calls")
                        + usage("a", 10)
                        + DONE,
                shown);
        house.restart();
        house.answers(chunk("b", "{\"content\":\"Yes.\"}") + finish("b", "stop") + DONE);
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"" + mine + "\",\"content\":\"found\"}";
        house.ask(
                PATH,
                body(QUESTION + ",{\"role\":\"assistant\",\"tool_calls\":[" + message(mine, "look_up", "{\"q\":1}")
                        + "]}," + result));
        assertEquals(
                withoutEnd(house.sent(0)) + ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                        + message("t1", "headroom_retrieve", arguments(",\"lines\":\"1\"")) + ","
                        + message(mine, "look_up", "{\"q\":1}") + "]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"one\\n\"}," + result + END,
                house.sent(1));
    }

    @Test
    @DisplayName(
            "PX-902: whoever calls the tool is heard: servers that reuse an index, leave the mark out, or say stop")
    void understandsOthers() throws Exception {
        String both = "{\"tool_calls\":["
                + message("t1", "headroom_retrieve", arguments("")).replace("{\"id", "{\"index\":0,\"id") + ","
                + message("t2", "headroom_retrieve", arguments("")).replace("{\"id", "{\"index\":0,\"id") + "]}";
        house.answers(chunk("a", both) + finish("a", "stop"));
        house.answers(chunk("b", "{\"content\":\"Done.\"}") + finish("b", "stop"));

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(chunk("a", "{\"content\":\"Done.\"}") + finish("a", "stop"), shown);
        assertEquals(List.of("t1", "t2"), all(house.sent(1), "\"tool_call_id\":\"(\\w+)\""));
    }

    @Test
    @DisplayName("PX-902: after three rounds the turn ends with the text so far")
    void endsAfterThreeRounds() throws Exception {
        for (int round = 0; round < 4; round++) {
            house.answers(chunk("m" + round, "{\"role\":\"assistant\",\"content\":\"r" + round + " \"}")
                    + retrieval("m" + round, "t" + round, "")
                    + finish("m" + round, "tool_calls")
                    + usage("m" + round, 10)
                    + DONE);
        }

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(4, house.asked());
        assertEquals(List.of("r0 ", "r1 ", "r2 ", "r3 "), all(shown, "\"content\":\"([^\"]+)\""));
        assertEquals(List.of("stop"), all(shown, "\"finish_reason\":\"(\\w+)\""));
        assertEquals(1, all(shown, "(\"role\")").size());
        assertTrue(shown.endsWith(usage("m0", 40).replace("100", "400").replace(":3}", ":12}") + DONE), shown);
    }

    @Test
    @DisplayName(
            "PX-903: a continuation that fails leaves the text so far and a normal stop, in a stream and in a document")
    void survivesAFailedContinuation() throws Exception {
        List<MockUpstream.Script> failures = List.of(
                (request, wire) -> wire.respond(429, "Content-Type: application/json\r\n", MockUpstream.bytes("{}")),
                (request, wire) -> wire.reset(),
                (request, wire) -> wire.respond(200, "Content-Type: text/html\r\n", MockUpstream.bytes("<p>")),
                (request, wire) -> house.say(wire, MockUpstream.bytes("data: {\"error\":{\"code\":500}}\n\n")),
                (request, wire) -> wire.respondShort(200, 1000, MockUpstream.bytes("{")));
        String stream = chunk("a", "{\"role\":\"assistant\",\"content\":\"So far. \"}")
                + retrieval("a", "t1", "")
                + finish("a", "tool_calls")
                + DONE;
        String document =
                document("a", "\"So far. \"", message("t1", "headroom_retrieve", arguments("")), "tool_calls");
        for (MockUpstream.Script failure : failures) {
            for (String first : List.of(stream, document)) {
                house.upstream().script((request, wire) -> {
                    if (request.text().contains("tool_call_id")) {
                        failure.answer(request, wire);
                    } else {
                        house.say(wire, MockUpstream.bytes(first));
                    }
                });

                String shown = house.ask(PATH, body(QUESTION));

                assertEquals(List.of("stop"), all(shown, "\"finish_reason\":\"(\\w+)\""), shown);
                assertTrue(shown.contains("So far. ") && !shown.contains("headroom_retrieve"), shown);
                assertEquals(first.equals(stream), shown.endsWith(DONE));
            }
        }
    }

    @Test
    @DisplayName("PX-902: a continuation that breaks off within a text leaves that text and a normal stop")
    void endsATextThatBreaksOff() throws Exception {
        house.answers(retrieval("a", "t1", "") + finish("a", "tool_calls") + DONE);
        house.answers(chunk("b", "{\"content\":\"And then\"}"));

        assertEquals(
                chunk("a", "{\"content\":\"And then\"}") + finish("a", "stop") + DONE, house.ask(PATH, body(QUESTION)));
    }

    @Test
    @DisplayName(
            "PX-902: what is not streamed is stitched into one document, also with calls of the client in a later round")
    void stitchesADocument() throws Exception {
        String body = body(QUESTION).replace(",\"stream\":true", "");
        String plain = document("p", "\"Hello\"", "", "stop") + "\n";
        house.answers(plain);
        house.answers(document("a", "\"One. \"", message("t1", "headroom_retrieve", arguments("")), "tool_calls"));
        house.answers(document("b", "\"Two.\"", message("c1", "look_up", "{}"), "tool_calls"));
        house.answers(document("c", "\"Three.\"", "", "stop"));

        assertEquals(plain, house.ask(PATH, body));
        String shown = house.ask(PATH, body);

        assertEquals(
                document("a", "\"One. Two.\"", message("c1", "look_up", "{}"), "tool_calls")
                        .replace(":100,", ":200,")
                        .replace(":10,", ":20,")
                        .replace(":110", ":220"),
                shown);
        String reply = "{\"role\":\"assistant\",\"content\":\"One. Two.\",\"tool_calls\":["
                + message("c1", "look_up", "{}") + "]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"x\"}";
        house.ask(PATH, body.replace(QUESTION, QUESTION + "," + reply));
        String before = house.sent(2).substring(0, house.sent(2).lastIndexOf(']'));
        assertTrue(house.sent(3).startsWith(before), house.sent(3));
        assertTrue(house.sent(3).contains("\"content\":\"Two.\""), house.sent(3));
    }

    @Test
    @DisplayName("PX-902: a client that waits gets comments, and the rest afterwards")
    void pingsWhoWaits() throws Exception {
        house.restart(Duration.ofMillis(20));
        CountDownLatch written = new CountDownLatch(1);
        house.upstream().script((request, wire) -> {
            if (request.text().contains("tool_call_id")) {
                // Answered only when this connection was silent long enough for some pings.
                wire.await(written);
                house.say(wire, MockUpstream.bytes(chunk("b", "{\"content\":\"Late.\"}") + finish("b", "stop") + DONE));
            } else {
                house.say(wire, MockUpstream.bytes(retrieval("a", "t1", "") + finish("a", "tool_calls") + DONE));
            }
        });

        try (var client = house.proxy().client()) {
            client.request("POST", PATH, "", MockUpstream.bytes(body(QUESTION)));
            var stream = client.reader().stream(client.responseHead(), false);
            StringBuilder shown = new StringBuilder();
            byte[] piece = new byte[1024];
            while (!shown.toString().endsWith(DONE)) {
                int count = stream.read(piece);
                assertTrue(count > 0, shown.toString());
                shown.append(new String(piece, 0, count, java.nio.charset.StandardCharsets.UTF_8));
                if (all(shown.toString(), "(: ping\n\n)").size() >= 3) {
                    written.countDown();
                }
            }
            assertEquals(
                    chunk("a", "{\"content\":\"Late.\"}") + finish("a", "stop") + DONE,
                    shown.toString().replace(": ping\n\n", ""));
        }
    }

    @Test
    @DisplayName("PX-902: a limit of the provider in the middle of our call is told as it is")
    void tellsALimit() throws Exception {
        house.answers(chunk("a", "{\"content\":\"So. \"}") + retrieval("a", "t1", "") + finish("a", "length") + DONE);

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(chunk("a", "{\"content\":\"So. \"}") + finish("a", "length") + DONE, shown);
        assertFalse(shown.contains("headroom_retrieve"));
        assertEquals(1, house.asked());
    }

    private static String body(String messages) {
        return "{\"model\":\"gpt-5\"," + TOOLS + ",\"messages\":[" + messages + END;
    }

    private static String withoutEnd(String body) {
        assertTrue(body.endsWith(END), body);
        return body.substring(0, body.length() - END.length());
    }

    private String arguments(String more) {
        return "{\"id\":\"" + house.id() + "\"" + more + "}";
    }

    private static String message(String id, String name, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":"
                + JsonStrings.quote(arguments) + "}}";
    }

    private static String head(String id) {
        return "data: {\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":17,\"model\":\"gpt-5\","
                + "\"choices\":[";
    }

    private static String chunk(String id, String delta) {
        return head(id) + "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}\n\n";
    }

    private static String finish(String id, String reason) {
        return head(id) + "{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    private static String usage(String id, int output) {
        return head(id) + "],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":" + output
                + ",\"prompt_tokens_details\":{\"cached_tokens\":3}}}\n\n";
    }

    /** As OpenAI streams it: the name in the first piece, the arguments in many. */
    private static String call(String id, int index, String callId, String name, String arguments) {
        StringBuilder chunks = new StringBuilder(chunk(
                id,
                "{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + callId
                        + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}}]}"));
        for (int from = 0; from < arguments.length(); from += 9) {
            String piece = arguments.substring(from, Math.min(arguments.length(), from + 9));
            chunks.append(chunk(
                    id,
                    "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":" + JsonStrings.quote(piece)
                            + "}}]}"));
        }
        return chunks.toString();
    }

    private String retrieval(String id, String callId, String more) {
        return call(id, 0, callId, "headroom_retrieve", arguments(more));
    }

    private static String document(String id, String content, String calls, String reason) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion\",\"created\":17,\"model\":\"gpt-5\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + content
                + ",\"refusal\":null" + (calls.isEmpty() ? "" : ",\"tool_calls\":[" + calls + "]")
                + "},\"logprobs\":null,\"finish_reason\":\"" + reason
                + "\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110}}";
    }
}
