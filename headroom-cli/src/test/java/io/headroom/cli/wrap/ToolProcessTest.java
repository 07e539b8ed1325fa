package io.headroom.cli.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.headroom.cli.wrap.ToolProcess.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("PV-912")
@DisabledOnOs(OS.WINDOWS)
class ToolProcessTest {
    private static final Set<Thread.State> STANDING =
            EnumSet.of(Thread.State.WAITING, Thread.State.BLOCKED, Thread.State.TERMINATED);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("PV-912: a SIGTERM that comes while the tool is being started reaches it all the same")
    void passesOnWhatComesWhileTheToolStarts() {
        ToolProcess[] self = new ToolProcess[1];
        self[0] = new ToolProcess(new Terminal(false), prepared -> {
            Process process = prepared.start();
            Thread signal = new Thread(() -> self[0].passOn("TERM"), "test-signal");
            signal.start();
            while (!STANDING.contains(signal.getState())) {
                Thread.onSpinWait();
            }
            return process;
        });

        int status = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> self[0].run(new Tool(List.of("sleep", "90"), Map.of(), Set.of())));

        assertEquals(143, status);
    }

    @Test
    @DisplayName("PV-913: whoever is ended before the tool runs does not start it, and ends with 130")
    void startsNothingAfterTheEnd() throws Exception {
        ToolProcess process = new ToolProcess(new Terminal(false));
        Path trace = folder.resolve("trace");

        process.passOn("HUP");
        int status = process.run(new Tool(List.of("touch", trace.toString()), Map.of(), Set.of()));

        assertEquals(130, status);
        assertFalse(Files.exists(trace));
    }
}
