package io.headroom.api.testkit.host;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real Linux, this one or one in namespaces, for tests with real service managers: every command begins with a prefix that leads there.
 * Thread-safe.
 */
public final class LinuxHost implements Host {
    private final List<String> prefix;
    private final Account account;
    private final Path home;
    private final Map<String, String> variables;

    /**
     * A host.
     *
     * @param prefix what leads to it; empty for this machine
     * @param account who runs the commands
     * @param home that account's home, as seen there
     * @param variables what {@link #variable} answers, and what commands get
     */
    public LinuxHost(List<String> prefix, Account account, Path home, Map<String, String> variables) {
        this.prefix = List.copyOf(prefix);
        this.account = account;
        this.home = home;
        this.variables = Map.copyOf(variables);
    }

    /**
     * This machine, as the owner of a folder sees it who has no rights but its own.
     *
     * @param home an existing folder, which is the home
     * @return the host
     */
    public static LinuxHost at(Path home) {
        return new LinuxHost(List.of(), new Account("ada", owner(home), Account.Privilege.USER), home, Map.of());
    }

    private static OptionalLong owner(Path folder) {
        try {
            return OptionalLong.of(((Number) Files.getAttribute(folder, "unix:uid")).longValue());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public OperatingSystem operatingSystem() {
        return OperatingSystem.LINUX;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public Path workspace() {
        return home.resolve(".headroom");
    }

    @Override
    public Path path(String absolute) {
        return Path.of(absolute);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public Optional<Path> executable(String name) {
        CommandResult result = query(CommandLine.of("/bin/sh", "-c", "command -v \"$1\"", "sh", name));
        return result.succeeded() ? Optional.of(Path.of(result.output().strip())) : Optional.empty();
    }

    @Override
    public CommandResult query(CommandLine command) {
        return run(command);
    }

    @Override
    public CommandResult run(CommandLine command) {
        List<String> all = new ArrayList<>(prefix);
        all.add("env");
        variables.forEach((name, value) -> all.add(name + "=" + value));
        command.environment().forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(command.arguments());
        try {
            return finish(new ProcessBuilder(all).start(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandResult finish(Process process, CommandLine command) throws IOException {
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try (var input = process.getOutputStream()) {
            input.write(command.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not want its input; its exit code tells whether it should have.
            error.isDone();
        }
        boolean ended;
        try {
            ended = process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new CommandResult(CommandResult.Outcome.TIMED_OUT, -1, "", "");
        }
        // "env" ends with 127 where there is no such program.
        return process.exitValue() == 127
                ? new CommandResult(CommandResult.Outcome.NOT_STARTED, -1, output.join(), error.join())
                : new CommandResult(CommandResult.Outcome.EXITED, process.exitValue(), output.join(), error.join());
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
