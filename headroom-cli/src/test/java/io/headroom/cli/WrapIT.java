package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.proxy.RunFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How {@code headroom wrap} finds a tool and a proxy, each test with a home of its own. {@link WrappedToolIT} shows what a tool sees. */
@Tag("PV-902")
@DisabledOnOs(OS.WINDOWS)
class WrapIT {
    @TempDir
    private static Path plugins;

    private static Path plugin;

    @TempDir
    private Path home;

    private WrapBench bench;

    @BeforeAll
    static void buildPlugin() throws Exception {
        plugin = WrapBench.plugin(plugins);
    }

    @BeforeEach
    void prepare() throws Exception {
        bench = WrapBench.in(home, plugin);
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
        bench.endProxies();
    }

    @Test
    @DisplayName("PV-902: a missing tool ends with 127, and nothing was started or written")
    void missesTheTool() throws Exception {
        Files.delete(bench.tool());

        Result result = bench.runTool();

        assertEquals(127, result.status(), result.toString());
        assertTrue(result.err().contains("'opencode' was not found on PATH"), result.toString());
        assertFalse(Files.exists(bench.workspace().resolve("run")));
    }

    @Test
    @DisplayName(
            "PV-801: a tool that headroom.toml describes is started like any other, with its variables and its arguments")
    void runsADescribedTool() throws Exception {
        WrapBench.script(bench.tool().resolveSibling("my-agent"), "#!/bin/sh\necho \"$MY_URL $*\"\nexit 7\n");
        Files.createDirectories(bench.workspace().resolve("config"));
        Files.writeString(
                bench.workspace().resolve("config/headroom.toml"),
                "[tools.mine]\ncommand = [\"my-agent\", \"first\"]\nenv = { MY_URL = \"{base}/v1\" }\n");

        Result result = bench.run("mine", "--port", String.valueOf(bench.port()), "--timeout", "60", "-x", "y");

        assertEquals(7, result.status(), result.toString());
        assertEquals("http://127.0.0.1:" + bench.port() + "/v1 first -x y\n", result.out(), result.toString());
    }

    @Test
    @DisplayName("PV-904: a stranger on a port that was named gets no byte, and the tool is not run")
    void refusesAStranger() throws Exception {
        try (ServerSocket stranger = new ServerSocket(bench.port(), 5, InetAddress.getByName("127.0.0.1"))) {
            stranger.setSoTimeout(1);

            Result result = bench.runTool("exit", "0");

            assertEquals(6, result.status(), result.toString());
            assertTrue(
                    result.err().contains("Port " + bench.port() + " is used by")
                            && result.err().contains("which is not Headroom."),
                    result.toString());
            assertFalse(bench.has("pid"));
        }
    }

    @Test
    @DisplayName("PV-910: with --no-proxy nothing is started; the tool runs without")
    void startsNothing() throws Exception {
        Result result = bench.runTool("--no-proxy", "exit", "5");

        assertEquals(5, result.status(), result.toString());
        assertTrue(
                result.err().contains("Warning: no Headroom on port " + bench.port() + "; opencode runs without it."),
                result.toString());
        assertEquals("", bench.note("config"));
        assertTrue(bench.runFiles().isEmpty());
    }

    @Test
    @DisplayName("PV-909: a proxy that cannot start costs nobody the tool; --strict does")
    void failsOpen() throws Exception {
        Files.createDirectories(bench.workspace().resolve("config"));
        Files.writeString(bench.workspace().resolve("config/headroom.toml"), "[compression]\nmode = \"nonsense\"\n");

        Result open = bench.runTool("exit", "5");
        Result strict = bench.runTool("--strict", "exit", "5");

        assertEquals(5, open.status(), open.toString());
        assertTrue(open.err().contains("opencode runs without it. Log:"), open.toString());
        assertEquals(1, strict.status(), strict.toString());
    }

    @Test
    @DisplayName(
            "PV-906, PV-915: tools at once share one proxy; it outlives the one that started it, and ends after the last")
    void sharesOneProxy() throws Exception {
        Process first = bench.start("opencode", "--timeout", "60", "wait");
        bench.awaitNote("wrapped");
        int port = Integer.parseInt(bench.note("wrapped"));

        Result second = bench.run("opencode", "--timeout", "60", "exit", "4");
        assertEquals(4, second.status(), second.toString());
        assertEquals(String.valueOf(port), bench.note("wrapped"));
        assertEquals(1, bench.runFiles().size());

        first.destroyForcibly();
        bench.letGo();
        assertTrue(bench.proxyLives(port), "a dead wrap does not take the proxy along at once");
        bench.awaitNote("ended");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("PX-205: the proxy ends by itself once the last tool has ended, and nothing is left")
    void endsWithTheLast() throws Exception {
        assertEquals(0, bench.runTool("exit", "0").status());
        assertTrue(bench.proxyLives(bench.port()));

        // Not its process: where nobody collects orphans it stays for a while as a zombie.
        WrapBench.await("the end of the proxy", () -> bench.proxy().isEmpty());

        assertTrue(bench.runFiles().isEmpty());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("PV-907: a proxy that dies under a tool comes back on the same port")
    void bringsTheProxyBack() throws Exception {
        Process wrap = bench.startTool("wait");
        RunFile before = bench.proxy().orElseThrow();

        ProcessHandle.of(before.identity().pid()).orElseThrow().destroyForcibly();
        WrapBench.await(
                "another instance",
                () -> bench.proxy()
                        .filter(run -> !run.identity()
                                .instance()
                                .equals(before.identity().instance()))
                        .isPresent());

        bench.letGo();
        assertTrue(wrap.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, wrap.exitValue());
        assertTrue(bench.note("err.log").contains("ended and was started again"), bench.note("err.log"));
    }

    @Test
    @DisplayName("PV-901: --print tells program, arguments, variables and proxy, and starts nothing")
    void printsOnly() throws Exception {
        Result result = bench.runTool("--print", "exit", "0");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("proxy: http://127.0.0.1:" + bench.port()), result.toString());
        assertTrue(result.out().contains("argument: exit\nargument: 0\n"), result.toString());
        assertTrue(result.out().contains("variable: OPENCODE_CONFIG_CONTENT={"), result.toString());
        assertFalse(bench.has("pid"));
        assertTrue(bench.runFiles().isEmpty());
    }

    @Test
    @DisplayName("an unknown tool is a mistake of usage that names the known ones")
    void knowsItsTools() throws Exception {
        Result result = bench.run("opencodd");

        assertEquals(2, result.status(), result.toString());
        assertTrue(result.err().contains("opencode"), result.toString());
    }
}
