package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.HeadroomProxy;
import io.headroom.workload.AgentSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P3: over a whole conversation, with parallel tool results, as strings and as lists, and with a restart in the middle, what went out in a
 * turn is the beginning of what goes out in the next one, so that the provider's prompt cache holds.
 */
@DisplayName("P3, PX-504: the prefix of a conversation never changes")
class PrefixStabilityTest {
    private static final int TURNS = 14;

    @TempDir
    private Path workspace;

    @ParameterizedTest
    @ValueSource(longs = {36, 101, 2026})
    void anthropicTurnsExtendOneAnother(long seed) throws Exception {
        AgentSession session = AgentSession.of(seed, TURNS);

        double share = assertPrefixes(House.PATIENT, "/v1/messages", session::anthropic);

        assertTrue(share < 0.8, share + " of the bytes went out: nothing was compressed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 40})
    void textsThatWereTooSlowOnceStayAsTheyAre(int millis) throws Exception {
        AgentSession session = AgentSession.of(millis, TURNS);

        assertPrefixes(
                builder -> builder.set("compression.deadline-ms", String.valueOf(millis))
                        .set("compression.deadline-ms-per-mib", "0")
                        .set("compression.cold-deadline-ms", "0"),
                "/v1/messages",
                session::anthropic);
    }

    @ParameterizedTest
    @ValueSource(longs = {36, 101})
    void openAiTurnsExtendOneAnother(long seed) throws Exception {
        AgentSession session = AgentSession.of(seed, TURNS);

        double share = assertPrefixes(House.PATIENT, "/v1/chat/completions", session::openAi);

        assertTrue(share < 0.8, share + " of the bytes went out: nothing was compressed");
    }

    @Test
    void theClockTheSessionAndThePlaceMakeNoDifference() throws Exception {
        String body = AgentSession.of(5, 6).anthropic(6);
        try (House house = new House(workspace, House.PATIENT)) {
            byte[] first = house.anthropic(House.utf8(body), "x-claude-code-session-id: one\r\n");
            house.restart();
            byte[] second = house.anthropic(House.utf8(body), "x-claude-code-session-id: two\r\n");

            assertEquals(new String(first, StandardCharsets.UTF_8), new String(second, StandardCharsets.UTF_8));
        }
    }

    private static String around(String text, int place) {
        return text.substring(Math.max(0, place - 60), Math.min(text.length(), place + 60));
    }

    /** Returns the share of the bytes that went out. */
    private double assertPrefixes(
            UnaryOperator<HeadroomProxy.Builder> settings, String target, IntFunction<String> bodies) throws Exception {
        List<String> sent = new ArrayList<>();
        long original = 0;
        long forwarded = 0;
        try (House house = new House(workspace, settings)) {
            for (int turn = 0; turn <= TURNS; turn++) {
                if (turn == TURNS / 2) {
                    house.restart();
                }
                byte[] body = House.utf8(bodies.apply(turn));
                byte[] arrived = house.post(target, "authorization: Bearer sk-dummy\r\n", body);
                original += body.length;
                forwarded += arrived.length;
                sent.add(new String(arrived, StandardCharsets.UTF_8));
            }
        }
        for (int turn = 0; turn < TURNS; turn++) {
            // The last two characters close the list of messages and the body.
            String head = sent.get(turn).substring(0, sent.get(turn).length() - 2);
            String next = sent.get(turn + 1);
            int same = Math.max(0, Arrays.mismatch(head.toCharArray(), next.toCharArray()));
            assertTrue(
                    next.startsWith(head),
                    "turn " + (turn + 1) + " leaves turn " + turn + " at: " + around(head, same) + " | "
                            + around(next, same));
        }
        return forwarded / (double) original;
    }
}
