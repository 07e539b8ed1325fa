package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.Headroom;
import io.headroom.compress.MessagesOutcome;
import io.headroom.compress.Shape;
import io.headroom.compress.Stores;
import io.headroom.proxy.testing.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The library gives what the proxy gives: on the wire, and to who asks {@code /v1/compress}. */
@DisplayName("C-1301: library and proxy give the same bytes")
class LibraryTest {
    @TempDir
    private static Path workspace;

    @TempDir
    private static Path library;

    private static House house;
    private static Headroom headroom;

    @BeforeAll
    static void start() throws Exception {
        house = new House(workspace, House.PATIENT);
        // A database of its own, so that it replays nothing of the proxy's.
        headroom = Headroom.builder()
                .mode(Mode.BALANCED)
                .store(Stores.sqlite(library.resolve("library.db")))
                .build();
        headroom.warmUp();
    }

    @AfterAll
    static void stop() throws IOException {
        headroom.close();
        house.close();
    }

    static Stream<RecordedRequest> requests() {
        return RecordedRequest.own().stream().filter(request -> !request.name().contains("count-tokens"));
    }

    static Stream<RecordedRequest> requestsWithMessages() {
        return requests().filter(request -> plain(request).contains("\"messages\""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void sendsWhatTheProxySends(RecordedRequest request) throws Exception {
        int before = house.upstream().received().size();
        house.upstream().script((received, wire) -> wire.respond(200, "", House.utf8("{}")));
        house.send(request.wire());
        byte[] sent = house.upstream().received().get(before).body();

        RetrievalChannel channel = headroom.audit(request.plain()).offered();
        MessagesOutcome<byte[]> outcome = headroom.compressMessages(request.plain(), Shape.AUTO, channel);

        assertEquals(withoutKey(sent), withoutKey(outcome.request()));
        assertTrue(outcome.request().length < request.plain().length);
    }

    @ParameterizedTest
    @MethodSource("requestsWithMessages")
    void givesWhatTheProxysOwnAnswerGives(RecordedRequest request) throws Exception {
        Received answer;
        try (var client = house.client()) {
            answer = client.request("POST", "/v1/compress", "Content-Type: application/json\r\n", request.plain())
                    .response();
        }

        MessagesOutcome<String> outcome =
                headroom.compressMessages(plain(request), Shape.AUTO, RetrievalChannel.none());

        assertEquals(200, answer.status(), answer.text());
        assertEquals(messages(outcome.request()), messages(answer.text()));
        assertNotEquals(messages(plain(request)), messages(answer.text()));
        outcome.texts()
                .forEach(text -> assertNotEquals(Fidelity.LOSSY, text.outcome().fidelity()));
    }

    /** A body without the part of ids that is made with the workspace's own key. */
    private static String withoutKey(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replaceAll("([0-9a-f]{24})-[0-9a-f]{8}", "$1-tag");
    }

    private static String plain(RecordedRequest request) {
        return new String(request.plain(), StandardCharsets.UTF_8);
    }

    /** The source text of the list of messages. */
    private static String messages(String json) {
        byte[] bytes = House.utf8(json);
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            while (!parser.nextName().equals("messages")) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }
}
