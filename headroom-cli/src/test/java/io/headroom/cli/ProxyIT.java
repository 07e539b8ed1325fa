package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom proxy} as a supervisor sees it: start line, health, signals and exit codes. */
class ProxyIT {
    @TempDir
    private Path home;

    private Distribution distribution;
    private Process running;
    private BufferedReader out;

    @BeforeEach
    void findDistribution() {
        distribution = Distribution.built(home);
    }

    @AfterEach
    void endProxy() throws InterruptedException {
        if (running != null) {
            running.destroyForcibly();
            assertTrue(running.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    @Tag("PX-203")
    @DisabledOnOs(OS.WINDOWS)
    void answersAndEndsWithZeroOnTerm() throws Exception {
        URI base = start("--port", "0");

        assertEquals(200, status(base.resolve("/livez")));
        running.destroy();

        assertTrue(running.waitFor(60, TimeUnit.SECONDS), "ends by itself");
        assertEquals(0, running.exitValue());
    }

    @Test
    @Tag("PX-206")
    void aTakenPortIsAMistakeOfConfiguration() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Result result = distribution.run("proxy", "--port", String.valueOf(socket.getLocalPort()));

            assertEquals(78, result.status(), result.toString());
            assertTrue(
                    result.err().contains("Address already in use: 127.0.0.1:" + socket.getLocalPort()),
                    result.toString());
            assertTrue(result.err().contains("--port"), "says what to do");
            assertFalse(result.err().contains("\tat "), result.toString());
        }
    }

    @Test
    @Tag("PX-206")
    void theHolderOfAPortIsNamedOnlyIfItProvesToBeOurs() throws Exception {
        URI base = start("--port", "0");

        Result result = distribution.run("proxy", "--port", String.valueOf(base.getPort()));

        assertEquals(78, result.status(), result.toString());
        assertTrue(result.err().contains("by a Headroom proxy with pid"), result.toString());
    }

    @Test
    @Tag("PX-302")
    void wrongSettingsAreAllNamedAtOnce() throws Exception {
        Path folder = Files.createDirectories(distribution.workspace().resolve("config"));
        Files.writeString(
                folder.resolve("headroom.toml"), "[proxy]\nport = \"many\"\n\n[compression]\nmode = \"fast\"\n");

        Result result = distribution.run("proxy");

        assertEquals(78, result.status(), result.toString());
        assertTrue(result.err().contains("proxy.port"), result.toString());
        assertTrue(result.err().contains("compression.mode"), result.toString());
        assertTrue(result.err().contains("headroom.toml:2"), result.toString());
    }

    @Test
    @Tag("PX-303")
    void settingsCanBeCheckedAndPrintedWithoutListening() throws Exception {
        assertEquals(0, distribution.run("proxy", "--check").status());
        assertEquals(78, distribution.run("proxy", "--check", "--port", "70000").status());

        Result printed = distribution.run("proxy", "--print-config", "--port", "9999");
        assertEquals(0, printed.status());
        assertTrue(
                printed.out().lines().anyMatch(line -> line.matches("proxy\\.port +9999 +flag --port")), printed.out());
    }

    @Test
    @Tag("PX-303")
    @DisabledOnOs(OS.WINDOWS)
    void readsItsFileAgainOnHup() throws Exception {
        Path folder = Files.createDirectories(distribution.workspace().resolve("config"));
        Path file = folder.resolve("headroom.toml");
        URI base = start("--port", "0");
        assertEquals(200, status(base.resolve("/livez")));

        Files.writeString(file, "[proxy]\nmax-body-bytes = 10\n\n[compression]\nmode = \"lossless\"\n");
        hangUp();
        assertEquals("headroom: changed: proxy.max-body-bytes = 10 (was 0)", out.readLine());
        assertEquals("headroom: needs a restart: compression.mode = lossless (was balanced)", out.readLine());

        Files.writeString(file, "[log]\nlevel = \"loud\"\n");
        hangUp();
        Path err = home.resolve("proxy.err");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!Files.readString(err).contains("headroom.toml:2: log.level = loud") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertTrue(Files.readString(err).contains("nothing was changed: headroom.toml:2"), Files.readString(err));
        assertEquals(200, status(base.resolve("/livez")));
    }

    private void hangUp() throws Exception {
        Process kill = new ProcessBuilder("kill", "-HUP", String.valueOf(running.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    private URI start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("proxy"));
        arguments.addAll(List.of(options));
        running = distribution
                .prepare(distribution.script(), arguments)
                .redirectError(home.resolve("proxy.err").toFile())
                .start();
        out = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertTrue(
                line != null && line.contains("http://"),
                () -> "no start line: " + line + " " + home.resolve("proxy.err"));
        return URI.create(line.replaceAll(".*(http://\\S+).*", "$1"));
    }

    private static int status(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(10_000);
        return connection.getResponseCode();
    }
}
