package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A home of its own for a real client, a provider that works through a script, and the three ways from one to the other. */
final class ClientRig implements AutoCloseable {
    /** What the script says in the end. */
    static final String SENTENCE = "Both listings agree: na\u00efve rounding, in 2 of 260 rows.";

    private static final int ROWS = 260;

    private final Path home;
    private final Path work;
    private final Path bin;
    private final Distribution distribution;
    private final ScriptedUpstream upstream;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final int port;

    /**
     * Sets it up.
     *
     * @param folder an empty folder
     * @param bin where the client's program lies
     * @param zstd decodes bodies in that coding
     */
    ClientRig(Path folder, Path bin, UnaryOperator<InputStream> zstd) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.work = Files.createDirectories(folder.resolve("work"));
        this.bin = bin;
        this.distribution = Distribution.built(home);
        // A proxy that has just started on a busy machine may need longer than it would make anybody wait. Here it
        // shall not give up.
        Files.writeString(
                Files.createDirectories(distribution.workspace().resolve("config"))
                        .resolve("headroom.toml"),
                "[compression]\ndeadline-ms = 30000\n");
        Files.writeString(work.resolve("service.log"), log());
        Files.writeString(work.resolve("rows.json"), rows());
        this.upstream = new ScriptedUpstream(List.of("cat service.log", "cat rows.json"), SENTENCE, zstd);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    Path home() {
        return home;
    }

    Distribution distribution() {
        return distribution;
    }

    int port() {
        return port;
    }

    /** Sets a variable of the client and of all that leads to it. */
    ClientRig with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    ClientRig without(String name) {
        variables.remove(name);
        return this;
    }

    /** The client by itself. */
    ProcessBuilder direct(String program, List<String> arguments) {
        Path file = bin.resolve(program);
        return prepare(Files.exists(file) ? file.toString() : program, arguments);
    }

    /** The client behind {@code headroom wrap}. */
    ProcessBuilder wrapped(String tool, List<String> arguments) {
        List<String> line = new ArrayList<>(
                List.of("wrap", tool, "--port", String.valueOf(port), "--timeout", "90", "--strict", "--quiet", "--"));
        line.addAll(arguments);
        return prepare(distribution.script().toString(), line);
    }

    /** Installs a proxy that forwards to where the tool was sent so far, and wires the tool to it by its own file. */
    void install(String tool) throws Exception {
        apply("--target", tool, "--chain");
    }

    /** Installs a proxy, with further words of {@code install apply}. */
    void apply(String... words) throws Exception {
        Path plugins = Files.createDirectories(distribution.workspace().resolve("plugins"));
        ExamplePlugin.privately(distribution.workspace());
        ExamplePlugin.privately(plugins);
        ExamplePlugin.privately(ExamplePlugin.build(
                Distribution.target().resolve("../src/test/direct").normalize(), plugins.resolve("direct.jar")));
        List<String> line = new ArrayList<>(List.of("install", "apply", "--port", String.valueOf(port)));
        line.addAll(List.of("--scope", "provider", "--providers", "manual", "--timeout", "90"));
        line.addAll(List.of(words));
        Result applied = headroom(line.toArray(String[]::new));
        assertEquals(0, applied.status(), applied.toString());
    }

    /** A session of the client. */
    @FunctionalInterface
    interface Session {
        Result run() throws Exception;
    }

    /**
     * Holds that a client goes through an installed proxy with the same answers, and past it when it is removed, with its file as before.
     *
     * @param tool the tool's id
     * @param config the file by which it is wired
     * @param direct runs the client by itself
     * @param comparable what of the tools' outputs in the last turn is the same each time
     */
    void expectThroughInstalledProxy(String tool, Path config, Session direct, Function<List<String>, ?> comparable)
            throws Exception {
        String own = Files.readString(config);
        Result alone = direct.run();
        assertEquals(0, alone.status(), alone.toString());
        List<ClientRequest> before = upstream.take();
        install(tool);

        Result behind = direct.run();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        expectSameWithLess(before, upstream.take());

        Result removed = headroom("install", "remove");
        assertEquals(0, removed.status(), removed.toString());
        assertEquals(own, Files.readString(config));
        assertEquals(alone.out(), direct.run().out());
        assertEquals(
                comparable.apply(before.get(2).toolResults()),
                comparable.apply(upstream.take().get(2).toolResults()),
                "nothing of us is left between the two");
    }

    /** Runs our own command. */
    Result headroom(String... words) throws Exception {
        return finish(prepare(distribution.script().toString(), List.of(words)));
    }

    /** Runs to the end, with nothing to read. */
    Result finish(ProcessBuilder process) throws Exception {
        return distribution.finish(process, new byte[0]);
    }

    /** Waits at most a minute for the only proxy, and ends it as a crash would. */
    void killProxy() {
        proxy().flatMap(run -> ProcessHandle.of(run.identity().pid())).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    Optional<RunFile> proxy() {
        return RunFile.read(RunFile.path(distribution.workspace(), port));
    }

    /**
     * Holds that two sessions were the same for the user and for the model's memory, and that the second asked for less: each tool's
     * output got shorter, and once sent, it was sent the same in every later turn.
     */
    static void expectSameWithLess(List<ClientRequest> direct, List<ClientRequest> behind) {
        assertEquals(shape(direct), shape(behind), "the same turns");
        int turns = behind.size();
        List<String> before = direct.get(turns - 1).toolResults();
        List<String> after = behind.get(turns - 1).toolResults();
        for (int i = 0; i < before.size(); i++) {
            int long0 = before.get(i).length();
            int short0 = after.get(i).length();
            assertTrue(short0 < long0 * 0.7, "output " + i + " of " + long0 + " characters became " + short0);
        }
        for (ClientRequest request : behind) {
            assertEquals(
                    after.subList(0, request.toolResults().size()),
                    request.toolResults(),
                    "a prefix that can be cached");
        }
        for (int i = 1; i < turns; i++) {
            assertTrue(behind.get(i).size() < direct.get(i).size(), "turn " + i);
        }
        System.out.println("bodies without and with Headroom, in bytes: "
                + direct.stream().map(ClientRequest::size).toList() + " "
                + behind.stream().map(ClientRequest::size).toList() + "; tool output, in characters: "
                + before.stream().map(String::length).toList() + " "
                + after.stream().map(String::length).toList());
    }

    private static List<String> shape(List<ClientRequest> session) {
        return session.stream()
                .map(request -> request.path() + " " + request.streams() + " "
                        + request.toolResults().size())
                .toList();
    }

    private ProcessBuilder prepare(String program, List<String> arguments) {
        ProcessBuilder process = distribution.prepare(Path.of(program), arguments);
        Map<String, String> environment = process.environment();
        environment
                .keySet()
                .removeIf(name -> name.matches("(?i)(ANTHROPIC|OPENAI|CLAUDE|CODEX|XDG)_?.*|.*_PROXY|NODE_OPTIONS"));
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.put("HEADROOM_ARCHIVE", "off");
        // What a shell would say; some believe it more than the system.
        environment.put("PWD", work.toString());
        environment.putAll(variables);
        return process.directory(work.toFile());
    }

    /** A log as services write it: what repeats can go, two lines that do not must stay. */
    private static String log() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            log.append(String.format(
                    "2026-11-21T10:%02d:%02d.%03dZ INFO  [worker-%d] Handled request %d in %d ms%n",
                    i / 60, i % 60, i * 7 % 1000, i % 4, 40_000 + i, 3 + i * 13 % 40));
            if (i % 130 == 77) {
                log.append("2026-11-21T10:02:00.000Z ERROR [worker-1] Rounding of order " + i + " went wrong\n");
            }
        }
        return log.toString();
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder("[\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(String.format(
                    "  {\"id\": %d, \"status\": \"%s\", \"region\": \"eu-central-1\", \"amount\": %d}%s%n",
                    40_000 + i, i % 130 == 77 ? "rounded" : "settled", 100 + i * 17 % 900, i == ROWS - 1 ? "" : ","));
        }
        return rows.append("]\n").toString();
    }

    /** Removes what was installed, and ends what runs. */
    @Override
    public void close() throws IOException {
        upstream.close();
        Path run = distribution.workspace().resolve("run");
        if (!Files.isDirectory(run)) {
            return;
        }
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().matches("proxy-\\d+\\.json")) {
                    RunFile.read(file)
                            .flatMap(proxy -> ProcessHandle.of(proxy.identity().pid()))
                            .ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    /** What a process prints, while it runs. */
    static String soFar(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
