package io.headroom.supervisor.launchd.kit;

import io.headroom.supervisor.launchd.fake.FakeLaunchd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A Mac made of a Linux: the stand-in for launchd, the few programs that Linux has not or that tell what it is, a Headroom that listens
 * for real, and a home whose name is hard to write into XML and into shell commands. Closing ends every process of an agent.
 */
final class KitMac implements AutoCloseable {
    /** The sources of the kit, seen from the folder of this module. */
    static final Path KIT = Path.of("../../headroom-cli/src/dist/examples/deployment/macos-launchagent")
            .toAbsolutePath()
            .normalize();

    static final String LABEL = "com.headroom.proxy";
    private static final int SPEED = 10;
    private static final long LIMIT_SECONDS = 120;

    private final Path root;
    private final Path home;
    private final Path programs;
    private final Path distribution;
    private final FakeLaunchd launchd;

    private KitMac(Path root, Path home, Path programs, Path distribution, FakeLaunchd launchd) {
        this.root = root;
        this.home = home;
        this.programs = programs;
        this.distribution = distribution;
        this.launchd = launchd;
    }

    static KitMac start(Path root) throws IOException {
        for (String needed : List.of("bash", "setsid", "curl", "lsof", "perl", "python3")) {
            Assumptions.assumeTrue(find(needed).isPresent(), "no " + needed + " here, which this test needs");
        }
        Path home = Files.createDirectories(root.resolve("Users").resolve("R&D <ada> Löwe's"));
        Path programs = Files.createDirectories(root.resolve("programs"));
        for (String name : List.of("uname", "id", "plutil")) {
            program(name, programs.resolve(name));
        }
        // A Python may lie where only the search path of this process leads, behind a launcher that needs its
        // environment.
        Ran python = execute(root, System.getenv(), "", List.of("python3", "-c", "import sys; print(sys.executable)"));
        executable(
                programs.resolve("python3"), "#!/bin/sh\nexec '" + python.out().strip() + "' \"$@\"\n");
        Path distribution = Files.createDirectories(
                root.resolve("opt").resolve("head & room").resolve("bin"));
        program("headroom", distribution.resolve("headroom"));
        FakeLaunchd launchd =
                FakeLaunchd.start(root.resolve("launchd"), home, root.resolve("daemons"), "SPEED=" + SPEED);
        return new KitMac(root, home, programs, distribution, launchd);
    }

    /** Puts one of the programs that tests bring along at a place. */
    static void program(String name, Path place) throws IOException {
        try (InputStream content = KitMac.class.getResourceAsStream(name)) {
            executable(place, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Writes a program. */
    static void executable(Path place, String content) throws IOException {
        Files.writeString(place, content);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void turn(String... knobs) {
        String[] all = Arrays.copyOf(knobs, knobs.length + 1);
        all[knobs.length] = "SPEED=" + SPEED;
        launchd.turn(all);
    }

    /** Lets the Headroom of this Mac be as a file beside it says. */
    void headroomIs(String word) throws IOException {
        Files.createFile(distribution.resolve(word));
    }

    Path headroom() {
        return distribution.resolve("headroom");
    }

    Path home() {
        return home;
    }

    Path plist(String label) {
        return home.resolve("Library/LaunchAgents").resolve(label + ".plist");
    }

    Path logs() {
        return home.resolve("Library/Logs/headroom");
    }

    Ran install(String input, String... arguments) throws IOException {
        return script("install.sh", input, arguments);
    }

    Ran uninstall(String input, String... arguments) throws IOException {
        return script("uninstall.sh", input, arguments);
    }

    private Ran script(String name, String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(KIT.resolve(name).toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), input, command);
    }

    /** Runs a command in the folder of the kit, with a search path and an environment of this Mac's. */
    Ran run(Map<String, String> environment, String input, List<String> command) throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8", "PATH", path()));
        all.putAll(environment);
        return execute(root, all, input, command);
    }

    String path() {
        return String.join(
                ":", launchd.programs().toString(), programs.toString(), distribution.toString(), "/usr/bin", "/bin");
    }

    /** Runs a command with an environment of its own. */
    static Ran execute(Path root, Map<String, String> environment, String input, List<String> command)
            throws IOException {
        Path in = Files.createTempFile(root, "in", "");
        Path out = Files.createTempFile(root, "out", "");
        Path error = Files.createTempFile(root, "error", "");
        Files.writeString(in, input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(KIT.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end: " + Files.readString(out) + Files.readString(error));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    Ran launchctl(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(launchd.programs().resolve("launchctl").toString()));
        command.addAll(List.of(arguments));
        try {
            return run(Map.of(), "", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean loaded(String label) {
        return launchctl("print", "gui/501/" + label).exit() == 0;
    }

    /** The process of an agent, or nothing. */
    Optional<Long> pid(String label) {
        return launchctl("print", "gui/501/" + label)
                .out()
                .lines()
                .filter(line -> line.startsWith("\tpid = "))
                .map(line -> Long.valueOf(line.substring("\tpid = ".length())))
                .findFirst();
    }

    /** A value of an agent's description, as an independent reader of property lists sees it. */
    String value(Path plist, String expression) throws IOException {
        Ran ran = run(
                Map.of(),
                "",
                List.of(
                        programs.resolve("python3").toString(),
                        "-c",
                        "import plistlib, sys; p = plistlib.load(open(sys.argv[1], 'rb')); print(" + expression + ")",
                        plist.toString()));
        return ran.exit() == 0 ? ran.out().strip() : ran.error();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so within 60 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        launchd.close();
    }

    /** How a command ended, and what it wrote. */
    record Ran(int exit, String out, String error) {
        boolean says(String text) {
            return out.contains(text);
        }
    }
}
