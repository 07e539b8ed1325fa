package io.headroom.provider.claude;

import static io.headroom.provider.claude.ClaudeFixture.USER;
import static io.headroom.provider.claude.ClaudeFixture.wiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.testkit.EnginePlayer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Claude Code's settings are after wiring, the user's edits, and the way back, with the real engine. */
class ClaudeRoundTripTest {
    private static final String BEFORE =
            "{\r\n\t\"env\": { \"ANTHROPIC_BASE_URL\": \"https://llm.example/team\", \"A\": \"b\" },\r\n\t\"model\": \"opus\"\r\n}";

    private final ClaudeAdapter adapter = new ClaudeAdapter();
    private final FakeHost host =
            FakeHost.on(Machine.MACOS).withExecutable("claude").withFile(USER, BEFORE);
    private final EnginePlayer player = new EnginePlayer();

    @Test
    @DisplayName("PV-205: a base URL that was there comes back byte for byte, the rest of the file is never touched")
    void givesTheFormerBaseUrlBack() throws IOException {
        ChangePlayer.Undo undo = wire();
        String wired = text();

        undo.undo();

        assertEquals(
                BEFORE.replace("https://llm.example/team", "http://127.0.0.1:8787"),
                wired.replace(", \"ENABLE_TOOL_SEARCH\": \"true\"", ""));
        assertEquals(BEFORE, text());
    }

    @Test
    @DisplayName("PV-105, D-208: the user's edits in between are kept, and only ours are undone")
    void keepsWhatTheUserDidSince() throws IOException {
        ChangePlayer.Undo undo = wire();
        host.withFile(USER, text().replace("opus", "sonnet").replace("\"b\"", "\"c\""));

        undo.undo();

        assertEquals(BEFORE.replace("opus", "sonnet").replace("\"b\"", "\"c\""), text());
    }

    @Test
    @DisplayName("PV-105, D-207: the adapter asks for the same when it sees its own work")
    void asksForTheSameAgain() {
        Wiring asked = wiring(host, Scope.PROVIDER, Wiring.Option.ALLOW_RETRIEVE);
        var first = adapter.wire(asked, host);
        player.apply(first.changes(), host);

        assertEquals(first, adapter.wire(asked, host));
        assertTrue(adapter.inspect(asked, host).stream()
                .anyMatch(finding -> finding.code().equals("claude.routing.wired")));
    }

    private ChangePlayer.Undo wire() {
        return player.apply(adapter.wire(wiring(host, Scope.PROVIDER), host).changes(), host);
    }

    private String text() throws IOException {
        return Files.readString(host.resolve(USER));
    }
}
