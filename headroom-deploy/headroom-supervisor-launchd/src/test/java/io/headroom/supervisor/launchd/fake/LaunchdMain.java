package io.headroom.supervisor.launchd.fake;

import io.headroom.api.testkit.program.ProgramServer;
import io.headroom.api.testkit.program.ProgramServer.Answer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The process of the stand-in. Arguments: the folder of its state, the home, the user, the folder of LaunchAgents with its domain, and
 * that of LaunchDaemons. Besides launchctl it answers {@code reboot}.
 */
public final class LaunchdMain {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Launchd launchd;
    private final Path file;
    private final Path decisions;
    private final Map<String, Boolean> disabled = new TreeMap<>();
    private final Map<String, Path> folders;
    private Knobs knobs;

    private LaunchdMain(Path state, Path home, String user, Map<String, Path> folders) throws IOException {
        this.decisions = state.resolve("disabled");
        this.folders = folders;
        if (Files.exists(decisions)) {
            Properties kept = new Properties();
            try (Reader reader = Files.newBufferedReader(decisions)) {
                kept.load(reader);
            }
            kept.forEach((label, off) -> disabled.put((String) label, Boolean.valueOf((String) off)));
        }
        long begin = System.nanoTime();
        this.file = state.resolve("knobs");
        this.knobs = Knobs.read(file);
        int speed = knobs.speed();
        this.launchd = new Launchd(
                new ProcessSpawner(home, user),
                () -> knobs,
                () -> Instant.EPOCH.plusNanos((System.nanoTime() - begin) * speed),
                Path::of,
                disabled);
    }

    /**
     * Runs until the standard input ends.
     *
     * @param arguments see the class
     * @throws IOException if the state cannot be read or the port cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        LaunchdMain main = new LaunchdMain(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                arguments[2],
                Map.of(arguments[3], Path.of(arguments[4]), "system", Path.of(arguments[5])));
        Thread ticker = new Thread(main::tickForEver, "time");
        ticker.setDaemon(true);
        ticker.start();
        try {
            ProgramServer.serve(Path.of(arguments[0]), main::answer);
        } finally {
            main.end();
        }
    }

    private void tickForEver() {
        while (true) {
            synchronized (this) {
                launchd.tick();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private synchronized void end() {
        launchd.endAll();
    }

    private synchronized Answer answer(String name, List<String> arguments) {
        knobs = Knobs.read(file);
        try {
            if (name.equals("reboot")) {
                Map<String, List<Path>> files = new TreeMap<>();
                for (Map.Entry<String, Path> folder : folders.entrySet()) {
                    files.put(folder.getKey(), plists(folder.getValue()));
                }
                launchd.reboot(files);
                return Answer.of("");
            }
            Answer answer = launchd.launchctl(arguments);
            if (arguments.contains("enable") || arguments.contains("disable")) {
                keepDecisions();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> plists(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".plist")).sorted().toList();
        }
    }

    private void keepDecisions() throws IOException {
        Properties kept = new Properties();
        disabled.forEach((label, off) -> kept.setProperty(label, off.toString()));
        try (Writer writer = Files.newBufferedWriter(decisions)) {
            kept.store(writer, null);
        }
    }
}
