package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running proxy that is told to read its file again. */
class ReloadTest {
    private static final byte[] CALL = MockUpstream.bytes("{\"model\":\"m\",\"messages\":[]}");
    private static final String SECRET = "a-secret-that-nobody-may-see";

    @TempDir
    private Path workspace;

    private MockUpstream upstream;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
        file = workspace.resolve("headroom.toml");
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private void write(String more) throws IOException {
        Files.writeString(file, more + "\n[upstream.anthropic]\nurl = \"" + upstream.uri() + "\"\n");
    }

    private ProxySettings read() {
        return new SettingsResolver(Map.of("port", "0"), Map.of(), Optional.of(file), Optional.of(workspace))
                .resolve()
                .settings();
    }

    private HeadroomProxy proxy() throws ProxyStartException {
        return HeadroomProxy.builder().settings(read()).reloadFrom(this::read).start();
    }

    private static RawClient client(HeadroomProxy proxy) throws IOException {
        return new RawClient(
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort()));
    }

    private static int call(HeadroomProxy proxy) throws IOException {
        try (RawClient client = client(proxy)) {
            return client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL)
                    .response()
                    .status();
        }
    }

    @Test
    @DisplayName("PX-303: limits apply at once, other changes are listed and wait for a restart")
    void appliesWhatCanBeApplied() throws Exception {
        write("");
        try (HeadroomProxy proxy = proxy()) {
            int before = call(proxy);
            write("[proxy]\nmax-body-bytes = 10\ndrain-seconds = 5\n[compression]\nmode = \"lossless\"");

            ReloadReport report = proxy.reload();
            int after = call(proxy);
            ReloadReport again = proxy.reload();

            assertEquals(200, before);
            assertEquals(413, after);
            assertEquals(
                    List.of("proxy.max-body-bytes = 10 (was 0)", "proxy.drain-seconds = 5 (was 30)"),
                    report.applied().stream()
                            .map(ReloadReport.Change::toString)
                            .sorted(java.util.Comparator.reverseOrder())
                            .toList());
            assertEquals(
                    List.of("compression.mode = lossless (was balanced)"),
                    report.needsRestart().stream()
                            .map(ReloadReport.Change::toString)
                            .toList());
            assertEquals(Duration.ofSeconds(5), proxy.settings().proxy().drain());
            assertEquals("balanced", proxy.settings().compression().mode().key());
            assertEquals(List.of(), again.applied());
            assertEquals(report.needsRestart(), again.needsRestart(), "what needs a restart is still needed");
        }
    }

    @Test
    @DisplayName("PX-303: a bad file changes nothing and says where and why")
    void refusesABadFile() throws Exception {
        write("");
        try (HeadroomProxy proxy = proxy()) {
            write("[proxy]\nmax-body-bytes = 10\nport = \"many\"\n[log]\nlevel = \"loud\"");

            // The port is given by a flag, so its line is not looked at.
            ReloadReport report = proxy.reload();

            assertEquals(1, report.faults().size(), report.faults().toString());
            assertTrue(
                    report.faults().get(0).startsWith("headroom.toml:5: log.level = loud: "),
                    report.faults().get(0));
            assertEquals(List.of(), report.applied());
            assertEquals(200, call(proxy));
            Files.delete(file);
            assertTrue(proxy.reload().faults().get(0).contains("there is no such file"));
        }
    }

    @Test
    @DisplayName("PX-303: POST /admin/reload answers what changed, and the log tells it, without secrets")
    void reloadsByAdministration() throws Exception {
        write("[proxy]\ntoken = \"" + SECRET + "-1\"\n[plugins.x]\nkey = \"" + SECRET + "\"");
        try (HeadroomProxy proxy = proxy();
                RawClient client = client(proxy)) {
            int port = proxy.baseUri().getPort();
            String key =
                    RunFile.read(RunFile.path(workspace, port)).orElseThrow().key();
            String admin = "X-Headroom-Admin: " + key + "\r\n";
            write("[proxy]\nlimit-concurrency = 7\ntoken = \"" + SECRET + "-2\"\n[log]\nlevel = \"debug\"");

            Received good =
                    client.request("POST", "/admin/reload", admin, new byte[0]).response();
            Received config = client.request("GET", "/admin/config", admin).response();
            Files.writeString(file, "[proxy");
            Received bad =
                    client.request("POST", "/admin/reload", admin, new byte[0]).response();
            Received stranger =
                    client.request("POST", "/admin/reload", "", new byte[0]).response();

            assertEquals(200, good.status(), good.text());
            assertTrue(
                    good.text().contains("{\"key\":\"proxy.limit-concurrency\",\"before\":\"4096\",\"after\":\"7\"}"),
                    good.text());
            assertTrue(
                    good.text().contains("\"needs_restart\":[{\"key\":\"proxy.token\",\"before\":\"***\""),
                    good.text());
            assertTrue(good.text().contains("plugins.x.key"), good.text());
            assertTrue(config.text().contains("\"log.level\":{\"value\":\"debug\""), config.text());
            assertEquals(422, bad.status(), bad.text());
            assertTrue(bad.text().contains("headroom.toml:1"), bad.text());
            assertEquals(404, stranger.status());
            assertFalse((good.text() + config.text()).contains(SECRET), good.text());
            Await.until("the log tells it", () -> log().contains("reload_refused"));
            assertTrue(log().contains("\"setting\":\"proxy.limit-concurrency\""), log());
            assertTrue(log().contains("\"event\":\"setting_needs_restart\""), log());
            assertFalse(log().contains(SECRET), log());
        }
    }

    @Test
    @DisplayName("PX-303: a proxy without a file says so")
    void saysThatItHasNoFile() throws Exception {
        try (HeadroomProxy proxy =
                HeadroomProxy.builder().bind("127.0.0.1", 0).stateless().start()) {
            assertTrue(proxy.reload().faults().get(0).contains("fixed settings"));
        }
    }

    @Test
    @DisplayName("PX-303: a new token in the same file needs a restart")
    void noticesANewToken() throws Exception {
        Path token = workspace.resolve("token");
        Files.writeString(token, SECRET + "-1");
        write("[proxy]\ntoken-file = \"" + token.toString().replace("\\", "/") + "\"");
        try (HeadroomProxy proxy = proxy()) {
            Files.writeString(token, SECRET + "-2");

            assertEquals(
                    List.of("needs a restart: proxy.token-file = *** (was ***)"),
                    proxy.reload().lines());
        }
    }

    private String log() {
        try {
            return Files.readString(workspace.resolve("logs").resolve("proxy.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
