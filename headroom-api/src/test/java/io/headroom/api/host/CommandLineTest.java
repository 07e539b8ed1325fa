package io.headroom.api.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void everyCommandHasAProgramAndALimit() {
        CommandLine command = CommandLine.of("systemctl", "--user", "show");

        assertEquals(List.of("systemctl", "--user", "show"), command.arguments());
        assertEquals(Duration.ofSeconds(10), command.limit());
        assertEquals(
                Duration.ofSeconds(2), command.within(Duration.ofSeconds(2)).limit());
        assertThrows(IllegalArgumentException.class, CommandLine::of);
        assertThrows(IllegalArgumentException.class, () -> command.within(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> command.within(Duration.ofSeconds(-1)));
    }

    @Test
    void onlyExitCode0Succeeds() {
        assertTrue(new CommandResult(CommandResult.Outcome.EXITED, 0, "", "").succeeded());
        assertFalse(new CommandResult(CommandResult.Outcome.EXITED, 1, "", "").succeeded());
        assertFalse(new CommandResult(CommandResult.Outcome.TIMED_OUT, -1, "", "").succeeded());
    }
}
