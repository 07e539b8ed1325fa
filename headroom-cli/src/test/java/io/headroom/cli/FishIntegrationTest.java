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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code headroom shell-integration fish} prints, in a real fish with real servers. */
@Tag("PV-506")
@EnabledOnOs({OS.LINUX, OS.MAC})
class FishIntegrationTest {
    private static final String HEADROOM = "{\"service\":\"headroom-proxy\",\"alive\":true}";
    private static final String STRANGER = "{\"status\":\"ok\"}";
    private static final String OWN = "https://llm.example";
    private static final String TELL = "; printf 'MARK%s:%s\\n' $status (set -q ANTHROPIC_BASE_URL; and echo"
            + " $ANTHROPIC_BASE_URL; or echo unset); functions -a | string match '_headroom*'; env | string match '*LOADED*'";

    @TempDir
    private Path home;

    private Path script;

    @BeforeEach
    void printScript() throws Exception {
        for (String needed : List.of("fish", "curl")) {
            boolean there = new ProcessBuilder("sh", "-c", "command -v " + needed)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            assumeTrue(there, "no " + needed + " here");
        }
        TestConsole console = new TestConsole(home.resolve("workspace"));
        assertEquals(0, console.run("shell-integration", "fish"));
        script = Files.writeString(home.resolve("it's integration.fish"), console.out());
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

    private Shell fish(String option, Map<String, String> environment) throws Exception {
        List<String> words = new ArrayList<>(List.of("fish", "--no-config"));
        if (!option.isEmpty()) {
            words.add(option);
        }
        words.addAll(List.of("-c", "source $SCRIPT" + TELL));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("HEADROOM_.*|ANTHROPIC_.*|.*_PROXY|.*_proxy"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(), "SCRIPT", script.toString(), "TERM", "dumb", "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "fish does not end");
        return new Shell(Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }

    private record Shell(String out, String err) {}

    @Test
    @DisplayName(
            "PV-506: what answers as Headroom is exported in silence; no name but the guard's stays, and that is not exported")
    void exportsWhatAnswers() throws Exception {
        HttpServer proxy = listen(HEADROOM);
        try {
            int port = proxy.getAddress().getPort();
            Map<String, String> environment = Map.of("HEADROOM_PROXY_PORT", "" + port, "HEADROOM_PORT", "1");

            assertEquals(new Shell("MARK0:http://localhost:" + port + "\n", ""), fish("", environment));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    @DisplayName("PV-506: an address of the user's own stays, and an interactive shell says so")
    void keepsTheUsersOwn() throws Exception {
        HttpServer proxy = listen(HEADROOM);
        try {
            Shell shell =
                    fish("-i", Map.of("HEADROOM_PORT", "" + proxy.getAddress().getPort(), "ANTHROPIC_BASE_URL", OWN));

            assertEquals("MARK0:" + OWN + "\n", shell.out());
            assertTrue(shell.err().contains("⚠ ANTHROPIC_BASE_URL has an address of your own"), shell.err());
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    @DisplayName("PV-506: an address of a Headroom that is gone is unset, whether somebody else answers or nobody")
    void unsetsADeadAddress() throws Exception {
        HttpServer stranger = listen(STRANGER);
        try {
            int port = stranger.getAddress().getPort();
            int silent = freePort();

            Shell other =
                    fish("-i", Map.of("HEADROOM_PORT", "" + port, "ANTHROPIC_BASE_URL", "http://localhost:" + port));
            Shell nobody =
                    fish("", Map.of("HEADROOM_PORT", "" + silent, "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + silent));
            Shell elsewhere =
                    fish("", Map.of("HEADROOM_PORT", "" + silent, "ANTHROPIC_BASE_URL", "http://localhost:" + port));

            assertEquals("MARK0:unset\n", other.out());
            assertTrue(other.err().contains("⚠ Port " + port + " answers, but not as Headroom."), other.err());
            assertEquals(new Shell("MARK0:unset\n", ""), nobody);
            assertEquals(new Shell("MARK0:http://localhost:" + port + "\n", ""), elsewhere);
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    @DisplayName("PV-506: on Linux the unit of the profile with this port is started, unless it was stopped on purpose")
    void startsTheUnit() throws Exception {
        int port = freePort();
        Path profile = Files.createDirectories(home.resolve(".headroom/deploy/work"));
        Files.writeString(profile.resolve("manifest.json"), "{\n  \"port\": " + port + ",\n}\n");
        Path asked = home.resolve("asked");
        WrapBench.script(home.resolve("bin/systemctl"), "#!/bin/sh\necho \"$*\" >>'" + asked + "'\n");
        Map<String, String> environment =
                Map.of("HEADROOM_PROXY_PORT", "" + port, "PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        assumeTrue(System.getProperty("os.name").equals("Linux"));

        Files.createFile(profile.resolve("paused"));
        fish("", environment);
        assertFalse(Files.exists(asked));
        Files.delete(profile.resolve("paused"));
        Shell shell = fish("", environment);

        assertEquals(new Shell("MARK0:unset\n", ""), shell);
        assertEquals(
                List.of("--user -q is-enabled headroom-work.service", "--user start --no-block headroom-work.service"),
                Files.readAllLines(asked));
    }
}
