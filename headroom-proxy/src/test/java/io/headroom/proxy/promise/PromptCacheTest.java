package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.Wire;
import io.headroom.workload.AgentSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that really caches prompts, by the bytes that reach it, and reports what it found of them. */
@Tag("PX-523")
@DisplayName("P3, PX-523: what a provider has in its prompt cache is found again, and if not, it is said why")
class PromptCacheTest {
    private static final int TURNS = 8;

    @TempDir
    private Path workspace;

    private String cached = "";

    /** One token for four bytes; the last two characters close the list of messages and the body. */
    private synchronized void answer(Received request, Wire wire) throws IOException {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        int read = body.startsWith(cached) ? cached.length() / 4 : 0;
        cached = body.substring(0, body.length() - 2);
        wire.respond(
                200,
                "Content-Type: application/json\r\n",
                MockUpstream.bytes("{\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"cache_read_input_tokens\":"
                        + read + ",\"cache_creation_input_tokens\":" + (cached.length() / 4 - read) + "}}"));
    }

    private static void awaitMisses(House house, String expected) {
        Await.until("misses " + expected, () -> house.proxy().stats().contains("\"misses\":{" + expected + "}"));
    }

    private static void say(House house, String body) throws Exception {
        house.anthropic(House.utf8(body), "x-claude-code-session-id: one\r\n");
        // What is found out beside the exchange belongs to it before the next one is sent.
        long turns = house.upstream().received().size();
        Await.until(
                "usage",
                () -> house.proxy()
                        .stats()
                        .replace('}', ',')
                        .contains("\"by_upstream\":{\"anthropic\":" + turns + ","));
    }

    @Test
    void holds() throws Exception {
        AgentSession session = AgentSession.of(36, TURNS);
        try (House house = new House(workspace, House.PATIENT)) {
            house.upstream().script(this::answer);
            for (int turn = 0; turn <= TURNS; turn++) {
                say(house, session.anthropic(turn));
            }
            awaitMisses(house, "\"cold\":1");
            String written = house.get("/stats").replaceFirst("(?s).*\"tokens_written\":(\\d+).*", "$1");
            assertTrue(
                    Long.parseLong(written) < session.anthropic(TURNS).length() / 4 * 0.8,
                    "nothing was compressed: " + written);

            say(house, session.anthropic(TURNS).replaceFirst("(\"role\":\"user\",\"content\":\")", "$1Well. "));
            awaitMisses(house, "\"client_changed\":1,\"cold\":1");
            assertTrue(
                    house.get("/metrics")
                            .contains(
                                    "headroom_cache_miss_attribution_total{provider=\"anthropic\",reason=\"client_changed\"} 1"));
            assertTrue(house.get("/health").contains("\"status\":\"healthy\""), house.get("/health"));
        }
    }
}
