package io.headroom.cli.wrap;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A host on which scripts that start {@code headroom wrap} are no tools: people name them like the tool, and the tool itself stands
 * further down the search path.
 */
final class ToolHost implements Host {
    private static final int LARGEST = 16_384;

    private final Host host;

    /** A view of a host. */
    ToolHost(Host host) {
        this.host = host;
    }

    @Override
    public Optional<Path> executable(String name) {
        Optional<Path> first = host.executable(name);
        if (first.isEmpty() || !startsUs(first.get())) {
            return first;
        }
        for (String entry : host.variable("PATH").orElse("").split(File.pathSeparator, -1)) {
            try {
                Path file = Path.of(entry).resolve(first.get().getFileName());
                if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file) && !startsUs(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException notAPath) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static boolean startsUs(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return false;
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.matches("(?s).*headroom(\\.cmd)?[\"']?\\s+wrap\\s.*");
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public OperatingSystem operatingSystem() {
        return host.operatingSystem();
    }

    @Override
    public Account account() {
        return host.account();
    }

    @Override
    public Path home() {
        return host.home();
    }

    @Override
    public Path workspace() {
        return host.workspace();
    }

    @Override
    public Path workingDirectory() {
        return host.workingDirectory();
    }

    @Override
    public Path path(String absolute) {
        return host.path(absolute);
    }

    @Override
    public Optional<String> variable(String name) {
        return host.variable(name);
    }

    @Override
    public CommandResult query(CommandLine command) {
        return host.query(command);
    }

    @Override
    public CommandResult run(CommandLine command) {
        return host.run(command);
    }

    @Override
    public Instant now() {
        return host.now();
    }

    @Override
    public void pause(Duration time) {
        host.pause(time);
    }
}
