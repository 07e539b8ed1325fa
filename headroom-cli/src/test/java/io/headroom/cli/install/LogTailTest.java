package io.headroom.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.console.Console;
import io.headroom.deploy.Deployments.LogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class LogTailTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
            Map.of("PATH", "/usr/bin:/bin"),
            false);

    @Test
    @DisplayName("D-604: what a program that follows a log says is shown while it goes on")
    void showsLinesAsTheyCome() throws Exception {
        Path go = folder.resolve("go");
        Path script = Files.writeString(folder.resolve("follow.sh"), """
                echo "asked for $*"
                i=0
                while [ ! -e "${0%/*}/go" ] && [ $i -lt 1000 ]; do sleep 0.02; i=$((i + 1)); done
                echo later
                """);
        LogSource source = new LogSource(Optional.empty(), List.of("sh", script.toString()));

        CompletableFuture<Boolean> shown =
                CompletableFuture.supplyAsync(() -> show(new LogTail(console, 7), List.of(source)));

        await("asked for -n 7 -f\n");
        Files.createFile(go);
        assertTrue(shown.get(30, TimeUnit.SECONDS));
        assertEquals("asked for -n 7 -f\nlater\n", said());
    }

    @Test
    @DisplayName("D-604: a program that is not there, or knows no such log, makes room for the next source")
    void takesTheFirstSourceThatHasSomething() throws IOException {
        Path log = Files.writeString(folder.resolve("proxy.log"), "one\ntwo\n");
        List<LogSource> sources = List.of(
                new LogSource(Optional.of(folder.resolve("none.log")), List.of()),
                new LogSource(
                        Optional.empty(), List.of(folder.resolve("no-program").toString())),
                new LogSource(Optional.empty(), List.of("sh", "-c", "exit 1")),
                new LogSource(Optional.of(log), List.of()));

        assertTrue(new LogTail(console, 1).show(sources, LogTail.Then.END));

        assertEquals("two\n", said());
    }

    private static boolean show(LogTail tail, List<LogSource> sources) {
        try {
            return tail.show(sources, LogTail.Then.FOLLOW);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void await(String text) {
        long begin = System.nanoTime();
        while (!said().equals(text)) {
            assertTrue(System.nanoTime() - begin < 30_000_000_000L, () -> "never: " + text + ", but " + said());
            LockSupport.parkNanos(5_000_000);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
