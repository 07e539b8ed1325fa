package io.headroom.proxy.redeem;

import static io.headroom.proxy.redeem.RetrievalHouse.all;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.testing.MockUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The responses API over HTTP, in the events in which OpenAI streams it. */
@DisplayName("PX-901, PX-902, PX-903: retrieval answered by the proxy, responses")
class ResponsesRetrievalTest {
    private static final String PATH = "/v1/responses";
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"look_up\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{}}} ]";
    private static final String QUESTION = "{\"role\":\"user\",\"content\":\"What is it?\"}";
    private static final String END = "],\"stream\":true}";
    private static final String CALL_ID = "call_0123456789abcdefghijklmn";

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
        house.answers(new Stream("a").message("m1", "Hello").end("completed"));

        house.ask(PATH, body(QUESTION));

        assertEquals(body(QUESTION).replace(" ]", " ," + ToolOffer.RESPONSES + "]"), house.sent(0));
    }

    @Test
    @DisplayName(
            "PX-901: nothing is added for who has a shell or such a tool, has no tools, or has the server keep the conversation")
    void addsNothingElsewhere() throws Exception {
        List<String> bodies = List.of(
                body(QUESTION).replace("web_search", "local_shell"),
                body(QUESTION).replace("look_up", "headroom_retrieve"),
                body(QUESTION).replace("\"stream\":true", "\"conversation\":\"conv_1\""),
                body(QUESTION).replace("\"stream\":true", "\"background\":true"),
                "{\"input\":\"What is it?\",\"tools\":[]}",
                "{\"input\":\"What is it?\"}");
        String answer = new Stream("a").retrieve("f1", "t1", "").end("completed");
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
                new Stream("a")
                        .reasoning("r1")
                        .message("m1", "x\u00e4")
                        .call("f1", "c1", "look_up", "{}")
                        .end("completed"),
                new Stream("a").message("m1", "cut off").events(),
                new Stream("a").message("m1", "crlf").end("incomplete").replace("\n", "\r\n"),
                event("error", "\"code\":\"server_error\",\"message\":\"x\"", 0),
                new Stream("a").message("m1", "x").end("failed"),
                event("response.output_text.delta", "\"output_index\":7,\"delta\":\"x\"", 3) + "rest");
        for (String stream : streams) {
            for (int piece : List.of(1, 7, 4096)) {
                house.inPiecesOf(piece).answers(stream);

                assertEquals(stream, house.ask(PATH, body(QUESTION)));
            }
        }
    }

    @Test
    @DisplayName(
            "PX-902: two calls in a turn are answered, and all is one response with numbers without a gap and summed usage")
    void answersTwoCalls() throws Exception {
        String first = new Stream("a")
                .reasoning("r1")
                .retrieve("f1", "t1", ",\"lines\":\"2\"")
                .message("m1", "Let me see. ")
                .call("f2", "t2", "headroom_retrieve", "{\"id\":\"made-up\"}")
                .end("completed");
        String second = new Stream("b").message("m2", "It is two.").end("completed");
        String expected = new Stream("a")
                .reasoning("r1")
                .message("m1", "Let me see. ")
                .message("m2", "It is two.")
                .named("b")
                .using(2)
                .end("completed");

        for (int piece : List.of(1, 3, 89, 8192)) {
            int before = house.asked();
            house.inPiecesOf(piece).answers(first).answers(second);

            String shown = house.ask(PATH, body(QUESTION));

            assertEquals(expected, ours(shown));
            assertNumbered(shown);
            String exchange =
                    "," + reasoning("r1") + "," + call("f1", "t1", "headroom_retrieve", arguments(",\"lines\":\"2\""))
                            + "," + message("m1", "Let me see. ") + ","
                            + call("f2", "t2", "headroom_retrieve", "{\"id\":\"made-up\"}")
                            + ",{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":\"two \u00e4\\n\"},"
                            + "{\"type\":\"function_call_output\",\"call_id\":\"t2\","
                            + "\"output\":\"headroom: no original made\u2026 here\"}]";
            assertEquals(house.sent(before).replace(QUESTION + "]", QUESTION + exchange), house.sent(before + 1));
        }
    }

    @Test
    @DisplayName(
            "PX-903: after a restart the next request extends what was sent before, byte for byte, whoever writes the items down")
    void restoresOverARestart() throws Exception {
        house.answers(
                new Stream("a").message("m1", "So. ").retrieve("f1", "t1", "").end("completed"));
        house.answers(new Stream("b").message("m2", "It is two.").end("completed"));
        house.ask(PATH, body(QUESTION));
        house.restart();
        String follow = "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Sure?\"}]}";
        List<String> replies = List.of(
                message("m1", "So. ") + "," + message("m2", "It is two."),
                "{\"role\":\"assistant\",\"content\":\"So. It is two.\"}");
        for (String reply : replies) {
            int index = house.asked();
            house.answers(new Stream("c").message("m3", "Yes.").end("completed"));

            house.ask(PATH, body(QUESTION + "," + reply + "," + follow));

            assertEquals(
                    withoutEnd(house.sent(1)) + "," + message("m2", "It is two.") + "," + follow + END,
                    house.sent(index));
        }
    }

    @Test
    @DisplayName("PX-902, PX-903: with other calls in the turn the client gets those alone, and its results find ours")
    void hidesOursAmongOthers() throws Exception {
        house.answers(new Stream("a")
                .retrieve("f1", "t1", ",\"lines\":\"1\"")
                .call("f2", CALL_ID, "look_up", "{\"q\":1}")
                .end("completed"));

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(new Stream("a").call("f2", CALL_ID, "look_up", "{\"q\":1}").end("completed"), ours(shown));
        assertNumbered(shown);
        house.restart();
        house.answers(new Stream("b").message("m1", "Yes.").end("completed"));
        String result = "{\"type\":\"function_call_output\",\"call_id\":\"" + CALL_ID + "\",\"output\":\"found\"}";
        house.ask(PATH, body(QUESTION + "," + call("f2", CALL_ID, "look_up", "{\"q\":1}") + "," + result));
        assertEquals(
                withoutEnd(house.sent(0)) + "," + call("f1", "t1", "headroom_retrieve", arguments(",\"lines\":\"1\""))
                        + "," + call("f2", CALL_ID, "look_up", "{\"q\":1}")
                        + ",{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":\"one\\n\"}," + result
                        + END,
                house.sent(1));
    }

    @Test
    @DisplayName(
            "PX-903: who goes on from a response that waits for our results, too, brings them, after a restart as well")
    void bringsResultsToWhoGoesOn() throws Exception {
        house.answers(new Stream("a")
                .retrieve("f1", "t1", ",\"lines\":\"1\"")
                .call("f2", CALL_ID, "look_up", "{\"q\":1}")
                .end("completed"));
        house.ask(PATH, body(QUESTION));
        house.restart();
        house.answers(new Stream("b").message("m1", "Yes.").end("completed"));
        String ours = "{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":\"one\\n\"}";
        String result = "{\"type\":\"function_call_output\",\"call_id\":\"" + CALL_ID + "\",\"output\":\"found\"}";
        String body = body(result).replace("\"stream\"", "\"previous_response_id\":\"a\",\"stream\"");

        house.ask(PATH, body);

        assertEquals(
                body.replace(" ]", " ," + ToolOffer.RESPONSES + "]").replace(result, ours + "," + result),
                house.sent(1));
    }

    @Test
    @DisplayName(
            "PX-903: who goes on from a turn that was answered here, goes on from its last response, which knows it all")
    void namesTheLastResponse() throws Exception {
        house.answers(new Stream("a").retrieve("f1", "t1", "").end("completed"));
        house.answers(new Stream("b").message("m1", "Yes.").end("completed"));
        String said = "{\"model\":\"gpt-5\"," + TOOLS + ",\"input\":\"What is it?\"}";

        String shown = house.ask(PATH, said);

        assertTrue(shown.endsWith(response("b", "completed", List.of(message("m1", "Yes.")), 2) + "}\n\n"), shown);
        String exchange = "[{\"role\":\"user\",\"content\":\"What is it?\"},"
                + call("f1", "t1", "headroom_retrieve", arguments("")) + ","
                + "{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":"
                + JsonStrings.quote(RetrievalHouse.TEXT) + "}]";
        assertEquals(house.sent(0).replace("\"What is it?\"", exchange), house.sent(1));
    }

    @Test
    @DisplayName("PX-903: reasoning that the provider forgets is not sent back, sealed reasoning is")
    void leavesForgottenReasoningOut() throws Exception {
        for (String more : List.of("", ",\"encrypted_content\":\"c2Vh\"")) {
            int before = house.asked();
            String item = reasoning("r1").replace("[]}", "[]" + more + "}");
            house.answers(new Stream("a")
                    .reasoning("r1")
                    .retrieve("f1", "t1", "")
                    .end("completed")
                    .replace(reasoning("r1"), item)
                    .replace("\"store\":true", "\"store\":false"));
            house.answers(new Stream("b").message("m1", "Yes.").end("completed"));

            house.ask(PATH, body(QUESTION));

            assertEquals(!more.isEmpty(), house.sent(before + 1).contains("," + item + ","), house.sent(before + 1));
            assertEquals(!more.isEmpty(), house.sent(before + 1).contains("\"r1\""));
        }
    }

    @Test
    @DisplayName("PX-902: after three rounds the turn ends with the text so far, and can be gone on from")
    void endsAfterThreeRounds() throws Exception {
        for (int round = 0; round < 4; round++) {
            house.answers(new Stream("resp" + round)
                    .message("m" + round, "r" + round + " ")
                    .retrieve("f" + round, "t" + round, ",\"lines\":\"1\"")
                    .end("completed"));
        }

        String shown = house.ask(PATH, body(QUESTION));

        Stream expected = new Stream("resp0");
        IntStream.range(0, 4).forEach(round -> expected.message("m" + round, "r" + round + " "));
        assertEquals(expected.named("resp3").using(4).end("completed"), ours(shown));
        house.answers(new Stream("b").message("m1", "Yes.").end("completed"));
        house.ask(PATH, "{" + TOOLS + ",\"input\":\"Go on.\",\"previous_response_id\":\"resp3\"}");
        assertTrue(
                house.sent(4)
                        .contains(
                                "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"t3\",\"output\":\"one\\n\"},"
                                        + "{\"role\":\"user\",\"content\":\"Go on.\"}]"),
                house.sent(4));
    }

    @Test
    @DisplayName(
            "PX-903: a continuation that fails leaves the text so far and a normal end, in a stream and in a document")
    void survivesAFailedContinuation() throws Exception {
        List<MockUpstream.Script> failures = List.of(
                (request, wire) -> wire.respond(500, "Content-Type: application/json\r\n", MockUpstream.bytes("{}")),
                (request, wire) -> wire.reset(),
                (request, wire) -> wire.respond(200, "Content-Type: text/html\r\n", MockUpstream.bytes("<p>")),
                (request, wire) -> house.say(wire, MockUpstream.bytes(new Stream("b").end("failed"))),
                (request, wire) -> wire.respondShort(200, 1000, MockUpstream.bytes("{")));
        String stream = new Stream("a")
                .message("m1", "So far. ")
                .retrieve("f1", "t1", "")
                .end("completed");
        String document = response(
                "a",
                "completed",
                List.of(message("m1", "So far. "), call("f1", "t1", "headroom_retrieve", arguments(""))),
                1);
        for (MockUpstream.Script failure : failures) {
            for (String first : List.of(stream, document)) {
                house.upstream().script((request, wire) -> {
                    if (request.text().contains("function_call_output")) {
                        failure.answer(request, wire);
                    } else {
                        house.say(wire, MockUpstream.bytes(first));
                    }
                });

                String shown = house.ask(PATH, body(QUESTION));

                String end = response("a", "completed", List.of(message("m1", "So far. ")), 1);
                assertTrue(shown.endsWith(first.equals(stream) ? end + "}\n\n" : end), shown);
                assertFalse(shown.contains("headroom_retrieve"), shown);
            }
        }
    }

    @Test
    @DisplayName(
            "PX-902: a continuation that breaks off within a message leaves that message, with all events that end it")
    void endsAMessageThatBreaksOff() throws Exception {
        house.answers(
                new Stream("a").message("m1", "So. ").retrieve("f1", "t1", "").end("completed"));
        String text = new Stream("b").message("m2", "And then").events();
        house.answers(text.substring(0, text.indexOf("event: response.output_text.done")));

        String shown = house.ask(PATH, body(QUESTION));

        assertEquals(
                all(
                        new Stream("a")
                                .message("m1", "So. ")
                                .message("m2", "And then")
                                .end("completed"),
                        "event: (.*)\n"),
                all(shown, "event: (.*)\n"));
        assertNumbered(shown);
        assertEquals(
                List.of("0", "0", "0", "0", "0", "0", "1", "1", "1", "1", "1", "1"),
                all(shown, "output_index\":(\\d)"));
        assertTrue(shown.contains("\"text\":\"And then\"") && shown.contains("\"status\":\"completed\""), shown);
    }

    @Test
    @DisplayName("PX-902: what is not streamed is stitched into one document")
    void stitchesADocument() throws Exception {
        String plain = response("p", "completed", List.of(message("m0", "Hello")), 1) + "\n";
        house.answers(plain);
        house.answers(response(
                "a",
                "completed",
                List.of(message("m1", "One. "), call("f1", "t1", "headroom_retrieve", arguments(""))),
                1));
        house.answers(response("b", "completed", List.of(call("f2", CALL_ID, "look_up", "{}")), 1));

        assertEquals(plain, house.ask(PATH, body(QUESTION)));
        assertEquals(
                response("b", "completed", List.of(message("m1", "One. "), call("f2", CALL_ID, "look_up", "{}")), 2),
                house.ask(PATH, body(QUESTION)));
    }

    private static String body(String items) {
        return "{\"model\":\"gpt-5\"," + TOOLS + ",\"input\":[" + items + END;
    }

    private static String withoutEnd(String body) {
        assertTrue(body.endsWith(END), body);
        return body.substring(0, body.length() - END.length());
    }

    private String arguments(String more) {
        return "{\"id\":\"" + house.id() + "\"" + more + "}";
    }

    /** Our own events have their numbers before everything else; so they look like those of the provider. */
    private static String ours(String shown) {
        return shown.replaceAll(
                        "(\"type\":\"response[^\"]*\"),(\"sequence_number\":\\d+),(\"response\":.*)}\n", "$1,$3,$2}\n")
                .replaceAll("(?m)^(data: .*),(\"sequence_number\":\\d+)(,.*)}$", "$1$3,$2}");
    }

    private static void assertNumbered(String shown) {
        List<String> numbers = all(shown, "\"sequence_number\":(\\d+)");
        assertEquals(
                IntStream.range(0, numbers.size())
                        .mapToObj(number -> "" + number)
                        .toList(),
                numbers);
    }

    private static String message(String id, String text) {
        return "{\"id\":\"" + id
                + "\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[" + part(text)
                + "]}";
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"text\":" + JsonStrings.quote(text) + ",\"annotations\":[],\"logprobs\":[]}";
    }

    private static String reasoning(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"reasoning\",\"summary\":[]}";
    }

    private static String call(String id, String callId, String name, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function_call\",\"status\":\"completed\",\"arguments\":"
                + JsonStrings.quote(arguments) + ",\"call_id\":\"" + callId + "\",\"name\":\"" + name + "\"}";
    }

    private static String response(String id, String status, List<String> output, int rounds) {
        return "{\"id\":\"" + id + "\",\"object\":\"response\",\"status\":\"" + status + "\",\"output\":["
                + String.join(",", output) + "],\"store\":true,\"usage\":{\"input_tokens\":" + 100 * rounds
                + ",\"input_tokens_details\":{\"cached_tokens\":" + 30 * rounds + "},\"output_tokens\":" + 10 * rounds
                + ",\"total_tokens\":" + 110 * rounds + "}}";
    }

    private static String event(String type, String members, int number) {
        return MockUpstream.event(
                type, "{\"type\":\"" + type + "\"," + members + ",\"sequence_number\":" + number + "}");
    }

    /** A response as it is streamed. */
    private final class Stream {
        private final StringBuilder events = new StringBuilder();
        private final List<String> items = new ArrayList<>();
        private String id;
        private int number;
        private int rounds = 1;

        Stream(String id) {
            this.id = id;
            for (String type : List.of("response.created", "response.in_progress")) {
                tell(
                        type,
                        "\"response\":{\"id\":\"" + id
                                + "\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[]}");
            }
        }

        Stream named(String other) {
            id = other;
            return this;
        }

        Stream using(int count) {
            rounds = count;
            return this;
        }

        Stream reasoning(String itemId) {
            added(ResponsesRetrievalTest.reasoning(itemId));
            return done(ResponsesRetrievalTest.reasoning(itemId));
        }

        Stream message(String itemId, String text) {
            added("{\"id\":\"" + itemId
                    + "\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}");
            String place = "\"item_id\":\"" + itemId + "\",\"output_index\":" + items.size() + ",\"content_index\":0,";
            tell("response.content_part.added", place + "\"part\":" + part(""));
            tell("response.output_text.delta", place + "\"delta\":" + JsonStrings.quote(text));
            tell("response.output_text.done", place + "\"text\":" + JsonStrings.quote(text));
            tell("response.content_part.done", place + "\"part\":" + part(text));
            return done(ResponsesRetrievalTest.message(itemId, text));
        }

        Stream call(String itemId, String callId, String name, String arguments) {
            added(ResponsesRetrievalTest.call(itemId, callId, name, "").replace("completed", "in_progress"));
            String place = "\"item_id\":\"" + itemId + "\",\"output_index\":" + items.size() + ",";
            int half = arguments.length() / 2;
            for (String piece : List.of(arguments.substring(0, half), arguments.substring(half))) {
                tell("response.function_call_arguments.delta", place + "\"delta\":" + JsonStrings.quote(piece));
            }
            tell("response.function_call_arguments.done", place + "\"arguments\":" + JsonStrings.quote(arguments));
            return done(ResponsesRetrievalTest.call(itemId, callId, name, arguments));
        }

        Stream retrieve(String itemId, String callId, String more) {
            return call(itemId, callId, "headroom_retrieve", arguments(more));
        }

        private void added(String item) {
            tell("response.output_item.added", "\"output_index\":" + items.size() + ",\"item\":" + item);
        }

        private Stream done(String item) {
            tell("response.output_item.done", "\"output_index\":" + items.size() + ",\"item\":" + item);
            items.add(item);
            return this;
        }

        private void tell(String type, String members) {
            events.append(event(type, members, number++));
        }

        String events() {
            return events.toString();
        }

        String end(String status) {
            tell("response." + status, "\"response\":" + response(id, status, items, rounds));
            return events();
        }
    }
}
