package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.headroom.cli.Distribution.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom install} with the real distribution, real proxies, and a service manager that only spawns them. */
@EnabledOnOs(OS.LINUX)
class InstallIT {
    private static final Pattern PID = Pattern.compile("\"pid\" : ([0-9]+)");
    private static final String SETTINGS = "{\n  // mine\n  \"model\": \"opus\"\n}\n";

    @TempDir
    private static Path shared;

    private static Path plugin;

    @TempDir
    private Path folder;

    private Path home;
    private Distribution distribution;
    private int port;

    @BeforeAll
    static void buildSupervisor() throws IOException {
        plugin = ExamplePlugin.build(
                Distribution.target().resolve("../src/test/direct").normalize(), shared.resolve("direct.jar"));
    }

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(folder.resolve("Ada's \"R&D\" $1 home"));
        distribution = Distribution.built(home);
        Path plugins = Files.createDirectories(distribution.workspace().resolve("plugins"));
        ExamplePlugin.privately(distribution.workspace());
        ExamplePlugin.privately(plugins);
        ExamplePlugin.privately(Files.copy(plugin, plugins.resolve("direct.jar")));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void removeProfile() throws Exception {
        Result removed = install("remove");
        assertTrue(Set.of(0, 4, 6).contains(removed.status()), removed.toString());
    }

    @Test
    @DisplayName(
            "D-201, D-602, D-603: installed, proven, killed, told so, started, stopped, started, removed without a trace")
    void livesThroughItsWholeLife() throws Exception {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, SETTINGS.replace("  // mine\n", ""));
        byte[] before = Files.readAllBytes(settings);

        Result applied = apply();

        assertEquals(0, applied.status(), applied.toString());
        assertTrue(
                applied.out()
                        .startsWith("Installed profile 'default' (persistent-service, runtime jvm, scope provider) at"
                                + " http://127.0.0.1:" + port + ".\n"),
                applied.out());
        assertTrue(applied.out().endsWith("Undo: headroom install remove\n"), applied.out());
        assertTrue(Files.readString(settings).contains("http://127.0.0.1:" + port), Files.readString(settings));
        expectStatus(0, "running", "proven");

        long pid = pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        expectStatus(3, "stopped", "none");

        addUnknownField();
        assertEquals("Started profile 'default'.\n", succeed(install("start")).out());
        assertEquals(
                "Profile 'default' is already running.\n",
                succeed(install("start")).out());
        assertNotEquals(pid, pid());

        String stopped = succeed(install("stop")).out();
        assertEquals(
                "Stopped profile 'default'.\n"
                        + "Tools talk to their providers directly until 'headroom install start'.\n",
                stopped);
        assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(settings));
        expectStatus(3, "stopped", "none");

        succeed(install("start"));
        assertTrue(Files.readString(settings).contains("http://127.0.0.1:" + port), "wired again");
        assertTrue(Files.readString(manifest()).contains("1.50"), "what this version does not know survives");
        assertEquals(
                "Profile 'default' is up to date; nothing changed.\n",
                succeed(apply()).out());

        assertTrue(succeed(install("remove")).out().startsWith("Removed profile 'default'.\n"));
        assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(settings));
        assertFalse(Files.exists(manifest().getParent()), "the profile's folder is gone");
        assertFalse(Files.exists(home.resolve(".direct/default.unit")));
        assertEquals(4, install("status").status());
    }

    @Test
    @DisplayName(
            "D-401, D-606: a foreign server is never taken for ours, neither before nor after apply, and never ended")
    void knowsAForeignServer() throws Exception {
        HttpServer foreign = foreign();
        try {
            Result refused = apply();

            assertEquals(6, refused.status(), refused.toString());
            assertTrue(
                    refused.err()
                            .matches("(?s)Port " + port + " is used by java \\(pid "
                                    + ProcessHandle.current().pid() + "\\), which is not Headroom\\.\n.*"),
                    refused.err());
            assertFalse(Files.exists(manifest().getParent()), "nothing was made");
        } finally {
            foreign.stop(0);
        }

        succeed(apply());
        succeed(install("stop"));
        foreign = foreign();
        try {
            expectStatus(5, "foreign", "foreign");
            assertEquals(6, install("start").status());
            succeed(install("stop"));
            succeed(install("remove"));
        } finally {
            foreign.stop(0);
        }
    }

    @Test
    @DisplayName("D-203: a dry run shows the plan and leaves no file behind, and ends as the preflight would")
    void aDryRunChangesNothing() throws Exception {
        TreeMap<String, Instant> before = tree();

        Result planned = apply("--dry-run");

        assertEquals(0, planned.status(), planned.toString());
        assertTrue(planned.out().contains("run-headroom.sh"), planned.out());
        assertEquals(before, tree());
        HttpServer foreign = foreign();
        try {
            assertEquals(6, apply("--dry-run").status());
        } finally {
            foreign.stop(0);
        }
        assertEquals(before, tree());
    }

    @Test
    @DisplayName("D-211: of two applies at once one waits for the other, and there is one proxy in the end")
    void twoAppliesStartOneProxy() throws Exception {
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(prepare(arguments("apply"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("apply" + i).toFile())
                    .start());
        }
        List<Integer> ends = new ArrayList<>();
        for (Process process : both) {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS));
            ends.add(process.exitValue());
        }

        assertTrue(ends.contains(0), ends.toString());
        assertTrue(
                Set.of(0, 7).containsAll(ends),
                ends + Files.readString(folder.resolve("apply0")) + Files.readString(folder.resolve("apply1")));
        expectStatus(0, "running", "proven");
    }

    @Test
    @DisplayName("D-401: a run file whose process number belongs to somebody else now does not get that process killed")
    void sparesARecycledProcessNumber() throws Exception {
        succeed(apply());
        Path runFile = distribution.workspace().resolve("run/proxy-" + port + ".json");
        String left = Files.readString(runFile);
        long pid = pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(runFile, left.replace(String.valueOf(pid), String.valueOf(stranger.pid())));

            expectStatus(3, "stopped", "none");
            succeed(install("stop"));
            succeed(install("remove"));

            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @DisplayName("D-304: a profile of the Python Headroom is listed and never changed")
    void leavesThePythonHeadroomAlone() throws Exception {
        Files.createDirectories(manifest().getParent());
        String theirs = "{\"profile\": \"default\", \"preset\": \"persistent-service\", \"port\": 8787}\n";
        Files.writeString(manifest(), theirs);

        for (String command : List.of("apply", "stop", "start", "remove")) {
            Result refused = command.equals("apply") ? apply() : install(command);
            assertEquals(6, refused.status(), refused.toString());
            assertEquals(
                    "Profile 'default' was made by the Python Headroom; remove it there or choose --profile.\n",
                    refused.err());
        }

        assertTrue(succeed(install("list")).out().contains("made by the Python Headroom"));
        assertEquals(theirs, Files.readString(manifest()));
    }

    @Test
    @DisplayName("D-207: settings that do not work leave the running proxy as it is")
    void anUpdateThatCannotWorkTouchesNothing() throws Exception {
        succeed(apply());
        long pid = pid();

        Result refused = apply("--proxy-arg", "--no-such-option");
        Result broken = apply("--env", "HEADROOM_STORE_URL=jdbc:nonsense:");

        assertEquals(6, refused.status(), refused.toString());
        assertNotEquals(0, broken.status(), broken.toString());
        assertEquals(pid, pid(), "the same process");
        expectStatus(0, "running", "proven");
    }

    @Test
    @DisplayName(
            "D-703, D-704: on a held port the agent gives up with 78 and says who holds it; the watchdog brings it back later")
    void givesUpAndComesBack() throws Exception {
        succeed(apply("--proxy-arg", "--bind-wait-seconds", "--proxy-arg", "1"));
        long pid = pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        String[] agent = {
            "agent",
            "run",
            "--profile",
            "default",
            "--workspace",
            distribution.workspace().toString()
        };
        HttpServer foreign = foreign();
        try {
            Result gaveUp = install(agent);

            assertEquals(78, gaveUp.status(), gaveUp.toString());
            assertTrue(gaveUp.err().contains("gave up"), gaveUp.err());
            assertTrue(
                    Files.readString(manifest().resolveSibling("failure.json"))
                            .contains("port " + port + " is held by java (pid "
                                    + ProcessHandle.current().pid() + ")"),
                    "the holder is named");
            assertFalse(Files.exists(manifest().resolveSibling("wired")), "tools go to their providers");
        } finally {
            foreign.stop(0);
        }

        agent[1] = "ensure";
        assertEquals(0, install(agent).status());
        expectStatus(0, "running", "proven");
        assertTrue(Files.exists(manifest().resolveSibling("wired")), "wired again");
        Result quiet = install(agent);
        assertEquals("", quiet.out() + quiet.err(), "silent when all is well");
    }

    @Test
    @DisplayName("D-601: --json prints one object, for what went well and for what did not")
    void speaksToPrograms() throws Exception {
        Result none = install("status", "--json");
        assertEquals(4, none.status());
        assertTrue(none.out().contains("\"code\" : \"no-profile\""), none.out());

        String applied = succeed(apply("--json")).out();

        for (String field : List.of(
                "schema",
                "command",
                "profile",
                "result",
                "url",
                "changes",
                "wired",
                "skipped",
                "degraded",
                "warnings",
                "exit_code")) {
            assertTrue(applied.contains("\"" + field + "\" : "), field + " in " + applied);
        }
        String status = succeed(install("status", "--json")).out();
        for (String field : List.of("status", "healthy", "identity", "pid", "started", "failure", "wiring")) {
            assertTrue(status.contains("\"" + field + "\" : "), field + " in " + status);
        }
    }

    private HttpServer foreign() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 8);
        server.createContext("/", exchange -> {
            byte[] body = "{\"service\":\"headroom-proxy\",\"status\":\"healthy\",\"ready\":true}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void addUnknownField() throws IOException {
        String text = Files.readString(manifest());
        Files.writeString(manifest(), text.replaceFirst("\\{", "{\n  \"future\" : { \"x\" : 1.50 },"));
    }

    private Path manifest() {
        return distribution.workspace().resolve("deploy/default/manifest.json");
    }

    private long pid() throws Exception {
        Matcher matcher = PID.matcher(install("status", "--json").out());
        assertTrue(matcher.find());
        return Long.parseLong(matcher.group(1));
    }

    private void expectStatus(int code, String condition, String identity) throws Exception {
        Result status = install("status");
        assertEquals(code, status.status(), status.toString());
        assertTrue(status.out().contains("\nStatus:     " + condition + "\n"), status.out());
        assertTrue(status.out().contains("\nIdentity:   " + identity + "\n"), status.out());
        assertEquals(condition.equals("running"), status.out().contains("\nHealthy:    yes\n"), status.out());
    }

    private TreeMap<String, Instant> tree() throws IOException {
        TreeMap<String, Instant> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = home.relativize(file).toString();
                // The cache of classes and the output of commands that the test itself keeps.
                if (!name.matches("(out|err|cache).*|")) {
                    tree.put(name, Files.getLastModifiedTime(file).toInstant());
                }
            }
        }
        return tree;
    }

    private static Result succeed(Result result) {
        assertEquals(0, result.status(), result.toString());
        return result;
    }

    private Result apply(String... more) throws Exception {
        List<String> arguments = arguments("apply");
        arguments.addAll(List.of(more));
        return distribution.finish(prepare(arguments), new byte[0]);
    }

    private List<String> arguments(String command) {
        return new ArrayList<>(List.of(
                command,
                "--port",
                String.valueOf(port),
                "--scope",
                "provider",
                "--providers",
                "manual",
                "--target",
                "claude",
                "--timeout",
                "90"));
    }

    private Result install(String... words) throws Exception {
        return distribution.finish(prepare(List.of(words)), new byte[0]);
    }

    /** With an HTTP proxy in the environment that nobody listens on: probes go past it. */
    private ProcessBuilder prepare(List<String> words) {
        List<String> arguments = new ArrayList<>(List.of("install"));
        arguments.addAll(words);
        ProcessBuilder process = distribution.prepare(distribution.script(), arguments);
        for (String name : List.of("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY")) {
            process.environment().put(name, "http://127.0.0.1:1");
        }
        process.environment().keySet().removeIf(name -> name.equalsIgnoreCase("no_proxy"));
        return process;
    }
}
