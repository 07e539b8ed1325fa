package io.headroom.deploy.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A shell of this machine, started with a home of its own and nothing else in its environment. */
enum RealShell {
    BASH("bash", ".profile", "-l"),
    DASH("dash", ".profile", "-l"),
    ZSH("zsh", ".zshrc", "-i"),
    FISH("fish", ".config/fish/conf.d/headroom-p.fish", "-i");

    private static final long LIMIT_SECONDS = 60;

    private final String program;
    private final String file;
    private final String mode;

    RealShell(String program, String file, String mode) {
        this.program = program;
        this.file = file;
        this.mode = mode;
    }

    /** How a start ended; {@code variables} is what a program started by the shell sees. */
    record Start(int exitCode, String error, Map<String, String> variables) {}

    static Stream<RealShell> posix() {
        return Stream.of(BASH, DASH, ZSH);
    }

    ShellLanguage language() {
        return this == FISH ? ShellLanguage.FISH : ShellLanguage.POSIX;
    }

    String program() {
        return program;
    }

    Path file(Path home) {
        return home.resolve(file);
    }

    Optional<Path> path() {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test where the shell is missing, and says so. */
    void assumePresent() {
        if (path().isEmpty()) {
            System.out.println("skipped: " + program + " is not installed");
        }
        Assumptions.assumeTrue(path().isPresent(), program + " is not installed");
    }

    /** Starts it as a user would, and looks at the environment of a program that it starts. */
    Start start(Path home, Map<String, String> environment) {
        return run(home, environment, List.of(mode, "-c", "env -0 2>/dev/null"));
    }

    Start run(Path home, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path().orElseThrow().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile(home, "output", "");
            Path error = Files.createTempFile(home, "error", "");
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .directory(home.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " did not end");
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (String line : new String(Files.readAllBytes(output), StandardCharsets.UTF_8).split("\0")) {
                int equals = line.indexOf('=');
                variables.put(
                        equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
            }
            return new Start(process.exitValue(), Files.readString(error, StandardCharsets.ISO_8859_1), variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
