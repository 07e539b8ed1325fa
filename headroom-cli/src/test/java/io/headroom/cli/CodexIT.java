package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.cli.ScriptedUpstream.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Codex, by itself and behind us, against a provider that works through a script. */
@Tag("PV-1401")
@EnabledOnOs({OS.LINUX, OS.MAC})
class CodexIT {
    private static final List<String> ASK = List.of(
            "exec",
            "--skip-git-repo-check",
            "--dangerously-bypass-approvals-and-sandbox",
            "-m",
            "gpt-5.5",
            "Compare the two listings.");

    @TempDir
    private Path folder;

    private ClientRig rig;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        rig = new ClientRig(folder, ClientPackages.cached().codex(), CodexIT::decoded);
        config = Files.createDirectories(rig.home().resolve(".codex")).resolve("config.toml");
        configure("openai_base_url = \"" + rig.upstream().url() + "/v1\"\n");
        rig.with("CODEX_API_KEY", "sk-nobodys");
    }

    private String configure(String first) throws IOException {
        String text = first + "# mine\n[features]\nplugins = false\n\n[analytics]\nenabled = false\n";
        Files.writeString(config, text);
        return text;
    }

    @AfterEach
    void end() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    /** The JDK knows no zstd, and the program of that name is nearly everywhere. */
    private static InputStream decoded(InputStream body) {
        try {
            Path file = Files.createTempFile("body", ".zst");
            Files.write(file, body.readAllBytes());
            return new ProcessBuilder("zstd", "-dcf", file.toString()).start().getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result direct() throws Exception {
        return rig.finish(rig.direct("codex", ASK));
    }

    private Result wrapped() throws Exception {
        return rig.finish(rig.wrapped("codex", ASK));
    }

    @Test
    @DisplayName("PV-704, PV-705: a session with tools gives the same answer behind wrap, and asks for less")
    void answersTheSameBehindWrap() throws Exception {
        Result alone = direct();
        assertEquals(0, alone.status(), alone.toString());
        assertEquals(ClientRig.SENTENCE, alone.out().strip());
        List<ClientRequest> before = rig.upstream().take();
        String configured = Files.readString(config);

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        assertFalse(behind.err().contains("Reconnecting"), "a WebSocket is refused so that nobody tries again");
        List<ClientRequest> after = rig.upstream().take();
        ClientRig.expectSameWithLess(before, after);
        assertEquals("Bearer sk-nobodys", after.get(0).headers().get("authorization"));
        assertEquals(configured, Files.readString(config), "nothing is written for a run");
    }

    @Test
    @DisplayName("PV-701: wired by its config.toml, it goes through the installed proxy, and after remove past it")
    void goesThroughAnInstalledProxy() throws Exception {
        // The first output tells how long its command took.
        rig.expectThroughInstalledProxy(
                "codex", config, this::direct, outputs -> outputs.get(1).length());
    }

    @Test
    @LongLane
    @DisplayName("PV-1402: what a provider refuses, it says in the same words and with the same exit code behind us")
    void passesRefusalsOn() throws Exception {
        for (Refusal refusal : List.of(
                new Refusal(
                        400,
                        Map.of(),
                        "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"too na\u00efve\"}}"),
                new Refusal(401, Map.of(), "{\"error\":{\"type\":\"x\",\"message\":\"no such key\"}}"),
                new Refusal(
                        429, Map.of(), "{\"error\":{\"type\":\"requests\",\"message\":\"Rate limit reached.\"}}"))) {
            rig.upstream().refuse(refusal);

            Result alone = direct();
            int asked = rig.upstream().take().size();
            Result behind = wrapped();

            assertNotEquals(0, alone.status(), refusal.toString());
            assertEquals(alone.status(), behind.status(), refusal.toString());
            assertEquals(errors(alone), errors(behind), refusal.toString());
            assertEquals(asked, rig.upstream().take().size(), "no retry is lost or added: " + refusal);
        }
    }

    @Test
    @LongLane
    @DisplayName("PV-1402: a connection that breaks in the middle of an answer is made good as without us")
    void survivesACut() throws Exception {
        rig.upstream().cut(1);
        Result alone = direct();
        int asked = rig.upstream().take().size();
        rig.upstream().cut(1);

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        assertEquals(asked, rig.upstream().take().size());
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

    private static List<String> errors(Result result) {
        return result.err()
                .lines()
                .filter(line -> line.contains("ERROR"))
                .map(line -> line.replaceAll("127\\.0\\.0\\.1:[0-9]+|[0-9T:.-]{20,}Z", "…"))
                .toList();
    }

    @ParameterizedTest
    @LongLane
    @ValueSource(strings = {"/backend-api/codex", "/v1"})
    @DisplayName(
            "PX-311: with a login to ChatGPT its compressed bodies are read, and it goes to the user's own gateway")
    void worksWithALogin(String path) throws Exception {
        Assumptions.assumeTrue(hasZstd(), "no program zstd");
        rig.without("CODEX_API_KEY");
        configure("openai_base_url = \"" + rig.upstream().url() + path + "\"\n");
        String claims = "{\"exp\":4102444800,\"email\":\"a@example.com\",\"https://api.openai.com/auth\":"
                + "{\"chatgpt_account_id\":\"acc\",\"chatgpt_plan_type\":\"pro\",\"chatgpt_user_id\":\"u\"}}";
        String token = base64("{\"alg\":\"none\"}") + "." + base64(claims) + "." + base64("none");
        Files.writeString(
                config.resolveSibling("auth.json"),
                "{\"auth_mode\":\"chatgpt\",\"OPENAI_API_KEY\":null,\"tokens\":{\"id_token\":\"" + token
                        + "\",\"access_token\":\"" + token
                        + "\",\"refresh_token\":\"none\",\"account_id\":\"acc\"},\"last_refresh\":\"2099-01-01T00:00:00Z\"}");

        Result behind = wrapped();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(ClientRig.SENTENCE, behind.out().strip());
        List<ClientRequest> after = rig.upstream().take();
        assertEquals(path + "/responses", after.get(0).path());
        assertEquals("zstd", after.get(0).headers().get("content-encoding"), "nothing to shorten, nothing touched");
        assertEquals("acc", after.get(0).headers().get("chatgpt-account-id"));
        assertEquals(
                after.get(1).toolResults(), after.get(2).toolResults().subList(0, 1), "a prefix that can be cached");
        assertTrue(
                after.get(2).toolResults().get(1).length() < 12_000,
                after.get(2).toolResults().toString());
    }

    private static boolean hasZstd() {
        try {
            return new ProcessBuilder("zstd", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "headroom.exhaustive",
            matches = "true",
            disabledReason = "Claude Code shows the same in every build: -Dheadroom.exhaustive=true")
    @DisplayName("PV-907: a proxy that dies between two turns is back before the tool gives up")
    void survivesADeadProxy() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        rig.upstream().beforeTurn(turn -> {
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
