package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.RunFile;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P9, the half of health: an answer on the port proves nothing, only the proof of who knows the run file's key does. */
@DisplayName("P9, PX-1201 to PX-1204: health and identity")
class IdentityTest {
    private static final Pattern PROOF = Pattern.compile("\"proof\":\"([0-9a-f]{64})\"");

    @TempDir
    private Path workspace;

    @Test
    void aRunningProxyProvesWhoItIs() throws Exception {
        try (House house = new House(workspace, builder -> builder.set("proxy.profile", "work"))) {
            int port = house.proxy().baseUri().getPort();
            RunFile run = RunFile.read(RunFile.path(workspace, port)).orElseThrow();
            String challenge = ProxyIdentity.random(16);

            String health = health(port, challenge);

            assertTrue(health.contains("\"service\":\"headroom-proxy\""), health);
            assertTrue(health.contains("\"profile\":\"work\""), health);
            assertTrue(health.contains("\"instance\":\"" + run.identity().instance() + "\""), health);
            assertTrue(run.identity().proves(run.key(), challenge, proof(health)));
            assertFalse(run.identity().proves(run.key(), ProxyIdentity.random(16), proof(health)));
        }
    }

    @Test
    void aServerThatPassesTheChallengeOnIsNotTakenForTheProxy() throws Exception {
        try (House house = new House(workspace);
                MockUpstream foreign = MockUpstream.start()) {
            int port = house.proxy().baseUri().getPort();
            foreign.script((request, wire) -> wire.respond(
                    200,
                    "Content-Type: application/json\r\n",
                    House.utf8(health(port, request.header(ProxyIdentity.CHALLENGE_HEADER)))));
            RunFile run = RunFile.read(RunFile.path(workspace, port)).orElseThrow();
            String challenge = ProxyIdentity.random(16);

            String relayed = proof(health(foreign.port(), challenge));

            // Whoever asks on the foreign port wants a proof for that port.
            ProxyIdentity real = run.identity();
            ProxyIdentity expected = new ProxyIdentity(
                    real.instance(),
                    real.pid(),
                    real.started(),
                    real.host(),
                    foreign.port(),
                    real.profile(),
                    real.version());
            assertFalse(expected.proves(run.key(), challenge, relayed));
        }
    }

    @Test
    void everyStartIsAnotherInstanceAndTheRunFileGoesWithIt() throws Exception {
        Path file;
        RunFile first;
        try (House house = new House(workspace)) {
            file = RunFile.path(workspace, house.proxy().baseUri().getPort());
            first = RunFile.read(file).orElseThrow();
            house.restart();
            RunFile second = RunFile.read(
                            RunFile.path(workspace, house.proxy().baseUri().getPort()))
                    .orElseThrow();

            assertNotEquals(first.identity().instance(), second.identity().instance());
            assertNotEquals(first.key(), second.key());
        }
        assertFalse(Files.exists(file));
    }

    private static String health(int port, String challenge) throws IOException {
        try (RawClient client = new RawClient(new InetSocketAddress("127.0.0.1", port))) {
            Received answer = client.request(
                            "GET", "/health", ProxyIdentity.CHALLENGE_HEADER + ": " + challenge + "\r\n")
                    .response();
            assertEquals(200, answer.status());
            return answer.text();
        }
    }

    private static String proof(String health) {
        Matcher matcher = PROOF.matcher(health);
        assertTrue(matcher.find(), health);
        return matcher.group(1);
    }
}
