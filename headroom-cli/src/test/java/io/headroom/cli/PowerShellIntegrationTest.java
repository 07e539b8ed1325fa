package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code headroom shell-integration powershell} prints: its form everywhere, and what it does where there is a PowerShell. */
@Tag("PV-506")
class PowerShellIntegrationTest {
    private static final String TELL = "; [Console]::Out.WriteLine(\"MARK$?:$env:ANTHROPIC_BASE_URL\");"
            + " Get-Command -CommandType Function Say, Ask, Look -ErrorAction Ignore | ForEach-Object Name;"
            + " Get-ChildItem Env: | Where-Object Name -like '*LOADED*' | ForEach-Object Name";

    @TempDir
    private Path home;

    private String script;

    @BeforeEach
    void printScript() {
        TestConsole console = new TestConsole(home.resolve("workspace"));
        assertEquals(0, console.run("shell-integration", "powershell"));
        script = console.out();
    }

    @Test
    @DisplayName("PV-506: Windows PowerShell 5.1 can read it: ASCII, and no word of a later version; all in one block")
    void suitsEveryVersion() {
        assertTrue(script.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), script);
        for (String later : List.of("??", "?.", " && ", " || ", "-NoProxy", "-Parallel", "clean {")) {
            assertFalse(script.contains(later), later);
        }
        List<String> code = script.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '#')
                .toList();
        assertEquals(List.of("& {", "}"), code);
    }

    @Test
    @DisplayName(
            "PV-506: in a real PowerShell, what answers as Headroom is exported in silence, and nothing else stays")
    void exportsWhatAnswers() throws Exception {
        HttpServer proxy = listen("{\"service\":\"headroom-proxy\",\"alive\":true}");
        try {
            int port = proxy.getAddress().getPort();

            assertEquals(
                    "MARKTrue:http://localhost:" + port + "\n",
                    powerShell(Map.of("HEADROOM_PROXY_PORT", "" + port, "HEADROOM_PORT", "1")));
            assertEquals(
                    "MARKTrue:https://llm.example\n",
                    powerShell(Map.of("HEADROOM_PORT", "" + port, "ANTHROPIC_BASE_URL", "https://llm.example")));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    @DisplayName(
            "PV-506: in a real PowerShell, an address of a Headroom that is gone is unset, and a stranger's is kept")
    void unsetsADeadAddress() throws Exception {
        HttpServer stranger = listen("{\"status\":\"ok\"}");
        try {
            int port = stranger.getAddress().getPort();
            int silent = freePort();

            assertEquals("MARKTrue:\n", powerShell(ours(port, port)));
            assertEquals("MARKTrue:\n", powerShell(ours(silent, silent)));
            assertEquals("MARKTrue:http://localhost:" + port + "\n", powerShell(ours(silent, port)));
        } finally {
            stranger.stop(0);
        }
    }

    private static Map<String, String> ours(int port, int inAddress) {
        return Map.of("HEADROOM_PORT", "" + port, "ANTHROPIC_BASE_URL", "http://localhost:" + inAddress);
    }

    private String powerShell(Map<String, String> environment) throws Exception {
        Path file = Files.writeString(home.resolve("it's integration.ps1"), script);
        ProcessBuilder builder = new ProcessBuilder("pwsh", "-NoLogo", "-NoProfile", "-Command", ". $env:SCRIPT" + TELL)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("HEADROOM_.*|ANTHROPIC_.*|.*_PROXY|.*_proxy"));
        builder.environment().putAll(Map.of("HOME", home.toString(), "SCRIPT", file.toString()));
        builder.environment().putAll(environment);
        Process process = start(builder);
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "PowerShell does not end");
        assertEquals("", Files.readString(home.resolve("err")));
        return Files.readString(home.resolve("out")).replace("\r", "");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            assumeTrue(false, "no pwsh here, so the script is not tried: " + missing.getMessage());
            throw new IllegalStateException(missing);
        }
    }

    private static HttpServer listen(String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/livez", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
