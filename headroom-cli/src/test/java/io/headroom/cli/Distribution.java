package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The distribution that the build has just made, started by its real script, with a home of its own. */
final class Distribution {
    private static final long PATIENCE_SECONDS = 120;

    private final Path root;
    private final Path home;

    private Distribution(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /** The one in {@code target}, with state below {@code home}. */
    static Distribution built(Path home) {
        return new Distribution(target().resolve("headroom"), home);
    }

    /** The build's output folder. */
    static Path target() {
        return Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "target");
    }

    /** The same distribution in another folder. */
    Distribution copiedTo(Path folder) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(root.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new Distribution(folder, home);
    }

    Path root() {
        return root;
    }

    Path script() {
        return root.resolve("bin").resolve(File.separatorChar == '\\' ? "headroom.cmd" : "headroom");
    }

    Path workspace() {
        return home.resolve("workspace");
    }

    /** A process that is ready to be started; its state lies below the home of the test. */
    ProcessBuilder prepare(Path script, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(script.toString());
        line.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(line);
        Map<String, String> environment = process.environment();
        environment.keySet().removeIf(name -> name.startsWith("HEADROOM_") || name.startsWith("JAVA_"));
        environment.put("HOME", home.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HEADROOM_WORKSPACE_DIR", workspace().toString());
        environment.put("HEADROOM_CACHE_DIR", home.resolve("cache").toString());
        return process;
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return finish(prepare(script(), List.of(arguments)), new byte[0]);
    }

    /** Runs a command that reads. */
    Result pipe(byte[] input, String... arguments) throws IOException, InterruptedException {
        return finish(prepare(script(), List.of(arguments)), input);
    }

    /** Runs what was prepared. */
    Result finish(ProcessBuilder prepared, byte[] input) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        Process process = prepared.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // A command may end without reading everything; its status tells the rest.
            assertFalse(process.isAlive() && !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), e::toString);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running: " + prepared.command());
        }
        return new Result(process.exitValue(), Files.readAllBytes(out), Files.readAllBytes(err));
    }

    /** How a process ended, and what it wrote. */
    record Result(int status, byte[] bytes, byte[] errorBytes) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String err() {
            return new String(errorBytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit " + status + "\n" + out() + err();
        }
    }
}
