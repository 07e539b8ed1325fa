package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Retrieval;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom doctor}: every fault turns exactly its check. The ones that need a real proxy are in {@code UnwrapDoctorIT}. */
@Tag("PV-1105")
@EnabledOnOs({OS.LINUX, OS.MAC})
class DoctorTest {
    private static final Pattern CHECK = Pattern.compile("\"name\" : \"([^\"]+)\",\\s+\"status\" : \"([^\"]+)\"");

    @TempDir
    private Path home;

    private Path workspace;
    private TestConsole console;

    @BeforeEach
    void makeMachine() throws IOException {
        workspace = home.resolve("workspace");
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String name : new String[] {"headroom", "claude", "codex"}) {
            Path program = bin.resolve(name);
            Files.writeString(program, "#!/bin/sh\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        console = new TestConsole(workspace)
                .with("HOME", home.toString())
                .with("PATH", bin + ":/usr/bin:/bin")
                .with("HEADROOM_PORT", String.valueOf(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** The checks that are neither as they should be nor about nothing. */
    private Map<String, String> troubles(String... options) {
        String[] line = new String[options.length + 2];
        line[0] = "doctor";
        line[1] = "--json";
        System.arraycopy(options, 0, line, 2, options.length);
        int status = console.run(line);
        Map<String, String> found = new TreeMap<>();
        Matcher checks = CHECK.matcher(console.out());
        while (checks.find()) {
            if (!checks.group(2).equals("ok") && !checks.group(2).equals("skip")) {
                found.put(checks.group(1), checks.group(2));
            }
        }
        int expected = found.containsValue("fail") ? 2 : found.isEmpty() ? 0 : 1;
        assertEquals(expected, status, () -> console.out() + console.err());
        return found;
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        for (Path folder = path.getParent(); folder.startsWith(home); folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void manifest(String profile, int port, String more) throws IOException {
        write(
                "workspace/deploy/" + profile + "/manifest.json",
                "{\"schema_version\": 1, \"profile\": \"" + profile + "\", \"state\": \"paused\", \"port\": " + port
                        + ", \"changes\": [], \"version\": \"" + io.headroom.cli.console.Version.number() + "\"" + more
                        + "}\n");
    }

    @Test
    @DisplayName("PV-1101: with nothing installed there is nothing wrong, and nothing is written")
    void isContentWithNothing() {
        assertEquals(Map.of(), troubles());
        assertFalse(Files.exists(workspace));
    }

    @Test
    @DisplayName("launcher: what is left out names a command that is not on PATH")
    void missesTheCommand() throws IOException {
        Files.delete(home.resolve("bin/headroom"));

        assertEquals(Map.of("launcher", "warn"), troubles());
        assertTrue(console.out().contains("export PATH="), console.out());
    }

    @Test
    @DisplayName("launcher: the recorded command or runtime is gone")
    void missesTheRecordedCommand() throws IOException {
        manifest("default", freePort(), ", \"launcher\": \"/gone/headroom\"");

        assertEquals(Map.of("launcher", "fail"), troubles());
        assertTrue(console.out().contains("/gone/headroom is gone"), console.out());
    }

    @Test
    @DisplayName("workspace: a file with secrets that others can read; --fix tightens it (PV-1102)")
    void findsAndTightensModes() throws IOException {
        manifest("default", freePort(), "");
        write("workspace/deploy/default/env", "A=1\n");
        Path env = workspace.resolve("deploy/default/env");
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals(Map.of("workspace", "warn"), troubles());
        assertEquals(Map.of(), troubles("--fix", "--yes"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(env)));
    }

    @Test
    @DisplayName("workspace: a damaged database")
    void findsADamagedDatabase() throws IOException {
        write("workspace/headroom.db", "this is no database at all");

        assertEquals(Map.of("workspace", "fail"), troubles());
    }

    @Test
    @DisplayName("profiles: a damaged manifest is told with its place, and keeps no other check from working")
    void findsADamagedManifest() throws IOException {
        write("workspace/deploy/office/manifest.json", "{\n  \"port\": }\n");

        assertEquals(Map.of("profiles", "fail"), troubles());
        assertTrue(console.out().contains("line 2"), console.out());
    }

    @Test
    @DisplayName("P9, proxy: a stranger on the port that answers with 200 is not Headroom")
    void findsAStranger() throws IOException {
        HttpServer stranger = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        stranger.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"healthy\",\"ready\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        stranger.start();
        try {
            String port = String.valueOf(stranger.getAddress().getPort());

            assertEquals(Map.of("proxy", "fail"), troubles("--port", port));
            assertTrue(console.out().contains("which is not Headroom"), console.out());
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    @DisplayName("proxy: a profile that should run and does not")
    void findsAProfileThatDoesNotRun() throws IOException {
        int port = freePort();
        manifest("default", port, "");
        Path file = workspace.resolve("deploy/default/manifest.json");
        Files.writeString(file, Files.readString(file).replace("paused", "active"));

        assertEquals(Map.of("proxy", "fail"), troubles("--port", String.valueOf(port)));
        assertTrue(console.out().contains("headroom install start"), console.out());
    }

    @Test
    @DisplayName("PV-1106, routing: an address of this machine where nobody answers, and that no record names")
    void findsADeadAddress() throws IOException {
        int port = freePort();
        write(
                ".claude/settings.json",
                "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://localhost:" + port + "\"\n  }\n}\n");
        byte[] before = Files.readAllBytes(home.resolve(".claude/settings.json"));

        assertEquals(Map.of("routing:claude", "fail"), troubles());
        assertTrue(console.out().contains("points to port " + port + " where nothing answers"), console.out());
        assertTrue(console.out().contains("\"line\" : 3"), console.out());
        troubles("--fix", "--yes");
        org.junit.jupiter.api.Assertions.assertArrayEquals(
                before, Files.readAllBytes(home.resolve(".claude/settings.json")));
    }

    @Test
    @DisplayName("routing: a settings file that the tool drops is told with its line; nobody's key is shown")
    void findsABrokenFile() throws IOException {
        write(".claude/settings.json", "{\n  \"env\": { \"ANTHROPIC_API_KEY\": \"sk-secret\" },\n  // no\n}\n");

        assertEquals(Map.of("routing:claude", "fail"), troubles());
        assertTrue(console.out().contains("\"line\" : 3"), console.out());
        assertFalse(console.out().contains("sk-secret"), console.out());
    }

    @Test
    @DisplayName("auth: a provider of Codex that sends no credential")
    void findsAMissingCredential() throws IOException {
        write(
                ".codex/config.toml",
                "model_provider = \"mine\"\n\n[model_providers.mine]\nname = \"mine\"\n"
                        + "base_url = \"https://llm.example/v1\"\n");

        assertEquals(Map.of("auth:codex", "fail"), troubles());
        assertTrue(console.out().contains("requires_openai_auth"), console.out());
    }

    @Test
    @DisplayName("features: a switch of the tool that costs tokens")
    void findsASwitch() throws IOException {
        write(".claude/settings.json", "{\"env\": {\"ENABLE_TOOL_SEARCH\": \"false\"}}\n");

        assertEquals(Map.of("features:claude", "warn"), troubles());
    }

    @Test
    @DisplayName("shell: this shell is older than the wiring")
    void findsAnOldShell() throws IOException {
        manifest(
                "default",
                freePort(),
                ", \"tool_envs\": {\"aider\": {\"OPENAI_API_BASE\": \"http://127.0.0.1:1/v1\"}}");
        write("workspace/deploy/default/wired", "");

        assertEquals(Map.of("shell", "warn"), troubles());
        assertTrue(console.out().contains("exec \\\"$SHELL\\\""), console.out());
    }

    @Test
    @DisplayName("PV-206, environment: an HTTP proxy that would get what is meant for this machine")
    void findsAnHttpProxy() {
        console.with("HTTP_PROXY", "http://192.0.2.1:3128");

        assertEquals(Map.of("environment", "fail"), troubles());
        assertTrue(console.out().contains("export NO_PROXY=127.0.0.1,localhost,::1"), console.out());
    }

    @Test
    @DisplayName("environment: an upstream that is Headroom itself")
    void findsALoop() throws IOException {
        int port = freePort();
        manifest("default", port, "");
        console.with("ANTHROPIC_TARGET_API_URL", "http://localhost:" + port + "/");

        assertEquals(Map.of("environment", "fail"), troubles());
    }

    @Test
    @DisplayName("PV-1102, leftovers: what dead processes left goes with --fix, after a question")
    void findsAndRemovesLeftovers() throws IOException {
        write("workspace/run/wrap-run-999999999/settings.json", "{}");
        write("workspace/run/wrap-1.settings", "gone");

        assertEquals(Map.of("leftovers", "warn"), troubles());
        assertEquals(Map.of("leftovers", "warn"), troubles("--fix"));
        assertTrue(console.err().contains("[y/N]"), console.err());
        assertEquals(Map.of(), troubles("--fix", "--yes"));
        assertFalse(Files.exists(workspace.resolve("run/wrap-run-999999999")));
        Path aside = workspace.resolve("deploy/kept/doctor");
        assertEquals("{}", Files.readString(aside.resolve("1-wrap-run-999999999/settings.json")));
        assertEquals("gone", Files.readString(aside.resolve("1-wrap-1.settings")));
    }

    @Test
    @DisplayName("retrieval: what was left out can be had back, or the store cannot be read")
    void triesTheWayBack() throws IOException {
        Path database = workspace.resolve("headroom.db");
        Files.createDirectories(workspace);
        try (Stores stores = Stores.sqlite(database)) {
            assertTrue(new Retrieval(stores.originals())
                    .keep("an original", Optional.empty(), Duration.ofSeconds(20))
                    .isPresent());
        }
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Map.of(), troubles());
        assertTrue(console.out().contains("what was left out can be had back"), console.out());

        console.with("HEADROOM_STORE_URL", "jdbc:postgresql://127.0.0.1:" + freePort() + "/headroom?password=secret");

        assertEquals(Map.of("retrieval", "fail"), troubles());
        assertFalse(console.out().contains("secret"), console.out());
    }

    @Test
    @DisplayName("PV-1101: a damaged database is told and left as it is")
    void leavesADamagedDatabase() throws IOException {
        Path database = workspace.resolve("headroom.db");
        write("workspace/headroom.db", "SQLite format 3\0" + "x".repeat(4_000));

        assertEquals(Map.of("workspace", "fail"), troubles());

        assertEquals("SQLite format 3\0" + "x".repeat(4_000), Files.readString(database));
    }

    @Test
    @DisplayName(
            "end-to-end: with --probe a request goes through a proxy with the settings that are there, or these are wrong")
    void sendsARequestThrough() throws IOException {
        // Without this, the provider itself would be asked.
        console.with("HTTP_PROXY", "http://192.0.2.1:3128").with("NO_PROXY", "127.0.0.1,localhost,::1");
        assertEquals(Map.of(), troubles("--probe"));
        assertTrue(console.out().contains("arrives byte for byte"), console.out());

        write("workspace/config/headroom.toml", "[compression]\nmode = \"nonsense\"\n");

        assertEquals(Map.of("end-to-end", "fail", "retrieval", "fail"), troubles("--probe"));
    }

    @Test
    @DisplayName("auth:copilot: sent to a provider of one's own without a key")
    void missesTheKeyOfCopilot() throws IOException {
        write("bin/copilot", "#!/bin/sh\n");
        Files.setPosixFilePermissions(home.resolve("bin/copilot"), PosixFilePermissions.fromString("rwx------"));
        assertEquals(Map.of(), troubles());
        console.with("COPILOT_PROVIDER_BASE_URL", "https://llm.example/v1");

        assertEquals(Map.of("auth:copilot", "fail"), troubles());
        assertTrue(console.out().contains("export COPILOT_PROVIDER_API_KEY="), console.out());
    }

    @Test
    @DisplayName("PV-1105: ten faults at once turn ten checks")
    void findsTenAtOnce() throws IOException {
        findsALoop();
        Files.delete(home.resolve("bin/headroom"));
        write("workspace/headroom.db", "this is no database at all");
        write("workspace/deploy/office/manifest.json", "{");
        manifest(
                "default",
                freePort(),
                ", \"tool_envs\": {\"aider\": {\"OPENAI_API_BASE\": \"http://127.0.0.1:1/v1\"}}");
        Path file = workspace.resolve("deploy/default/manifest.json");
        Files.writeString(file, Files.readString(file).replace("paused", "active"));
        write("workspace/deploy/default/wired", "");
        write("workspace/run/wrap-1.settings", "gone");
        write(
                ".claude/settings.json",
                "{\"env\": {\"ENABLE_TOOL_SEARCH\": \"false\", \"ANTHROPIC_BASE_URL\": \"http://127.0.0.1:" + freePort()
                        + "\"}}\n");
        write(
                ".codex/config.toml",
                "model_provider = \"mine\"\n\n[model_providers.mine]\nname = \"mine\"\n"
                        + "base_url = \"https://llm.example/v1\"\n");
        console.with("HTTP_PROXY", "http://192.0.2.1:3128");

        assertEquals(
                java.util.Set.of(
                        "launcher",
                        "workspace",
                        "profiles",
                        "proxy",
                        "routing:claude",
                        "features:claude",
                        "auth:codex",
                        "shell",
                        "environment",
                        "leftovers"),
                troubles("--port", String.valueOf(defaultPort())).keySet());
    }

    private int defaultPort() throws IOException {
        Matcher port = Pattern.compile("\"port\": ([0-9]+)")
                .matcher(Files.readString(workspace.resolve("deploy/default/manifest.json")));
        assertTrue(port.find());
        return Integer.parseInt(port.group(1));
    }

    @Test
    @DisplayName("PV-1103: in a wrapped tool the missing wiring of files is no fault; a proxy that is gone is one")
    void judgesAWrappedToolByItself() throws IOException {
        int port = freePort();
        console.with("HEADROOM_WRAPPED", String.valueOf(port)).with("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port);

        Map<String, String> found = troubles("claude");

        assertEquals("fail", found.get("proxy"), found.toString());
        assertTrue(console.out().contains("this runs behind a proxy on port " + port), console.out());
    }

    @Test
    @DisplayName("PV-106, PV-201: --capabilities shows every tool, or one")
    void showsCapabilities() {
        assertEquals(0, console.run("doctor", "--capabilities"));
        assertTrue(console.out().contains("claude") && console.out().contains("openclaw"), console.out());

        assertEquals(0, console.run("doctor", "--capabilities", "--json", "claude-code"));
        assertTrue(console.out().contains("\"tool\" : \"claude\""), console.out());
        assertFalse(console.out().contains("openclaw"), console.out());
    }

    @Test
    @DisplayName("PV-1101: for people one line for each check, with what to do below it; an unknown tool is a mistake")
    void speaksToPeople() {
        console.with("HTTP_PROXY", "http://192.0.2.1:3128");

        assertEquals(2, console.run("doctor"));
        assertTrue(
                console.out().matches("(?s).*\\nfail  environment +an HTTP proxy .*\\n +→ export NO_PROXY=.*"),
                console.out());
        assertEquals(2, console.run("doctor", "clod"));
        assertTrue(console.err().contains("Unknown tool 'clod'. Known: aider, claude"), console.err());
    }
}
