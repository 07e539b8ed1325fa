package io.headroom.cli;

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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A home with the distribution, the example's adapter for OpenCode as a third party's jar, and a stand-in for that tool which notes what it
 * was given and ends as it is told. Several may share a home, and with it a proxy; what their tools note lies apart.
 */
final class WrapBench implements AutoCloseable {
    private static final String TOOL = """
            #!/bin/sh
            echo "pid $$" > "$TOOL_NOTES/pid"
            printf '%s\\n' "$OPENCODE_CONFIG_CONTENT" > "$TOOL_NOTES/config"
            printf '%s\\n' "$NO_PROXY" > "$TOOL_NOTES/no_proxy"
            : > "$TOOL_NOTES/arguments"
            for argument in "$@"; do printf '%s\\n' "$argument" >> "$TOOL_NOTES/arguments"; done
            printf '%s\\n' "$HEADROOM_WRAPPED" > "$TOOL_NOTES/wrapped.new"
            mv "$TOOL_NOTES/wrapped.new" "$TOOL_NOTES/wrapped"
            case ${1:-} in
            exit) exit "$2" ;;
            die) kill "-$2" $$ ;;
            copy) cat ;;
            wait) while [ ! -e "$TOOL_NOTES/go" ]; do sleep 0.05; done; touch "$TOOL_NOTES/ended" ;;
            deaf) trap '' TERM; touch "$TOOL_NOTES/deaf"; while :; do sleep 1; done ;;
            screen)
                trap 'echo "keys: C"' INT; trap 'echo "keys: Q"' QUIT; trap 'echo "now $(stty size)"' WINCH
                echo "ready $(stty size)"
                while :; do if read -r line; then case $line in end) exit 5 ;; *) echo "line: $line" ;; esac; fi; done ;;
            plain) stty -echo; echo "silent"; while read -r line; do case $line in die) kill -9 $$ ;; *) echo "line: $line" ;; esac; done ;;
            term) trap 'exit 9' TERM; touch "$TOOL_NOTES/deaf"; while :; do sleep 0.1; done ;;
            esac
            """;

    private final Path home;
    private final Path notes;
    private final Distribution distribution;
    private final int port;
    private final List<Process> started = new ArrayList<>();

    /** A bench in a home that exists. */
    private WrapBench(Path home, Path notes, int port) throws IOException {
        this.home = home;
        this.notes = Files.createDirectories(notes);
        this.distribution = Distribution.built(home);
        this.port = port;
    }

    /** A bench with a home of its own. */
    static WrapBench in(Path home, Path plugin) throws IOException {
        WrapBench bench = new WrapBench(home, home.resolve("notes"), freePort());
        Path plugins = ExamplePlugin.privately(
                Files.createDirectories(bench.workspace().resolve("plugins")));
        ExamplePlugin.privately(Files.copy(plugin, plugins.resolve(plugin.getFileName())));
        script(bench.tool(), TOOL);
        return bench;
    }

    /** Another test's bench in the same home. */
    WrapBench withNotes(Path folder) throws IOException {
        return new WrapBench(home, folder, port);
    }

    /** Builds the adapter. */
    static Path plugin(Path folder) throws IOException {
        return ExamplePlugin.copy("provider-opencode", folder.resolve("opencode-provider-1.0.0.jar"));
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    Distribution distribution() {
        return distribution;
    }

    Path workspace() {
        return distribution.workspace();
    }

    Path tool() {
        return home.resolve("bin/opencode");
    }

    int port() {
        return port;
    }

    /** A wrap that is ready to be started. */
    ProcessBuilder prepare(String... words) {
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

    Result run(String... words) throws Exception {
        return distribution.finish(prepare(words), new byte[0]);
    }

    /** Runs the tool on the port of this bench. */
    Result runTool(String... words) throws Exception {
        return run(onPort(words));
    }

    Process start(String... words) throws IOException {
        Process process = prepare(words)
                .redirectOutput(notes.resolve("out.log").toFile())
                .redirectError(notes.resolve("err.log").toFile())
                .start();
        started.add(process);
        return process;
    }

    /** Starts the tool on the port of this bench, and waits until it runs. */
    Process startTool(String... words) throws IOException {
        Process process = start(onPort(words));
        awaitNote("wrapped");
        return process;
    }

    /** With more patience than usual: a machine that builds and tests at once may be slow. */
    String[] onPort(String... words) {
        List<String> line = new ArrayList<>(List.of("opencode", "--port", String.valueOf(port), "--timeout", "60"));
        line.addAll(List.of(words));
        return line.toArray(String[]::new);
    }

    /** Whether the tool wrote a note. */
    boolean has(String name) {
        return Files.exists(notes.resolve(name));
    }

    void awaitNote(String name) {
        await(name, () -> has(name));
    }

    String note(String name) throws IOException {
        return Files.readString(notes.resolve(name)).strip();
    }

    /** Lets a tool that waits end. */
    void letGo() throws IOException {
        Files.createFile(notes.resolve("go"));
    }

    static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(60).toNanos(), () -> "waited in vain: " + what);
            LockSupport.parkNanos(20_000_000);
        }
    }

    List<Path> runFiles() throws IOException {
        Path run = workspace().resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.getFileName().toString().matches("proxy-\\d+\\.json"))
                    .toList();
        }
    }

    /** The proxy on the port of this bench. */
    Optional<RunFile> proxy() {
        return proxy(port);
    }

    Optional<RunFile> proxy(int ofPort) {
        return RunFile.read(RunFile.path(workspace(), ofPort));
    }

    boolean proxyLives(int ofPort) {
        return proxy(ofPort)
                .flatMap(run -> ProcessHandle.of(run.identity().pid()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    /** Ends what this bench started; the proxies of its home are ended by {@link #endProxies}. */
    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }

    void endProxies() throws IOException {
        for (Path file : runFiles()) {
            RunFile.read(file)
                    .flatMap(run -> ProcessHandle.of(run.identity().pid()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
