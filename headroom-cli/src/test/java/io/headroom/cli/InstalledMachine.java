package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.cli.Distribution.Result;
import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A home with the distribution, a stand-in for a service manager, the example's adapter for OpenCode, and a stand-in for that tool which
 * notes what it was given. Closing it ends every proxy that was started there.
 */
final class InstalledMachine implements AutoCloseable {
    private static final String TOOL = """
            #!/bin/sh
            printf '%s\\n' "$HEADROOM_WRAPPED" > "$TOOL_NOTES/wrapped"
            exit "${1:-0}"
            """;

    private static final String OPENCODE = "opencode-provider-1.0.0.jar";
    private static final String DIRECT = "direct-supervisor-1.0.0.jar";

    private final Path home;
    private final Distribution distribution;
    private final int port;

    /**
     * A machine in an empty home.
     *
     * @param built the folder that {@link #build} filled
     */
    InstalledMachine(Path home, Path built) throws IOException {
        this.home = home;
        distribution = Distribution.built(home);
        Path plugins = ExamplePlugin.privately(
                Files.createDirectories(distribution.workspace().resolve("plugins")));
        ExamplePlugin.privately(distribution.workspace());
        for (String jar : List.of(OPENCODE, DIRECT)) {
            ExamplePlugin.privately(Files.copy(built.resolve(jar), plugins.resolve(jar)));
        }
        Files.createDirectories(home.resolve("notes"));
        tool("opencode", TOOL);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
    }

    /** Builds the plugins of such machines, once for all of them. */
    static Path build(Path folder) throws IOException {
        ExamplePlugin.copy("provider-opencode", folder.resolve(OPENCODE));
        ExamplePlugin.build(Distribution.target().resolve("../src/test/direct").normalize(), folder.resolve(DIRECT));
        return folder;
    }

    /** Puts a program on the search path. */
    void tool(String name, String script) throws IOException {
        Path tool = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(tool, script);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }

    Distribution distribution() {
        return distribution;
    }

    Path workspace() {
        return distribution.workspace();
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    /** A command that is ready to be started. */
    ProcessBuilder prepare(String... words) {
        ProcessBuilder process = distribution.prepare(distribution.script(), List.of(words));
        process.environment()
                .put("PATH", home.resolve("bin") + ":" + process.environment().get("PATH"));
        process.environment().put("TOOL_NOTES", home.resolve("notes").toString());
        process.environment().put("SHELL", "/bin/sh");
        // A proxy of a fresh home would record an archive when it ends, which takes longer than all else here.
        process.environment().put("HEADROOM_ARCHIVE", "off");
        List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY").forEach(name -> {
            process.environment().remove(name);
            process.environment().remove(name.toLowerCase(java.util.Locale.ROOT));
        });
        process.directory(home.toFile());
        return process;
    }

    Result run(String... words) throws Exception {
        return distribution.finish(prepare(words), new byte[0]);
    }

    /** Installs the profile {@code work} on {@link #port()}, wired to these tools by their own files. */
    void install(String... targets) throws Exception {
        install(List.of(), targets);
    }

    /** The same with further options. */
    void install(List<String> options, String... targets) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("install", "apply", "--profile", "work", "--scope", "provider", "--providers", "manual"));
        for (String target : targets) {
            words.addAll(List.of("--target", target));
        }
        words.addAll(List.of("--port", String.valueOf(port)));
        words.addAll(options);
        Result applied = run(words.toArray(String[]::new));
        assertEquals(0, applied.status(), applied.toString());
    }

    String note(String name) throws IOException {
        return Files.readString(home.resolve("notes").resolve(name)).strip();
    }

    /** What the proxy of a port wrote about itself. */
    Optional<RunFile> proxy(int ofPort) {
        return RunFile.read(RunFile.path(workspace(), ofPort));
    }

    /** Ends the proxy of a port as a crash would. */
    void kill(int ofPort) throws Exception {
        ProcessHandle process =
                ProcessHandle.of(proxy(ofPort).orElseThrow().identity().pid()).orElseThrow();
        process.destroyForcibly();
        long begin = System.nanoTime();
        while (answers(ofPort) && System.nanoTime() - begin < 30_000_000_000L) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean answers(int ofPort) {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getByName("127.0.0.1"), ofPort)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Path run = workspace().resolve("run");
        if (!Files.isDirectory(run)) {
            return;
        }
        try (Stream<Path> files = Files.list(run)) {
            files.filter(file -> file.getFileName().toString().matches("proxy-\\d+\\.json"))
                    .flatMap(file -> RunFile.read(file).stream())
                    .flatMap(found -> ProcessHandle.of(found.identity().pid()).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}
