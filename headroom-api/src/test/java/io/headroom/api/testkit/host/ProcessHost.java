package io.headroom.api.testkit.host;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A host that really runs commands, claims to be any operating system, keeps its file system below a folder, and whose time may pass
 * faster. Programs are looked for in one folder of stand-ins, then where a Unix has its own. Thread-safe.
 */
public final class ProcessHost implements Host {
    private static final List<Path> SYSTEM_PROGRAMS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    private final OperatingSystem system;
    private final Account account;
    private final Path root;
    private final Path programs;
    private final int speed;
    private final long begin = System.nanoTime();
    private final List<List<String>> commands = new ArrayList<>();

    /**
     * A host whose home is {@code Users/ada} below its root.
     *
     * @param system what it claims to be
     * @param account who it claims to be
     * @param root what it takes for {@code /}, or for {@code C:\}
     * @param programs the folder of stand-ins
     * @param speed how many times faster than elsewhere time passes here
     */
    public ProcessHost(OperatingSystem system, Account account, Path root, Path programs, int speed) {
        this.system = system;
        this.account = account;
        this.root = root;
        this.programs = programs;
        this.speed = speed;
    }

    /**
     * Every command so far.
     *
     * @return queries and runs with their arguments, in order
     */
    public List<List<String>> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    @Override
    public OperatingSystem operatingSystem() {
        return system;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Path home() {
        return root.resolve("Users").resolve("ada");
    }

    @Override
    public Path workspace() {
        return home().resolve(".headroom");
    }

    @Override
    public Path path(String absolute) {
        String below = absolute.replaceFirst("^([A-Za-z]:)?[/\\\\]+", "").replace('\\', '/');
        return Path.of(absolute).startsWith(root) ? Path.of(absolute) : root.resolve(below);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> executable(String name) {
        Path standIn = programs.resolve(name);
        if (Files.isExecutable(standIn)) {
            return Optional.of(standIn);
        }
        return SYSTEM_PROGRAMS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public CommandResult query(CommandLine command) {
        return run(command);
    }

    @Override
    public CommandResult run(CommandLine command) {
        synchronized (commands) {
            commands.add(command.arguments());
        }
        List<String> arguments = new ArrayList<>(command.arguments());
        if (!arguments.get(0).contains("/")) {
            Optional<Path> program = executable(arguments.get(0));
            if (program.isEmpty()) {
                return FakeHost.notStarted();
            }
            arguments.set(0, program.orElseThrow().toString());
        }
        try {
            return execute(arguments, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }

    private CommandResult execute(List<String> arguments, CommandLine command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", "");
        Path error = Files.createTempFile("error", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile());
            builder.environment().put("PATH", programs + ":/usr/bin:/bin");
            builder.environment().put("HOME", home().toString());
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            try (var input = process.outputWriter()) {
                input.write(command.input());
            }
            if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return FakeHost.timedOut();
            }
            return new CommandResult(
                    CommandResult.Outcome.EXITED,
                    process.exitValue(),
                    Files.readString(output),
                    Files.readString(error));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos((System.nanoTime() - begin) * speed);
    }

    @Override
    public void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos() / speed;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
