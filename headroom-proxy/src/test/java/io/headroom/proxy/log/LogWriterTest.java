package io.headroom.proxy.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.proxy.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogWriterTest {
    private static final long SIZE = 64 * 1024;

    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("logs"))) {
            return found.sorted().toList();
        }
    }

    private LogWriter writer(int files) {
        return new LogWriter(folder.resolve("logs").resolve("x.log"), SIZE, files, "test-log");
    }

    @Test
    @DisplayName("PX-1402: 100,000 records stay within their bounds, and no line is torn or out of order")
    void staysBounded() throws IOException {
        AtomicInteger written = new AtomicInteger();
        long lost;
        try (LogWriter log = writer(3)) {
            for (int i = 0; i < 100_000; i++) {
                String line = "line " + i;
                log.write(() -> {
                    written.incrementAndGet();
                    return line;
                });
            }
            Await.until("everything is written or lost", () -> written.get() + log.lost() == 100_000);
            lost = log.lost();
        }

        List<Path> files = files();
        assertTrue(files.size() <= 3, files.toString());
        int before = Integer.MAX_VALUE;
        for (Path file : files) {
            assertTrue(Files.size(file) <= SIZE);
            List<String> lines = Files.readAllLines(file);
            int last = -1;
            for (String line : lines) {
                assertTrue(line.matches("line \\d+"), line);
                assertTrue(Integer.parseInt(line.substring(5)) > last);
                last = Integer.parseInt(line.substring(5));
            }
            assertTrue(last < before, "older files have a higher number");
            before = last;
        }
        assertEquals(100_000, written.get() + lost);
    }

    @Test
    @DisplayName("PX-1402: a file that somebody deleted or renamed is begun anew")
    void survivesADeletedFile() throws IOException {
        Path file = folder.resolve("logs").resolve("x.log");
        try (LogWriter log = writer(3)) {
            log.write(() -> "first");
            Await.until("first line", () -> holds(file, "first"));
            Files.delete(file);
            log.write(() -> "second");
            Await.until("second line", () -> holds(file, "second"));
            Files.move(file, file.resolveSibling("elsewhere"));
            log.write(() -> "third");
            Await.until("third line", () -> holds(file, "third"));

            assertEquals(0, log.lost());
        }
        assertEquals(List.of("third"), Files.readAllLines(file));
    }

    @Test
    @DisplayName("PX-1402: a folder that cannot be written costs lines and nothing else, until it can")
    void survivesABrokenFolder() throws IOException {
        Path blocked = Files.writeString(folder.resolve("logs"), "a file where the folder should be");
        try (LogWriter log = writer(3)) {
            log.write(() -> "lost");
            Await.until("the trouble is told", () -> log.trouble().isPresent());
            Files.delete(blocked);
            log.write(() -> "kept");
            Await.until("the trouble is over", () -> log.trouble().isEmpty());

            assertEquals(1, log.lost());
        }
        assertEquals(List.of("kept"), Files.readAllLines(folder.resolve("logs").resolve("x.log")));
    }

    @Test
    @DisplayName("PX-1402: what is queued is written at the end, and nothing after it")
    void writesTheRestWhenClosed() throws IOException {
        LogWriter log = writer(1);
        for (int i = 0; i < 1000; i++) {
            log.write(() -> "x");
        }

        log.close();
        log.write(() -> "late");

        assertEquals(
                1000,
                Files.readAllLines(folder.resolve("logs").resolve("x.log")).size());
        assertEquals(1, log.lost());
    }

    @Test
    @DisplayName("PX-408: logs are their owner's alone")
    void keepsLogsPrivate() throws IOException {
        try (LogWriter log = writer(2)) {
            log.write(() -> "x");
        }

        Path file = files().get(0);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no file modes here");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException notNow) {
            return false;
        }
    }
}
