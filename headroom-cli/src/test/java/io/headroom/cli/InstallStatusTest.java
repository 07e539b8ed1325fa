package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes of {@code install status} and its relatives, by manifests that lie in a workspace elsewhere than at home. */
@Tag("D-605")
class InstallStatusTest {
    private static final String FAILURE = """
            {"at": "2026-01-05T08:00:00Z", "reason": "5 starts in a row failed; last: out of memory", "cause": "crashes", "count": 5}
            """;

    @TempDir
    private Path folder;

    private TestConsole console;
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        console = new TestConsole(folder.resolve("else/where"))
                .with("HOME", folder.resolve("home").toString())
                .with("http_proxy", "http://127.0.0.1:1")
                .with("HTTPS_PROXY", "http://127.0.0.1:1");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
    }

    @Test
    @DisplayName("D-605: no such profile is 4, a name that is none is 2")
    void noProfile() {
        assertEquals(4, console.run("install", "status"));
        assertEquals(
                "No profile 'default'. None is installed; 'headroom install apply' installs one.\n", console.err());
        assertEquals(2, console.run("install", "status", "--profile", "-x/y"));
    }

    @Test
    @DisplayName("D-602, D-605: stopped is 3, and says why and what to do")
    void stopped() throws IOException {
        manifest("paused");

        assertEquals(3, console.run("install", "status"));

        assertTrue(console.out().contains("Status:     stopped\nHealthy:    no\n"), console.out());
        assertTrue(console.out().contains("Reason:     stopped by 'headroom install stop'\n"), console.out());
        assertTrue(console.out().contains("Next:       headroom install start\n"), console.out());
    }

    @Test
    @DisplayName("D-602, D-605: given up is 5")
    void gaveUp() throws IOException {
        Files.writeString(manifest("active").resolveSibling("failure.json"), FAILURE);

        assertEquals(5, console.run("install", "status"));

        assertTrue(
                console.out().contains("Reason:     5 starts in a row failed; last: out of memory\n"), console.out());
    }

    @Test
    @DisplayName("D-401, D-605: a stranger that answers like a proxy is foreign and 5, whatever HTTP proxy is set")
    void foreign() throws IOException {
        manifest("active");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 8);
        server.createContext("/", exchange -> {
            byte[] body = "{\"service\":\"headroom-proxy\",\"status\":\"healthy\",\"ready\":true}".getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            assertEquals(5, console.run("install", "status"));
            assertTrue(console.out().contains("Identity:   foreign\n"), console.out());
            assertEquals(5, console.run("install", "status", "--json"));
            assertTrue(console.out().contains("\"status\" : \"foreign\""), console.out());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("D-603, D-605: a damaged manifest is 5 in status and a row in list; remove without a copy is 6")
    void damaged() throws IOException {
        Path manifest = manifest("active");
        Files.writeString(manifest, "{\"schema_version\": 1,");

        assertEquals(5, console.run("install", "status"));
        assertTrue(console.out().contains(manifest + " is damaged (line "), console.out());
        assertEquals(0, console.run("install", "list"));
        assertTrue(console.out().contains("damaged: "), console.out());
        assertEquals(6, console.run("install", "remove"));
        assertTrue(console.err().contains("Nothing was changed."), console.err());
    }

    @Test
    @DisplayName("D-304, D-605: a later version's manifest is shown and not changed: 6")
    void laterVersion() throws IOException {
        Path manifest = manifest("paused");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"schema_version\": 1", "\"schema_version\": 2"));

        assertEquals(3, console.run("install", "status"));
        for (String command : new String[] {"start", "stop", "restart", "remove"}) {
            assertEquals(6, console.run("install", command), command);
        }
    }

    private Path manifest(String state) throws IOException {
        Path file = Files.createDirectories(folder.resolve("else/where/deploy/default"))
                .resolve("manifest.json");
        Files.writeString(file, """
                {
                  "schema_version": 1,
                  "created_by": "headroom 9.9.9",
                  "profile": "default",
                  "preset": "persistent-service",
                  "supervisor_kind": "service",
                  "supervisor_id": "none-of-ours",
                  "scope": "provider",
                  "port": %d,
                  "state": "%s",
                  "changes": []
                }
                """.formatted(port, state));
        return file;
    }
}
