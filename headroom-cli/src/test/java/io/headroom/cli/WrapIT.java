package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code headroom wrap} with the adapter of {@code docs/examples/provider-opencode}, loaded as a third party's jar, and a stand-in for
 * that tool which tells what it was given and ends as it is told.
 */
@Tag("PV-902")
@DisabledOnOs(OS.WINDOWS)
class WrapIT {
    private static final String TOOL = """
            #!/bin/sh
            echo "pid $$" > "$TOOL_NOTES/pid"
            printf '%s\\n' "$OPENCODE_CONFIG_CONTENT" > "$TOOL_NOTES/config"
            printf '%s\\n' "$HEADROOM_WRAPPED" > "$TOOL_NOTES/wrapped"
            printf '%s\\n' "$NO_PROXY" > "$TOOL_NOTES/no_proxy"
            : > "$TOOL_NOTES/arguments"
            for argument in "$@"; do printf '%s\\n' "$argument" >> "$TOOL_NOTES/arguments"; done
            case ${1:-} in
            exit) exit "$2" ;;
            die) kill "-$2" $$ ;;
            copy) cat ;;
            wait) while [ ! -e "$TOOL_NOTES/go" ]; do sleep 0.05; done; touch "$TOOL_NOTES/ended" ;;
            deaf) trap '' TERM; touch "$TOOL_NOTES/deaf"; while :; do sleep 1; done ;;
            term) trap 'exit 9' TERM; touch "$TOOL_NOTES/deaf"; while :; do sleep 0.1; done ;;
            esac
            """;

    @TempDir
    private Path home;

    private Distribution distribution;
    private Path notes;
    private int port;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        distribution = Distribution.built(home);
        Path plugins = ExamplePlugin.privately(
                Files.createDirectories(distribution.workspace().resolve("plugins")));
        ExamplePlugin.build("provider-opencode", plugins.resolve("opencode-provider-1.0.0.jar"));
        notes = Files.createDirectories(home.resolve("notes"));
        Path tool = Files.createDirectories(home.resolve("bin")).resolve("opencode");
        Files.writeString(tool, TOOL);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void end() throws Exception {
        started.forEach(Process::destroyForcibly);
        for (Path file : runFiles()) {
            RunFile.read(file)
                    .flatMap(run -> ProcessHandle.of(run.identity().pid()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private List<Path> runFiles() throws IOException {
        Path run = distribution.workspace().resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.getFileName().toString().matches("proxy-\\d+\\.json"))
                    .toList();
        }
    }

    private ProcessBuilder wrap(String... words) {
        List<String> line = new ArrayList<>(List.of("wrap"));
        line.addAll(List.of(words));
        ProcessBuilder process = distribution.prepare(distribution.script(), line);
        process.environment()
                .put("PATH", home.resolve("bin") + ":" + process.environment().get("PATH"));
        process.environment().put("TOOL_NOTES", notes.toString());
        // A proxy of a fresh home would record an archive when it ends, which takes longer than all else here.
        process.environment().put("HEADROOM_ARCHIVE", "off");
        return process;
    }

    private Result run(String... words) throws Exception {
        return distribution.finish(wrap(words), new byte[0]);
    }

    private Process start(String... words) throws IOException {
        Process process = wrap(words)
                .redirectOutput(home.resolve("out.log").toFile())
                .redirectError(home.resolve("err.log").toFile())
                .start();
        started.add(process);
        return process;
    }

    private String note(String name) throws IOException {
        return Files.readString(notes.resolve(name)).strip();
    }

    private static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(60).toNanos(), () -> "waited in vain: " + what);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Optional<RunFile> proxy() {
        return RunFile.read(RunFile.path(distribution.workspace(), port));
    }

    private boolean proxyLives() {
        return proxy().flatMap(run -> ProcessHandle.of(run.identity().pid()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    @Test
    @DisplayName("PV-901, PV-913: the tool gets its words as they are, the proxy's address, and its exit code is ours")
    void runsTheToolBehindAProxy() throws Exception {
        Result result =
                run("opencode", "--port", String.valueOf(port), "--quiet", "exit", "7", "", "a  b", "--port", "1");

        assertEquals(7, result.status(), result.toString());
        assertEquals("", result.out());
        assertEquals("", result.err());
        assertEquals("exit\n7\n\na  b\n--port\n1", note("arguments"));
        assertTrue(note("config").contains("\"baseURL\":\"http://127.0.0.1:" + port + "/v1\""), note("config"));
        assertEquals(String.valueOf(port), note("wrapped"));
    }

    @Test
    @DisplayName("PV-912: standard input and output are the tool's own, byte for byte")
    void leavesTheStreamsAlone() throws Exception {
        byte[] input = new byte[70_000];
        new java.util.Random(5).nextBytes(input);

        Result result = distribution.finish(wrap("opencode", "--port", String.valueOf(port), "copy"), input);

        assertEquals(0, result.status(), result.toString());
        org.junit.jupiter.api.Assertions.assertArrayEquals(input, result.bytes());
    }

    @Test
    @DisplayName("PV-913: a tool that dies by a signal gives 128 and its number")
    void tellsTheSignal() throws Exception {
        assertEquals(
                137,
                run("opencode", "--port", String.valueOf(port), "die", "KILL").status());
    }

    @Test
    @DisplayName("PV-206: where an HTTP proxy is set, loopback is exempt for the tool, its own entries kept")
    void exemptsLoopback() throws Exception {
        ProcessBuilder process = wrap("opencode", "--port", String.valueOf(port), "exit", "0");
        process.environment().put("HTTP_PROXY", "http://192.0.2.1:3128");
        process.environment().put("NO_PROXY", "corp.example");

        assertEquals(0, distribution.finish(process, new byte[0]).status());
        assertEquals("corp.example,127.0.0.1,localhost,::1", note("no_proxy"));
    }

    @Test
    @DisplayName("PV-902: a missing tool ends with 127, and nothing was started or written")
    void missesTheTool() throws Exception {
        Files.delete(home.resolve("bin/opencode"));

        Result result = run("opencode", "--port", String.valueOf(port));

        assertEquals(127, result.status(), result.toString());
        assertTrue(result.err().contains("'opencode' was not found on PATH"), result.toString());
        assertFalse(Files.exists(distribution.workspace().resolve("run")));
    }

    @Test
    @DisplayName("PV-902: a script of the tool's name that starts us is passed over")
    void passesOverOurself() throws Exception {
        Path front = Files.createDirectories(home.resolve("front")).resolve("opencode");
        Files.writeString(front, "#!/bin/sh\nexec " + distribution.script() + " wrap opencode \"$@\"\n");
        Files.setPosixFilePermissions(front, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder process = wrap("opencode", "--port", String.valueOf(port), "exit", "3");
        process.environment()
                .put("PATH", front.getParent() + ":" + process.environment().get("PATH"));

        assertEquals(3, distribution.finish(process, new byte[0]).status());
    }

    @Test
    @DisplayName("PV-904: a stranger on a port that was named gets no byte, and the tool is not run")
    void refusesAStranger() throws Exception {
        try (ServerSocket stranger = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
            stranger.setSoTimeout(1);

            Result result = run("opencode", "--port", String.valueOf(port), "exit", "0");

            assertEquals(6, result.status(), result.toString());
            assertTrue(
                    result.err().contains("Port " + port + " is used by")
                            && result.err().contains("which is not Headroom."),
                    result.toString());
            assertFalse(Files.exists(notes.resolve("pid")));
        }
    }

    @Test
    @DisplayName("PV-910: with --no-proxy nothing is started; the tool runs without")
    void startsNothing() throws Exception {
        Result result = run("opencode", "--port", String.valueOf(port), "--no-proxy", "exit", "5");

        assertEquals(5, result.status(), result.toString());
        assertTrue(
                result.err().contains("Warning: no Headroom on port " + port + "; opencode runs without it."),
                result.toString());
        assertEquals("", note("config"));
        assertTrue(runFiles().isEmpty());
    }

    @Test
    @DisplayName("PV-909: a proxy that cannot start costs nobody the tool; --strict does")
    void failsOpen() throws Exception {
        Files.createDirectories(distribution.workspace().resolve("config"));
        Files.writeString(
                distribution.workspace().resolve("config/headroom.toml"), "[compression]\nmode = \"nonsense\"\n");

        Result open = run("opencode", "--port", String.valueOf(port), "exit", "5");
        Result strict = run("opencode", "--port", String.valueOf(port), "--strict", "exit", "5");

        assertEquals(5, open.status(), open.toString());
        assertTrue(open.err().contains("opencode runs without it. Log:"), open.toString());
        assertEquals(1, strict.status(), strict.toString());
    }

    @Test
    @DisplayName(
            "PV-906, PV-915: tools at once share one proxy; it outlives the one that started it, and ends after the last")
    void sharesOneProxy() throws Exception {
        Process first = start("opencode", "wait");
        await("the tool", () -> Files.exists(notes.resolve("wrapped")));
        await("the address", () -> {
            try {
                return !note("wrapped").isEmpty();
            } catch (IOException e) {
                return false;
            }
        });
        port = Integer.parseInt(note("wrapped"));

        Result second = run("opencode", "exit", "4");
        assertEquals(4, second.status(), second.toString());
        assertEquals(String.valueOf(port), note("wrapped"));
        assertEquals(1, runFiles().size());

        first.destroyForcibly();
        Files.createFile(notes.resolve("go"));
        assertTrue(proxyLives(), "a dead wrap does not take the proxy along at once");
        await("the end of the tool", () -> Files.exists(notes.resolve("ended")));
    }

    @Test
    @DisplayName("PX-205: the proxy ends by itself once the last tool has ended, and nothing is left")
    void endsWithTheLast() throws Exception {
        assertEquals(
                0, run("opencode", "--port", String.valueOf(port), "exit", "0").status());
        assertTrue(proxyLives());

        // Not its process: where nobody collects orphans it stays for a while as a zombie.
        await("the end of the proxy", () -> proxy().isEmpty());

        assertTrue(runFiles().isEmpty());
    }

    @Test
    @DisplayName("PV-907: a proxy that dies under a tool comes back on the same port")
    void bringsTheProxyBack() throws Exception {
        Process wrap = start("opencode", "--port", String.valueOf(port), "wait");
        await("the tool", () -> Files.exists(notes.resolve("wrapped")));
        RunFile before = proxy().orElseThrow();

        ProcessHandle.of(before.identity().pid()).orElseThrow().destroyForcibly();
        await(
                "another instance",
                () -> proxy().filter(run -> !run.identity()
                                .instance()
                                .equals(before.identity().instance()))
                        .isPresent());

        Files.createFile(notes.resolve("go"));
        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, wrap.exitValue());
        assertTrue(
                Files.readString(home.resolve("err.log")).contains("ended and was started again"),
                Files.readString(home.resolve("err.log")));
    }

    @Test
    @DisplayName("PV-912: SIGTERM is passed on, and the tool's own answer to it counts")
    void passesOnTerm() throws Exception {
        Process wrap = start("opencode", "--port", String.valueOf(port), "term");
        await("the tool", () -> Files.exists(notes.resolve("deaf")));

        wrap.destroy();

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(9, wrap.exitValue(), Files.readString(home.resolve("err.log")));
    }

    @Test
    @DisplayName("PV-912: Ctrl-\\ and Ctrl-C are the tool's: we show no dump of our threads and go on")
    void leavesQuitAndInterruptToTheTool() throws Exception {
        Process wrap = start("opencode", "--port", String.valueOf(port), "wait");
        await("the tool", () -> Files.exists(notes.resolve("wrapped")));

        for (String signal : List.of("QUIT", "INT")) {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(wrap.pid()))
                            .start()
                            .waitFor());
        }
        Files.createFile(notes.resolve("go"));

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, wrap.exitValue());
        assertEquals("", Files.readString(home.resolve("out.log")));
        assertFalse(Files.readString(home.resolve("err.log")).contains("Thread"));
    }

    @Test
    @DisplayName("PV-912: a tool that is deaf to SIGTERM is killed after 10 s")
    void killsTheDeaf() throws Exception {
        Process wrap = start("opencode", "--port", String.valueOf(port), "deaf");
        await("the tool", () -> Files.exists(notes.resolve("deaf")));

        wrap.destroy();

        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(137, wrap.exitValue(), Files.readString(home.resolve("err.log")));
    }

    @Test
    @DisplayName("PV-901: --print tells program, arguments, variables and proxy, and starts nothing")
    void printsOnly() throws Exception {
        Result result = run("opencode", "--port", String.valueOf(port), "--print", "exit", "0");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("proxy: http://127.0.0.1:" + port), result.toString());
        assertTrue(result.out().contains("argument: exit\nargument: 0\n"), result.toString());
        assertTrue(result.out().contains("variable: OPENCODE_CONFIG_CONTENT={"), result.toString());
        assertFalse(Files.exists(notes.resolve("pid")));
        assertTrue(runFiles().isEmpty());
    }

    @Test
    @DisplayName("an unknown tool is a mistake of usage that names the known ones")
    void knowsItsTools() throws Exception {
        Result result = run("opencodd");

        assertEquals(2, result.status(), result.toString());
        assertTrue(result.err().contains("opencode"), result.toString());
    }
}
