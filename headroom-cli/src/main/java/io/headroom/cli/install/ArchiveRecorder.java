package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has another process record the class-data archive with which the next proxy starts faster: one that listens on a free port, does nothing
 * and ends. A supervised proxy that recorded by itself would write for a second when it ends, with its port closed. The launcher looks
 * whether there is an archive already.
 */
final class ArchiveRecorder implements AutoCloseable {
    private static final List<String> WORDS = List.of(
            "proxy",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--stateless",
            "--idle-exit-seconds",
            "1",
            "--config",
            "/dev/null");
    private static final List<String> KEPT =
            List.of("PATH", "HOME", "XDG_CACHE_HOME", "HEADROOM_CACHE_DIR", "HEADROOM_JAVA_OPTS", "JAVA_HOME");

    private final Map<String, String> environment;
    // Guarded by this.
    private Optional<Process> process = Optional.empty();
    private boolean closed;

    ArchiveRecorder(Console console) {
        environment = console.environment();
    }

    /** Starts the process, if archives are wanted here. Returns at once; what goes wrong costs the next start half a second. */
    synchronized void start() {
        Optional<Path> launcher = Distribution.current().map(found -> found.launcher(environment));
        boolean wanted = !environment.getOrDefault("HEADROOM_ARCHIVE", "on").equals("off");
        if (closed || !wanted || launcher.isEmpty() || launcher.get().toString().endsWith(".cmd")) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(launcher.get().toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.command().addAll(WORDS);
        builder.environment().clear();
        KEPT.forEach(name -> Optional.ofNullable(environment.get(name))
                .ifPresent(value -> builder.environment().put(name, value)));
        builder.environment().put("HEADROOM_ARCHIVE", "record");
        try {
            process = Optional.of(builder.start());
        } catch (IOException notStarted) {
            System.getLogger("io.headroom.cli")
                    .log(System.Logger.Level.DEBUG, "cannot record a class-data archive", notStarted);
        }
    }

    /** Ends a recording that is still under way; what it has written is no archive and will be removed. */
    @Override
    public synchronized void close() {
        closed = true;
        process.ifPresent(Process::destroyForcibly);
    }
}
