package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyIdentityTest {
    private static final String KEY = "00".repeat(32);
    private static final String CHALLENGE = "ab".repeat(16);

    @TempDir
    private Path workspace;

    private static ProxyIdentity identity(int port, String instance) {
        return new ProxyIdentity(
                instance, 42, Instant.parse("2026-01-02T03:04:05Z"), "127.0.0.1", port, Optional.of("work"), "0.1.0");
    }

    @Test
    @DisplayName("PX-1204: the proof is the HMAC of the five lines")
    void provesWhoItIs() {
        // python3: hmac.new(bytes(32), b"headroom-identity-1\n" + b"ab"*16 + b"\n127.0.0.1\n8787\nabc", "sha256")
        String expected = "42ac37a92b350803ce94b7840f3df2039e9b3ea4d9e622ed6a785064b37044ab";

        assertEquals(Optional.of(expected), identity(8787, "abc").proof(KEY, CHALLENGE));
        assertTrue(identity(8787, "abc").proves(KEY, CHALLENGE, expected));
    }

    @Test
    @DisplayName("PX-1204: another key, port, instance or challenge proves nothing")
    void refusesRelayedProofs() {
        ProxyIdentity real = identity(8787, "abc");
        String relayed = real.proof(KEY, CHALLENGE).orElseThrow();

        assertFalse(identity(8788, "abc").proves(KEY, CHALLENGE, relayed));
        assertFalse(identity(8787, "abd").proves(KEY, CHALLENGE, relayed));
        assertFalse(real.proves("01".repeat(32), CHALLENGE, relayed));
        assertFalse(real.proves(KEY, "ac".repeat(16), relayed));
        assertFalse(real.proves(KEY, CHALLENGE, ""));
    }

    @ParameterizedTest
    @DisplayName("PX-1204: a challenge has 32 to 128 hex digits")
    @ValueSource(
            strings = {
                "",
                "abcd",
                "zz",
                "0123456789abcdef0123456789abcde\n",
                "../../etc/passwd0123456789abcdef0123456789"
            })
    void ignoresWrongChallenges(String challenge) {
        assertEquals(Optional.empty(), identity(1, "a").proof(KEY, challenge));
        assertEquals(Optional.empty(), identity(1, "a").proof(KEY, "a".repeat(129)));
    }

    @Test
    @DisplayName("PX-1204: the run file is its owner's alone, and comes back as it was written")
    void keepsTheRunFilePrivate() throws IOException {
        RunFile file = new RunFile(identity(8787, ProxyIdentity.random(16)), ProxyIdentity.random(32));

        file.write(workspace);

        Path path = workspace.resolve("run").resolve("proxy-8787.json");
        assertEquals(Optional.of(file), RunFile.read(path));
        assertFalse(file.toString().contains(file.key()));
        assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"), "no file modes here");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
    }

    @Test
    @DisplayName("PX-1204: a stop removes its own run file, not its successor's")
    void removesOnlyItsOwnRunFile() throws IOException {
        RunFile first = new RunFile(identity(8787, ProxyIdentity.random(16)), ProxyIdentity.random(32));
        RunFile second = new RunFile(identity(8787, ProxyIdentity.random(16)), ProxyIdentity.random(32));
        assertNotEquals(first.key(), second.key());
        first.write(workspace);
        second.write(workspace);

        first.remove(workspace);
        assertEquals(Optional.of(second), RunFile.read(RunFile.path(workspace, 8787)));
        second.remove(workspace);

        assertFalse(Files.exists(RunFile.path(workspace, 8787)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"name\":\"headroom\"}", "{\"name\":\"other\",\"key\":\"x\"}", "\u0000"})
    void takesNoBrokenRunFile(String text) throws IOException {
        Path file = Files.writeString(workspace.resolve("x.json"), text);

        assertEquals(Optional.empty(), RunFile.read(file));
        assertEquals(Optional.empty(), RunFile.read(workspace.resolve("none.json")));
    }
}
