package io.headroom.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLogTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("D-703: starts within ten minutes are in a row; older ones, and ones from a future clock, are not")
    void countsStartsInARow() throws IOException {
        StartLog log = new StartLog(folder.resolve("starts.json"));
        log.begin(NOON.minus(Duration.ofMinutes(11)));
        log.begin(NOON.minus(Duration.ofMinutes(2)));
        log.begin(NOON);

        assertEquals(2, log.failed(NOON));
        assertEquals(0, log.failed(NOON.minus(Duration.ofDays(1))));
        log.clear();
        assertEquals(0, log.failed(NOON));
    }

    @Test
    @DisplayName("a damaged log counts as none")
    void survivesDamage() throws IOException {
        Path file = Files.writeString(folder.resolve("starts.json"), "{\"starts\": [\"yesterday\"]");

        assertEquals(0, new StartLog(file).failed(NOON));
    }

    @Test
    @DisplayName("D-703: the note on giving up comes back as it was written")
    void keepsTheReason() throws IOException {
        Path file = folder.resolve("failure.json");
        FailureNote note = new FailureNote(
                NOON,
                "port 8787 is held by nginx (pid 7)",
                FailureNote.Cause.PORT,
                1,
                OptionalLong.of(7),
                "nginx",
                "b");

        note.write(file);

        assertEquals(Optional.of(note), FailureNote.read(file));
        assertEquals(Optional.empty(), FailureNote.read(folder.resolve("none.json")));
    }
}
