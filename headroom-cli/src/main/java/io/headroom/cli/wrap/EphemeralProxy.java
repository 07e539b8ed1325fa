package io.headroom.cli.wrap;

import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A proxy that belongs to no deployment: it lives in a session of its own, so that no key on our terminal reaches it, and ends by itself
 * once nobody holds a lease on it (PV-906).
 */
final class EphemeralProxy {
    private static final int IDLE_SECONDS = 15;
    private static final int LAST_LINES = 20;

    private final Host host;
    private final Path launcher;
    private final Map<String, String> environment;

    /**
     * How to start one.
     *
     * @param host where
     * @param launcher the {@code headroom} command
     * @param environment what it sees; a deployment that somebody is in is not its own
     */
    EphemeralProxy(Host host, Path launcher, Map<String, String> environment) {
        this.host = host;
        this.launcher = launcher;
        this.environment = environment;
    }

    /** Where the proxy of a port writes what it has to say. */
    Path log(int port) {
        return host.workspace().resolve("logs").resolve("wrap-" + port + ".log");
    }

    /**
     * Starts one.
     *
     * @param port where it listens
     * @param flags its further options
     * @return its process, or that of its starter
     * @throws IOException if it cannot be started
     */
    Process start(int port, List<String> flags) throws IOException {
        List<String> words = new ArrayList<>(ownSession());
        words.add(launcher.toString());
        words.addAll(List.of(
                "proxy", "--port", Integer.toString(port), "--idle-exit-seconds", Integer.toString(IDLE_SECONDS)));
        words.addAll(flags);
        Path log = log(port);
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(host.home().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> seen = builder.environment();
        seen.clear();
        environment.forEach((name, value) -> {
            if (!name.startsWith("HEADROOM_DEPLOYMENT_") && !name.equals("HEADROOM_WRAPPED")) {
                seen.put(name, value);
            }
        });
        return builder.start();
    }

    /** The last lines of the log of a proxy that died. */
    String lastWords(int port) {
        try (Stream<String> lines = Files.lines(log(port), StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** What begins a session: setsid of util-linux; perl where macOS has none; otherwise nothing, and Ctrl-C may reach it. */
    private List<String> ownSession() {
        if (host.operatingSystem() == OperatingSystem.WINDOWS) {
            return List.of();
        }
        Optional<Path> setsid = host.executable("setsid");
        if (setsid.isPresent()) {
            return List.of(setsid.get().toString());
        }
        return host.executable("perl")
                .map(perl -> List.of(perl.toString(), "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127"))
                .orElse(List.of());
    }

    private File nothing() {
        return new File(host.operatingSystem() == OperatingSystem.WINDOWS ? "NUL" : "/dev/null");
    }
}
