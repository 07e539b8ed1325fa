package io.headroom.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.workload.probe.JsonTokens;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C-1403: A01 and A02")
class AgentSessionTest {
    @Test
    void everyBodyIsAPrefixOfTheNextButForItsEnd() {
        AgentSession session = AgentSession.of(36, 12);

        for (int turn = 0; turn < session.turns(); turn++) {
            assertPrefix(session.anthropic(turn), session.anthropic(turn + 1));
            assertPrefix(session.openAi(turn), session.openAi(turn + 1));
        }
    }

    @Test
    void isAFunctionOfItsSeed() {
        assertEquals(AgentSession.of(36).anthropic(50), AgentSession.of(36).anthropic(50));
    }

    @Test
    void hasResultsOfBothShapes() {
        String body = AgentSession.of(36).anthropic(50);

        assertTrue(
                body.contains("\"content\":[{\"type\":\"text\",\"text\":\"[{\\\""), "a list of text blocks with JSON");
        assertTrue(body.matches("(?s).*\"tool_use_id\":\"toolu_[0-9a-f]{20}\",\"content\":\".*"), "a string");
    }

    @Test
    void hostileTextsHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();

        HostileTexts.all(38).stream().map(NamedText::name).forEach(name -> assertTrue(names.add(name), name));
        assertEquals(HostileTexts.all(38), HostileTexts.all(38));
    }

    private static void assertPrefix(String body, String next) {
        assertTrue(JsonTokens.of(body).isPresent(), "no JSON");
        assertTrue(next.startsWith(body.substring(0, body.length() - 2)), "no prefix");
        assertTrue(next.length() > body.length());
    }
}
