package io.headroom.deploy.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D-211")
class FileLocksTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("D-211: a lock that is held is waited for 10 s, and the message names the holder")
    void waitsTenSeconds() throws Exception {
        FakeHost clock = FakeHost.on(Machine.LINUX);
        FileLocks locks = new FileLocks(clock);
        Path file = folder.resolve("lock");
        HeldLock held = locks.take(file, "Profile 'p'");
        Instant start = clock.clock();

        LockedException e = assertThrows(LockedException.class, () -> locks.take(file, "Profile 'p'"));
        held.close();

        assertEquals(
                "Profile 'p' is being changed by pid " + ProcessHandle.current().pid() + ".", e.getMessage());
        assertEquals(10, Duration.between(start, clock.clock()).toSeconds());
        locks.take(file, "Profile 'p'").close();
    }

    @Test
    @DisplayName("D-211: a holder may delete the lock's file; the next one takes a new one")
    void survivesDeletion() throws Exception {
        FileLocks locks = new FileLocks(FakeHost.on(Machine.LINUX));
        Path file = folder.resolve("lock");
        HeldLock held = locks.take(file, "It");
        Files.delete(file);
        held.close();

        assertTrue(locks.tryTake(file).isPresent());
    }
}
