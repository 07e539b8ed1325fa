package io.headroom.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.cli.console.Console;
import io.headroom.deploy.Parts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process in the foreground of this one. */
@DisabledOnOs(OS.WINDOWS)
class AttachedProcessTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Parts.Attached attach(String script) throws IOException {
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.of("WHO", "L\u00F6we"),
                false);
        return new LocalProxy(console).attach(List.of("/bin/sh", "-c", script));
    }

    @Test
    @DisplayName("D-701: its output is this one's, its environment too, its exit code is told")
    void passesEverythingOn() throws Exception {
        Parts.Attached attached = attach("echo \"out $WHO\"; echo err >&2; printf 'no end' >&2; exit 78");

        assertEquals(78, attached.await());

        assertEquals("out L\u00F6we\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("err\nno end\n", err.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("err", "no end"), attached.lastLines());
    }

    @Test
    @DisplayName("D-701: it reads nothing from this one's input, and only its last lines are kept")
    void keepsTheLastLines() throws Exception {
        Parts.Attached attached = attach("cat; i=0; while [ $i -lt 20 ]; do echo $i >&2; i=$((i + 1)); done");

        assertEquals(0, attached.await());

        assertEquals(List.of("12", "13", "14", "15", "16", "17", "18", "19"), attached.lastLines());
    }

    @Test
    @DisplayName("a program that there is not is an exception")
    void tellsWhatCannotBeStarted() {
        Console console =
                new Console(InputStream.nullInputStream(), new PrintStream(out), new PrintStream(err), Map.of(), false);

        assertThrows(IOException.class, () -> new LocalProxy(console).attach(List.of("/no/such/program")));
    }
}
