package io.headroom.proxy.redeem;

import static io.headroom.proxy.redeem.RetrievalHouse.all;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.testing.MockUpstream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Gemini API, in the pieces in which Google streams it: as events, and as one array. */
@DisplayName("PX-901, PX-902, PX-903: retrieval answered by the proxy, Gemini")
class GeminiRetrievalTest {
    private static final String MODEL = "/v1beta/models/gemini-3-pro";
    private static final String EVENTS = MODEL + ":streamGenerateContent?alt=sse";
    private static final String ARRAY = MODEL + ":streamGenerateContent?key=k";
    private static final String DOCUMENT = MODEL + ":generateContent";
    private static final String TOOLS = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"look_up\"} ]}]";
    private static final String QUESTION = "{\"role\":\"user\",\"parts\":[{\"text\":\"What is it?\"}]}";
    private static final String END = "]}";

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
    @DisplayName("PX-901: the tool is the last function, always the same bytes, and every other byte is as it came")
    void offersTheToolLast() throws Exception {
        for (String body : List.of(
                body(QUESTION),
                body(QUESTION).replace("]}]", "]},{\"googleSearch\":{}}]").replace("onD", "on_d"))) {
            int index = house.asked();
            house.answers(answer("a", "{\"text\":\"Hello\"}", "STOP", 1));

            house.ask(DOCUMENT, body);

            assertEquals(body.replace(" ]", " ," + ToolOffer.GEMINI + "]"), house.sent(index));
        }
    }

    @Test
    @DisplayName(
            "PX-901: nothing is added for who has a shell or such a tool, has no functions, wants several answers, or counts")
    void addsNothingElsewhere() throws Exception {
        List<String> bodies = List.of(
                body(QUESTION).replace("look_up", "run_shell_command"),
                body(QUESTION).replace("look_up", "headroom_retrieve"),
                body(QUESTION).replace("]}]", "]}],\"generationConfig\":{\"candidateCount\":2}"),
                body(QUESTION).replace("functionDeclarations", "googleSearch"),
                "{\"contents\":[" + QUESTION + "]}");
        String answer = answer("a", call("", "headroom_retrieve", arguments("")), "STOP", 1);
        for (String body : bodies) {
            house.answers(answer);

            assertEquals(answer, house.ask(DOCUMENT, body));
        }
        house.answers("{\"totalTokens\":3}");
        house.ask(MODEL + ":countTokens", body(QUESTION));

        for (int i = 0; i < bodies.size(); i++) {
            assertEquals(bodies.get(i), house.sent(i));
        }
        assertEquals(body(QUESTION), house.sent(bodies.size()));
    }

    @Test
    @DisplayName("PX-902: a stream without a call goes through byte for byte, whatever it holds")
    void streamsThrough() throws Exception {
        String[] pieces = {
            piece("a", "{\"text\":\"x\u00e4 ]}\\\"[\"}", "", 1),
            piece("a", call("", "look_up", "{\"a\":[1]}"), "", 2),
            piece("a", "{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}", "STOP", 3)
        };
        List<String> streams = List.of(
                events(pieces),
                events(pieces).replace("\r\n", "\n"),
                events(piece("a", "{\"text\":\"cut off\"}", "", 1)),
                "data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}\r\n\r\n",
                "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\r\n\r\nrest",
                "data: {\"candidates\":[{},{}]}\n\n");
        for (String stream : streams) {
            passes(EVENTS, stream);
        }
        for (String stream :
                List.of(array(pieces), "[]", "[{\"error\":{\"code\":503}}]\n", "{\"error\":{}}", "[{ \"x\"")) {
            passes(ARRAY, stream);
        }
    }

    private void passes(String target, String stream) throws Exception {
        for (int piece : List.of(1, 7, 4096)) {
            house.inPiecesOf(piece).answers(stream);

            assertEquals(stream, house.ask(target, body(QUESTION)));
        }
    }

    @Test
    @DisplayName(
            "PX-902: two calls in a turn are answered, and all is one answer with summed usage, as events and as an array")
    void answersTwoCalls() throws Exception {
        String[] first = {
            piece("a", "{\"text\":\"Let me \"}", "", 1),
            piece("a", "{\"text\":\"see. \"}", "", 2),
            piece("a", call("", "headroom_retrieve", arguments(",\"lines\":\"2\"")), "", 3),
            piece(
                    "a",
                    "{\"functionCall\":{\"name\":\"headroom_retrieve\",\"args\":{\"id\":\"made-up\"},\"id\":\"x1\"},"
                            + "\"thoughtSignature\":\"c2ln\"}",
                    "STOP",
                    10)
        };
        String[] second = {piece("b", "{\"text\":\"It is\"}", "", 1), piece("b", "{\"text\":\" two.\"}", "STOP", 5)};
        String[] expected = {
            first[0],
            first[1],
            sum(piece("a", "{\"text\":\"It is\"}", "", 11)),
            sum(piece("a", "{\"text\":\" two.\"}", "", 15)),
            sum(piece("a", "{\"text\":\"\"}", "STOP", 15))
        };

        for (int size : List.of(1, 3, 89, 8192)) {
            int before = house.asked();
            house.inPiecesOf(size).answers(events(first)).answers(events(second));
            house.answers(array(first)).answers(array(second));

            assertEquals(events(expected), house.ask(EVENTS, body(QUESTION)).replaceAll("(?<!\r)\n\n", "\r\n\r\n"));
            assertEquals(array(expected), house.ask(ARRAY, body(QUESTION)));

            String exchange = ",{\"role\":\"model\",\"parts\":[{\"text\":\"Let me see. \"},"
                    + call("", "headroom_retrieve", arguments(",\"lines\":\"2\""))
                    + ",{\"functionCall\":{\"name\":\"headroom_retrieve\",\"args\":{\"id\":\"made-up\"},\"id\":\"x1\"},"
                    + "\"thoughtSignature\":\"c2ln\"}]},"
                    + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"headroom_retrieve\","
                    + "\"response\":{\"output\":\"two \u00e4\\n\"}}},"
                    + "{\"functionResponse\":{\"id\":\"x1\",\"name\":\"headroom_retrieve\","
                    + "\"response\":{\"error\":\"headroom: no original made\u2026 here\"}}}]}]";
            for (int index = before; index < before + 4; index += 2) {
                assertEquals(house.sent(index).replace(QUESTION + "]", QUESTION + exchange), house.sent(index + 1));
            }
        }
    }

    @Test
    @DisplayName(
            "PX-903: after a restart the next request extends what was sent before, with the signatures, byte for byte")
    void restoresOverARestart() throws Exception {
        String signed = "{\"text\":\"It is two.\",\"thoughtSignature\":\"c2ln\"}";
        house.answers(events(
                piece("a", "{\"text\":\"hm\",\"thought\":true}", "", 1),
                piece("a", call("", "headroom_retrieve", arguments("")), "STOP", 2)));
        house.answers(events(piece("b", signed, "STOP", 1)));
        house.ask(EVENTS, body(QUESTION));
        house.restart();
        house.answers(events(piece("c", "{\"text\":\"Yes.\"}", "STOP", 1)));
        String follow = "{\"role\":\"user\",\"parts\":[{\"text\":\"Sure?\"}]}";

        house.ask(
                EVENTS,
                body(QUESTION
                        + ",{\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"text\":\"It is\"},{\"text\":\" two.\"}],"
                        + "\"role\":\"model\"}," + follow));

        assertEquals(
                withoutEnd(house.sent(1)) + ",{\"role\":\"model\",\"parts\":[" + signed + "]}," + follow + END,
                house.sent(2));
        assertFalse(house.sent(1).contains("hm"), house.sent(1));
    }

    @Test
    @DisplayName(
            "PX-902, PX-903: with other calls in the turn the client gets those alone, and its results find ours, without ids")
    void hidesOursAmongOthers() throws Exception {
        String mine = call("", "look_up", "{\"q\":1}");
        String ours = call("", "headroom_retrieve", arguments(",\"lines\":\"1\""));
        house.answers(events(piece("a", ours + "," + mine, "STOP", 10)));

        String shown = house.ask(EVENTS, body(QUESTION));

        assertEquals(
                (events(piece("a", mine, "", 10)) + events(piece("a", "{\"text\":\"\"}", "STOP", 10)))
                        .replace("\r\n", "\n"),
                shown);
        house.restart();
        house.answers(events(piece("b", "{\"text\":\"Yes.\"}", "STOP", 1)));
        String result = "{\"functionResponse\":{\"name\":\"look_up\",\"response\":{\"x\":1}}}";
        house.ask(
                EVENTS,
                body(QUESTION + ",{\"role\":\"model\",\"parts\":[" + mine + "]},{\"role\":\"user\",\"parts\":[" + result
                        + "]}"));
        assertEquals(
                withoutEnd(house.sent(0)) + ",{\"role\":\"model\",\"parts\":[" + ours + "," + mine + "]},"
                        + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"headroom_retrieve\","
                        + "\"response\":{\"output\":\"one\\n\"}}}," + result + "]}" + END,
                house.sent(1));
    }

    @Test
    @DisplayName("PX-903: the same calls without ids after other words are another turn")
    void restoresOnlyWhereItWas() throws Exception {
        String mine = call("", "look_up", "{\"q\":1}");
        house.answers(events(piece("a", call("", "headroom_retrieve", arguments("")) + "," + mine, "STOP", 10)));
        house.ask(EVENTS, body(QUESTION));
        house.answers(events(piece("b", "{\"text\":\"Yes.\"}", "STOP", 1)));
        String other = body("{\"parts\":[{\"text\":\"Do it.\"}]},{\"role\":\"model\",\"parts\":[" + mine
                + "]},{\"parts\":[{\"functionResponse\":{\"name\":\"look_up\",\"response\":{}}}]}");

        house.ask(EVENTS, other);

        assertEquals(other.replace(" ]", " ," + ToolOffer.GEMINI + "]"), house.sent(1));
    }

    @Test
    @DisplayName("PX-902: after three rounds the turn ends with the text so far")
    void endsAfterThreeRounds() throws Exception {
        for (int round = 0; round < 4; round++) {
            house.answers(events(
                    piece("m" + round, "{\"text\":\"r" + round + " \"}", "", 1),
                    piece("m" + round, call("", "headroom_retrieve", arguments("")), "STOP", 10)));
        }

        String shown = house.ask(EVENTS, body(QUESTION));

        assertEquals(4, house.asked());
        assertEquals(List.of("r0 ", "r1 ", "r2 ", "r3 "), all(shown, "\"text\":\"([^\"]+)\""));
        assertEquals(List.of("STOP"), all(shown, "\"finishReason\":\"(\\w+)\""));
        assertTrue(shown.contains("\"promptTokenCount\":400,\"candidatesTokenCount\":40,"), shown);
        assertFalse(shown.contains("headroom_retrieve"), shown);
    }

    @Test
    @DisplayName(
            "PX-903: a continuation that fails leaves the text so far and a normal end, in streams and in a document")
    void survivesAFailedContinuation() throws Exception {
        List<MockUpstream.Script> failures = List.of(
                (request, wire) -> wire.respond(503, "Content-Type: application/json\r\n", MockUpstream.bytes("{}")),
                (request, wire) -> wire.reset(),
                (request, wire) -> wire.respond(200, "Content-Type: text/html\r\n", MockUpstream.bytes("<p>")),
                (request, wire) -> house.say(wire, MockUpstream.bytes("data: {\"error\":{\"code\":500}}\n\n")),
                (request, wire) -> house.say(wire, MockUpstream.bytes("[{\"error\":{\"code\":500}}]")),
                (request, wire) -> wire.respondShort(200, 1000, MockUpstream.bytes("{")));
        String[] pieces = {
            piece("a", "{\"text\":\"So far. \"}", "", 1),
            piece("a", call("", "headroom_retrieve", arguments("")), "STOP", 10)
        };
        for (MockUpstream.Script failure : failures) {
            for (String target : List.of(EVENTS, ARRAY, DOCUMENT)) {
                house.upstream().script((request, wire) -> {
                    if (request.text().contains("functionResponse")) {
                        failure.answer(request, wire);
                    } else {
                        house.say(wire, MockUpstream.bytes(first(target, pieces)));
                    }
                });

                String shown = house.ask(target, body(QUESTION));

                assertEquals(List.of("STOP"), all(shown, "\"finishReason\":\"(\\w+)\""), shown);
                assertTrue(shown.contains("So far. ") && !shown.contains("headroom_retrieve"), shown);
                assertEquals(target.equals(ARRAY), shown.startsWith("[") && shown.endsWith("}]"), shown);
            }
        }
    }

    private String first(String target, String... pieces) {
        return switch (target) {
            case EVENTS -> events(pieces);
            case ARRAY -> array(pieces);
            default ->
                answer("a", "{\"text\":\"So far. \"}," + call("", "headroom_retrieve", arguments("")), "STOP", 10);
        };
    }

    @Test
    @DisplayName("PX-902: what is not streamed is stitched into one document")
    void stitchesADocument() throws Exception {
        String plain = answer("p", "{\"text\":\"Hello\"}", "STOP", 1) + "\n";
        house.answers(plain);
        house.answers(answer(
                "a", "{\"text\":\"One. \"}," + call("\"id\":\"x\",", "headroom_retrieve", arguments("")), "STOP", 10));
        house.answers(answer("b", "{\"text\":\"Two.\"}", "STOP", 5));

        assertEquals(plain, house.ask(DOCUMENT, body(QUESTION)));
        assertEquals(
                sum(answer("a", "{\"text\":\"One. \"},{\"text\":\"Two.\"}", "STOP", 15)),
                house.ask(DOCUMENT, body(QUESTION)));
    }

    @Test
    @DisplayName(
            "PX-902: a call whose arguments come in parts, which is not understood, ends the turn instead of breaking it")
    void endsWhatItDoesNotUnderstand() throws Exception {
        house.answers(events(
                piece("a", "{\"text\":\"So. \"}", "", 1),
                piece("a", "{\"functionCall\":{\"name\":\"headroom_retrieve\",\"willContinue\":true}}", "", 2),
                piece("a", "{\"text\":\"\"}", "STOP", 3)));

        String shown = house.ask(EVENTS, body(QUESTION));

        assertEquals(1, house.asked());
        assertEquals(List.of("STOP"), all(shown, "\"finishReason\":\"(\\w+)\""));
        assertFalse(shown.contains("headroom_retrieve"), shown);
    }

    @Test
    @DisplayName("PX-902: a client that waits gets empty texts, and the rest afterwards")
    void pingsWhoWaits() throws Exception {
        house.restart(Duration.ofMillis(20));
        CountDownLatch pinged = new CountDownLatch(1);
        house.upstream().script((request, wire) -> {
            if (request.text().contains("functionResponse")) {
                wire.await(pinged);
                house.say(wire, MockUpstream.bytes(array(piece("b", "{\"text\":\"Late.\"}", "STOP", 1))));
            } else {
                house.say(
                        wire,
                        MockUpstream.bytes(array(piece("a", call("", "headroom_retrieve", arguments("")), "STOP", 1))));
            }
        });

        try (var client = house.proxy().client()) {
            client.request("POST", ARRAY, "", MockUpstream.bytes(body(QUESTION)));
            var stream = client.reader().stream(client.responseHead(), false);
            StringBuilder shown = new StringBuilder();
            byte[] piece = new byte[1024];
            for (int count = stream.read(piece); count > 0; count = stream.read(piece)) {
                shown.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                if (all(shown.toString(), "(\"text\":\"\")").size() >= 3) {
                    pinged.countDown();
                }
            }
            List<String> texts = new ArrayList<>();
            for (JsonParts.Part element : new JsonParts().of(shown.toString()).elements()) {
                texts.addAll(all(element.raw(), "\"text\":\"([^\"]+)\""));
            }
            assertEquals(List.of("Late."), texts);
        }
    }

    private static String body(String contents) {
        return "{" + TOOLS + ",\"contents\":[" + contents + END;
    }

    private static String withoutEnd(String body) {
        assertTrue(body.endsWith(END), body);
        return body.substring(0, body.length() - END.length());
    }

    private String arguments(String more) {
        return "{\"id\":" + JsonStrings.quote(house.id()) + more + "}";
    }

    private static String call(String id, String name, String arguments) {
        return "{\"functionCall\":{" + id + "\"name\":\"" + name + "\",\"args\":" + arguments + "}}";
    }

    /** One answer, or one piece of a stream, with the figures so far. */
    private static String answer(String id, String parts, String reason, int output) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"}"
                + (reason.isEmpty() ? "" : ",\"finishReason\":\"" + reason + "\"")
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":100,\"candidatesTokenCount\":" + output
                + ",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":100}]},\"modelVersion\":\"gemini-3-pro\","
                + "\"responseId\":\"" + id + "\"}";
    }

    private static String piece(String id, String parts, String reason, int output) {
        return answer(id, parts, reason, output);
    }

    /** The figures of two rounds. */
    private static String sum(String piece) {
        return piece.replace(":100", ":200");
    }

    private static String events(String... pieces) {
        StringBuilder events = new StringBuilder();
        for (String piece : pieces) {
            events.append("data: ").append(piece).append("\r\n\r\n");
        }
        return events.toString();
    }

    private static String array(String... pieces) {
        return "[" + String.join(",\r\n", pieces) + "]";
    }
}
