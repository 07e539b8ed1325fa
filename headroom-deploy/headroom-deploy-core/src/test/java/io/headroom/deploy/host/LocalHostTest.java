package io.headroom.deploy.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.CommandResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LocalHostTest {
    @TempDir
    private Path folder;

    private LocalHost host;

    @BeforeEach
    void makeHost() {
        host = LocalHost.of(Map.of("PATH", "/usr/bin:/bin:relative::" + folder, "A", "1"), folder, folder);
    }

    @Test
    @DisplayName("a command gets the host's environment and its own, its input, and no other variable")
    void givesCommandsWhatTheyAreToHave() {
        CommandResult result = host.run(new CommandLine(
                List.of("/bin/sh", "-c", "cat; echo $A $B; echo \"$HOME\"; echo no >&2; exit 3"),
                Map.of("B", "2"),
                "in\n",
                Duration.ofSeconds(20)));

        assertEquals(new CommandResult(Outcome.EXITED, 3, "in\n1 2\n\n", "no\n"), result);
    }

    @Test
    @DisplayName("a command that takes too long is ended with its children, and one that is not there is told")
    void limitsCommands() {
        assertEquals(
                Outcome.TIMED_OUT,
                host.run(CommandLine.of("/bin/sh", "-c", "sleep 600; true").within(Duration.ofMillis(200)))
                        .outcome());
        assertEquals(
                Outcome.NOT_STARTED,
                host.query(CommandLine.of("no-such-program")).outcome());
    }

    @Test
    @DisplayName("output is read to its end and kept up to 1 MiB")
    void capsOutput() {
        CommandResult result = host.run(CommandLine.of("/bin/sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x")
                .within(Duration.ofSeconds(60)));

        assertTrue(result.succeeded());
        assertEquals(1 << 20, result.output().length());
    }

    @Test
    @DisplayName("a background child that keeps the pipe does not hold up the result")
    void doesNotWaitForBackgroundChildren() {
        CommandResult result = host.run(
                CommandLine.of("/bin/sh", "-c", "sleep 5 & echo started").within(Duration.ofSeconds(4)));

        assertEquals(new CommandResult(Outcome.EXITED, 0, "started\n", ""), result);
    }

    @Test
    @DisplayName("programs are found on absolute entries of the search path only, and only if they can be run")
    void findsPrograms() throws IOException {
        Path tool = Files.createFile(folder.resolve("tool"));
        assertEquals(Optional.empty(), host.executable("tool"));

        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));

        assertEquals(Optional.of(tool), host.executable("tool"));
        assertEquals(Optional.empty(), host.executable("../tool"));
        assertTrue(host.executable("sh").isPresent());
    }
}
