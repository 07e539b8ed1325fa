package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.cli.ScriptedUpstream.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real Claude Code, by itself and behind us, against a provider that works through a script. */
@Tag("PV-1401")
@EnabledOnOs({OS.LINUX, OS.MAC})
class ClaudeCodeIT {
    private static final List<String> ASK =
            List.of("-p", "Compare the two listings.", "--allowedTools", "Bash", "--model", "sonnet");

    @TempDir
    private Path folder;

    private ClientRig rig;

    @BeforeEach
    void prepare() throws Exception {
        rig = new ClientRig(folder, ClientPackages.cached().claude(), UnaryOperator.identity());
        rig.with("ANTHROPIC_BASE_URL", rig.upstream().url())
                .with("ANTHROPIC_API_KEY", "sk-ant-api03-nobodys")
                .with("DISABLE_TELEMETRY", "1")
                .with("DISABLE_AUTOUPDATER", "1")
                .with("DISABLE_ERROR_REPORTING", "1")
                .with("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
                .with("CLAUDE_CODE_MAX_RETRIES", "2");
    }

    @AfterEach
    void end() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    private Result direct() throws Exception {
        return rig.finish(rig.direct("claude", ASK));
    }

    private Result wrapped() throws Exception {
        return rig.finish(rig.wrapped("claude", ASK));
    }

    @Test
    @DisplayName("PV-606, PV-1403: a session with tools gives the same answer behind wrap, and asks for less")
    void answersTheSameBehindWrap() throws Exception {
        Result alone = direct();
        assertEquals(0, alone.status(), alone.toString());
        assertEquals(ClientRig.SENTENCE, alone.out().strip());
        List<ClientRequest> before = rig.upstream().take();

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        assertEquals(alone.err(), behind.err());
        List<ClientRequest> after = rig.upstream().take();
        ClientRig.expectSameWithLess(before, after);
        assertEquals("sk-ant-api03-nobodys", after.get(0).headers().get("x-api-key"));
        assertEquals(
                before.get(0).headers().get("anthropic-beta"),
                after.get(0).headers().get("anthropic-beta"));
    }

    @Test
    @DisplayName(
            "PV-601, PV-602: wired by its settings file, it goes through the installed proxy, and after remove past it")
    void goesThroughAnInstalledProxy() throws Exception {
        // The shell's variable leads past the proxy all the time: the file is stronger.
        Path settings = Files.createDirectories(rig.home().resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, "{\n  \"includeCoAuthoredBy\": false\n}\n");

        rig.expectThroughInstalledProxy("claude", settings, this::direct, outputs -> outputs);
    }

    @Test
    @DisplayName("PV-1402: the first piece of an answer is on the screen before the provider has sent the second")
    void streams() throws Exception {
        rig.upstream().hold();
        List<String> ask = new ArrayList<>(ASK);
        ask.addAll(List.of("--output-format", "stream-json", "--include-partial-messages", "--verbose"));
        Process claude = rig.wrapped("claude", ask)
                .redirectError(folder.resolve("err").toFile())
                .start();
        claude.getOutputStream().close();
        AtomicBoolean early = new AtomicBoolean();
        int pieces = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(claude.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("text_delta")) {
                    pieces++;
                    early.set(true);
                    rig.upstream().goOn();
                }
            }
        }

        assertTrue(claude.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, claude.exitValue(), ClientRig.soFar(folder.resolve("err")));
        assertTrue(early.get(), "a first piece");
        assertEquals(3, pieces);
    }

    @Test
    @LongLane
    @DisplayName("PV-1402: what a provider refuses, it says in the same words and with the same exit code behind us")
    void passesRefusalsOn() throws Exception {
        rig.with("CLAUDE_CODE_MAX_RETRIES", "1");
        for (Refusal refusal : List.of(
                new Refusal(
                        400,
                        Map.of(),
                        error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")),
                new Refusal(401, Map.of(), error("authentication_error", "invalid x-api-key")),
                new Refusal(
                        429, Map.of("retry-after", "0"), error("rate_limit_error", "Slow down, n\u00e4\u00efve one.")),
                new Refusal(529, Map.of("x-should-retry", "false"), error("overloaded_error", "Overloaded")))) {
            rig.upstream().refuse(refusal);

            Result alone = direct();
            int asked = rig.upstream().take().size();
            Result behind = wrapped();

            assertNotEquals(0, alone.status(), refusal.toString());
            assertEquals(alone.status(), behind.status(), refusal.toString());
            assertEquals(ports(alone), ports(behind), refusal.toString());
            assertEquals(asked, rig.upstream().take().size(), "no retry is lost or added: " + refusal);
        }
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_script\"}";
    }

    /** Messages name the address that was asked. */
    private static String ports(Result result) {
        return result.toString().replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS");
    }

    @Test
    @LongLane
    @DisplayName("PV-1402: a connection that breaks in the middle of an answer is made good as without us")
    void survivesACut() throws Exception {
        rig.upstream().cut(1);
        Result alone = direct();
        List<ClientRequest> before = rig.upstream().take();
        rig.upstream().cut(1);

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        assertEquals(
                before.stream().map(ClientRequest::streams).toList(),
                rig.upstream().take().stream().map(ClientRequest::streams).toList());
    }

    @Test
    @LongLane
    @DisplayName("PV-1402: a login's token goes on as it came, without a key beside it")
    void worksWithALogin() throws Exception {
        rig.without("ANTHROPIC_API_KEY").with("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-nobodys");

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(ClientRig.SENTENCE, behind.out().strip());
        for (ClientRequest request : rig.upstream().take()) {
            assertEquals("Bearer sk-ant-oat01-nobodys", request.headers().get("authorization"));
            assertFalse(request.headers().containsKey("x-api-key"));
            assertTrue(request.headers().get("anthropic-beta").contains("oauth-"), request.headers()::toString);
        }
    }

    @Test
    @LongLane
    @DisplayName("PV-206: an HTTP proxy in the environment, even a dead one, does not come between the tool and us")
    void passesByAnHttpProxy() throws Exception {
        for (String name : List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY")) {
            rig.with(name, "http://127.0.0.1:1");
        }

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(ClientRig.SENTENCE, behind.out().strip());
    }

    @Test
    @LongLane
    @DisplayName("PV-907: a proxy that dies between two turns is back before the tool gives up")
    void survivesADeadProxy() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        rig.with("CLAUDE_CODE_MAX_RETRIES", "10").upstream().beforeTurn(turn -> {
            if (turn == 1 && once.compareAndSet(false, true)) {
                rig.killProxy();
            }
        });

        Result behind = wrapped();

        assertTrue(once.get());
        assertEquals(0, behind.status(), behind.toString());
        assertEquals(ClientRig.SENTENCE, behind.out().strip());
    }
}
