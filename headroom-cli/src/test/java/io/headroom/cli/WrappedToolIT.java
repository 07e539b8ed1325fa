package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.cli.Distribution.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a tool sees, gets and gives back behind {@code headroom wrap}. They share the proxy that the first starts. */
@Tag("PV-911")
@DisabledOnOs(OS.WINDOWS)
class WrappedToolIT {
    @TempDir
    private static Path home;

    private static WrapBench shared;

    @TempDir
    private Path folder;

    private WrapBench bench;

    @BeforeAll
    static void prepareHome() throws Exception {
        shared = WrapBench.in(home, WrapBench.plugin(Files.createDirectories(home.resolve("built"))));
    }

    @AfterAll
    static void endProxies() throws Exception {
        shared.endProxies();
    }

    @BeforeEach
    void prepare() throws Exception {
        bench = shared.withNotes(folder.resolve("notes"));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @DisplayName("PV-901, PV-913: the tool gets its words as they are, the proxy's address, and its exit code is ours")
    void runsTheToolBehindAProxy() throws Exception {
        Result result = bench.runTool("--quiet", "exit", "7", "", "a  b", "--port", "1");

        assertEquals(7, result.status(), result.toString());
        assertEquals("", result.out());
        assertEquals("", result.err());
        assertEquals("exit\n7\n\na  b\n--port\n1", bench.note("arguments"));
        assertTrue(
                bench.note("config").contains("\"baseURL\":\"http://127.0.0.1:" + bench.port() + "/v1\""),
                bench.note("config"));
        assertEquals(String.valueOf(bench.port()), bench.note("wrapped"));
    }

    @Test
    @DisplayName("PV-912: standard input and output are the tool's own, byte for byte")
    void leavesTheStreamsAlone() throws Exception {
        byte[] input = new byte[70_000];
        new Random(5).nextBytes(input);

        Result result = bench.distribution().finish(bench.prepare(bench.onPort("copy")), input);

        assertEquals(0, result.status(), result.toString());
        assertArrayEquals(input, result.bytes());
    }

    @Test
    @DisplayName("PV-913: a tool that dies by a signal gives 128 and its number")
    void tellsTheSignal() throws Exception {
        assertEquals(137, bench.runTool("die", "KILL").status());
    }

    @Test
    @DisplayName("PV-206: where an HTTP proxy is set, loopback is exempt for the tool, its own entries kept")
    void exemptsLoopback() throws Exception {
        ProcessBuilder process = bench.prepare(bench.onPort("exit", "0"));
        process.environment().put("HTTP_PROXY", "http://192.0.2.1:3128");
        process.environment().put("NO_PROXY", "corp.example");

        assertEquals(0, bench.distribution().finish(process, new byte[0]).status());
        assertEquals("corp.example,127.0.0.1,localhost,::1", bench.note("no_proxy"));
    }

    @Test
    @DisplayName("PV-902: a script of the tool's name that starts us is passed over")
    void passesOverOurself() throws Exception {
        Path front = WrapBench.script(
                folder.resolve("front/opencode"),
                "#!/bin/sh\nexec " + bench.distribution().script() + " wrap opencode \"$@\"\n");
        ProcessBuilder process = bench.prepare(bench.onPort("exit", "3"));
        process.environment()
                .put("PATH", front.getParent() + ":" + process.environment().get("PATH"));

        assertEquals(3, bench.distribution().finish(process, new byte[0]).status());
    }

    @Test
    @DisplayName("PV-912: SIGTERM is passed on, and the tool's own answer to it counts")
    void passesOnTerm() throws Exception {
        Process wrap = bench.startTool("term");
        bench.awaitNote("deaf");

        wrap.destroy();

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(9, wrap.exitValue(), bench.note("err.log"));
    }

    @Test
    @DisplayName("PV-912: Ctrl-\\ and Ctrl-C are the tool's: we show no dump of our threads and go on")
    void leavesQuitAndInterruptToTheTool() throws Exception {
        Process wrap = bench.startTool("wait");

        for (String signal : List.of("QUIT", "INT")) {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(wrap.pid()))
                            .start()
                            .waitFor());
        }
        bench.letGo();

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, wrap.exitValue());
        assertEquals("", bench.note("out.log"));
        assertFalse(bench.note("err.log").contains("Thread"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("PV-912: a tool that is deaf to SIGTERM is killed after 10 s")
    void killsTheDeaf() throws Exception {
        Process wrap = bench.startTool("deaf");
        bench.awaitNote("deaf");

        wrap.destroy();

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(137, wrap.exitValue(), bench.note("err.log"));
    }

    @Test
    @DisplayName(
            "PV-912: Ctrl-C, Ctrl-\\, lines and the window's size are the tool's, and the screen shows nothing of ours")
    void leavesTheTerminalToTheTool() throws Exception {
        String screen = onTerminal(bench.prepare(bench.onPort("--quiet", "screen")), """
                expect ready 24 80
                send \\x03
                expect keys: C
                send \\x1c
                expect keys: Q
                size 40 100
                expect now 40 100
                send word\\n
                expect line: word
                send end\\n
                ends 5
                """);

        assertEquals(
                "ready 24 80|^Ckeys: C|^\\keys: Q|now 40 100|word|line: word|end|",
                screen.replace("\r", "").replace("\n", "|"));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "headroom.exhaustive",
            matches = "true",
            disabledReason = "does not end where a script runs the tests in the background: -Dheadroom.exhaustive=true")
    @DisplayName(
            "PV-912, PV-913: Ctrl-Z and fg work, an interrupted tool gives 130, and a killed one leaves no silent terminal")
    void worksInAShell() throws Exception {
        String tool = bench.distribution().script() + " wrap " + String.join(" ", bench.onPort("--quiet"));
        ProcessBuilder shell = bench.prepare();
        Path start = Files.writeString(folder.resolve("bashrc"), "PS1='next> '\n");
        shell.command("bash", "--rcfile", start.toString(), "-i");

        String screen = onTerminal(shell, """
                expect next>
                send @TOOL@ plain\\n
                expect silent
                send \\x1a
                expect Stopped
                send fg\\n
                expect plain
                send on\\n
                expect line: on
                send \\x03
                expect next>
                send echo "code: $?"\\n
                expect code: 130
                expect next>
                send @TOOL@ plain; echo "code: $?"; stty -a; exit 0\\n
                expect silent
                send die\\n
                expect code: 137
                expect  echo
                ends 0
                """.replace("@TOOL@", tool));

        assertFalse(screen.contains("Thread"), screen);
    }

    /** Runs a command in a terminal, as {@code terminal.py} explains, and gives what the screen showed. */
    private String onTerminal(ProcessBuilder command, String steps) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "python3",
                Distribution.target().resolve("../src/test/pty/terminal.py").toString()));
        line.addAll(command.command());
        command.command(line);
        Result result = bench.distribution().finish(command, steps.getBytes(StandardCharsets.UTF_8));
        assumeTrue(result.status() != 127, "no python3 here, which gives a terminal");
        assertEquals(0, result.status(), result.toString());
        return result.out();
    }
}
