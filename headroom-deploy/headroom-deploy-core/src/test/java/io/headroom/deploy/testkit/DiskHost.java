package io.headroom.deploy.testkit;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A host whose home is a folder of the disk, and that knows two programs: {@code on FILE} makes a file, {@code off FILE} deletes it. */
public final class DiskHost implements Host {
    private final Path home;
    private final Account account;

    /**
     * Creates the host.
     *
     * @param home an existing folder
     */
    public DiskHost(Path home) {
        this.home = home;
        this.account = new Account("ada", uid(home), Account.Privilege.USER);
    }

    private static OptionalLong uid(Path folder) {
        try {
            return OptionalLong.of(((Number) Files.getAttribute(folder, "unix:uid")).longValue());
        } catch (java.io.IOException | UnsupportedOperationException | IllegalArgumentException e) {
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
        return Optional.empty();
    }

    @Override
    public Optional<Path> executable(String name) {
        return Optional.empty();
    }

    @Override
    public CommandResult query(CommandLine command) {
        Path file = Path.of(command.arguments().get(1));
        return exited(command.arguments().get(0).equals("is") && Files.exists(file) ? 0 : 1);
    }

    @Override
    public CommandResult run(CommandLine command) {
        Path file = Path.of(command.arguments().get(1));
        try {
            if (command.arguments().get(0).equals("on")) {
                Files.writeString(file, "");
            } else {
                Files.deleteIfExists(file);
            }
            return exited(0);
        } catch (java.io.IOException e) {
            return exited(1);
        }
    }

    private static CommandResult exited(int code) {
        return new CommandResult(CommandResult.Outcome.EXITED, code, "", "");
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
