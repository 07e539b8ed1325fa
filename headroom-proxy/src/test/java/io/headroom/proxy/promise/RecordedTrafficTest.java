package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Header;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.retrieve.Footer;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.proxy.promise.JsonDifference.Replaced;
import io.headroom.proxy.testing.Received;
import io.headroom.workload.probe.JsonTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * P2, P4, P5 and P6 on the requests of real clients: what leaves the proxy differs only in tool results, which decode or are redeemed, and
 * is smaller.
 */
@DisplayName("P2, P4, P5, P6: recorded requests")
class RecordedTrafficTest {
    /** Where a dialect has texts of tools; see PX-503. */
    private static final Set<String> ELIGIBLE = Set.of(
            "/messages/content/content",
            "/messages/content/content/text",
            "/messages/content",
            "/messages/content/text",
            "/input/output",
            "/input/output/text",
            "/contents/parts/functionResponse/response/output");

    private static final Set<String> PER_CONNECTION =
            Set.of("connection", "host", "content-length", "content-encoding", "transfer-encoding");
    private static final CompressionEngine DECODER = House.decoder();

    @TempDir
    private static Path workspace;

    private static House house;

    @BeforeAll
    static void start() throws Exception {
        house = new House(workspace, House.PATIENT);
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
        DECODER.close();
    }

    @BeforeEach
    void forget() {
        house.upstream().received().clear();
        house.upstream().script((request, wire) -> wire.respond(200, "", House.utf8("{}")));
    }

    static Stream<RecordedRequest> requests() {
        List<RecordedRequest> all = new ArrayList<>(RecordedRequest.own());
        RecordedRequest.shared()
                .ifPresentOrElse(
                        all::addAll,
                        () -> System.out.println(
                                "No recordings beside the checkout: only the project's own requests are tried."));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void changesNothingButToolResultsThatDecode(RecordedRequest request) throws Exception {
        byte[] answer = House.utf8("{\"usage\":{\"input_tokens\":7},\"text\":\"\\ud83d lone, 1.0e5\"}");
        house.upstream().script((received, wire) -> wire.respond(200, "X-Odd: a\r\nx-odd: b\r\n", answer));

        Received response = house.send(request.wire());

        Received arrived = house.upstream().onlyRequest();
        assertEquals(200, response.status(), response.text());
        assertArrayEquals(answer, response.body());
        assertEquals(List.of("a", "b"), response.headers().all("x-odd"));
        assertEquals(request.method() + " " + targetOf(request), arrived.method() + " " + arrived.target());
        assertEquals(
                endToEnd(request.headers().fields()), endToEnd(arrived.headers().fields()));
        List<Replaced> replaced = difference(request, arrived);
        for (Replaced one : replaced) {
            assertTrue(ELIGIBLE.contains(one.path()), one.path());
            assertDecodes(one);
        }
        if (!replaced.isEmpty()) {
            assertTrue(arrived.body().length < request.plain().length);
            assertEquals("", arrived.header("content-encoding"));
        }
    }

    /** PX-311: what a ChatGPT login sends to a bare path belongs to that service's own. */
    private static String targetOf(RecordedRequest request) {
        return request.headers().contains("chatgpt-account-id")
                ? request.target().replace("/v1/", "/backend-api/codex/")
                : request.target();
    }

    private static List<Replaced> difference(RecordedRequest request, Received arrived) {
        if (Arrays.equals(request.body(), arrived.body())) {
            return List.of();
        }
        return JsonDifference.between(request.plain(), arrived.body());
    }

    /** A lossless form decodes, and what a shortened text leaves out is redeemed on the same wire by what its last line names (P4). */
    private static void assertDecodes(Replaced one) throws Exception {
        Optional<RetrievalId> id = Footer.id(one.after());
        if (id.isPresent()) {
            assertEquals(one.before(), house.get("/v1/retrieve/" + id.get()));
            return;
        }
        String decoded = DECODER.decode(one.after());
        if (!decoded.equals(one.before())) {
            assertEquals(JsonTokens.of(one.before()), JsonTokens.of(decoded));
        }
    }

    /** End-to-end fields; among those of one name the order counts, between names it has no meaning (RFC 9110, section 5.3). */
    private static List<String> endToEnd(List<Header> fields) {
        return fields.stream()
                .filter(field -> !PER_CONNECTION.contains(field.name().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(field -> field.name().toLowerCase(Locale.ROOT)))
                .map(field -> field.name().toLowerCase(Locale.ROOT) + ": " + field.value())
                .toList();
    }

    @Test
    void theProjectsOwnRequestsShrink() throws Exception {
        List<String> unchanged = new ArrayList<>();
        for (RecordedRequest request : RecordedRequest.own()) {
            int before = house.upstream().received().size();
            house.send(request.wire());
            Received arrived = house.upstream().received().get(before);
            if (arrived.body().length >= request.body().length) {
                unchanged.add(request.name());
            }
        }

        // Counting tokens is for the client to decide how much to read, so it has to see the original.
        assertEquals(List.of("requests/claude-code-count-tokens.json"), unchanged);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamsArriveByteForByte(Path stream) throws Exception {
        byte[] bytes = Files.readAllBytes(stream);
        house.upstream().script((received, wire) -> {
            wire.respondChunked(200, "Content-Type: text/event-stream\r\n");
            for (int at = 0; at < bytes.length; at += 37) {
                wire.chunk(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 37)));
            }
            wire.lastChunk();
        });

        Received response = house.send(RecordedRequest.own().get(0).wire());

        assertEquals(Received.sha256(bytes), response.bodySha256());
    }

    static Stream<Path> streams() throws Exception {
        List<Path> own = List.of(Path.of("src/test/resources/responses/anthropic.sse"));
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path shared = folder.resolve("shared/fixtures/responses");
            if (Files.isDirectory(shared)) {
                try (Stream<Path> files = Files.list(shared)) {
                    return Stream.concat(
                            own.stream(),
                            files.filter(file -> file.toString().endsWith(".sse")).sorted().toList().stream());
                }
            }
        }
        return own.stream();
    }
}
