package io.headroom.provider.claude;

import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where Claude Code keeps its settings. */
final class ClaudeFiles {
    private static final String SETTINGS = "settings.json";

    private final Host host;
    private final Optional<Path> moved;

    ClaudeFiles(Host host) {
        this.host = host;
        this.moved = host.variable("CLAUDE_CONFIG_DIR")
                .filter(value -> !value.isBlank())
                .map(host.workingDirectory()::resolve);
    }

    /** The folder of the account's own configuration. */
    Path folder() {
        return moved.orElse(host.home().resolve(".claude"));
    }

    /** The one file that we edit. */
    Path user() {
        return folder().resolve(SETTINGS);
    }

    /** The program's own state, which can hold variables, too. */
    Path state() {
        return moved.orElse(host.home()).resolve(".claude.json");
    }

    Path project() {
        return host.workingDirectory().resolve(".claude").resolve(SETTINGS);
    }

    Path projectLocal() {
        return host.workingDirectory().resolve(".claude").resolve("settings.local.json");
    }

    /** What an administrator prescribes, strongest first. */
    List<Path> managed() {
        Path folder = host.path(
                switch (host.operatingSystem()) {
                    case LINUX -> "/etc/claude-code";
                    case MACOS -> "/Library/Application Support/ClaudeCode";
                    case WINDOWS -> "C:\\Program Files\\ClaudeCode";
                });
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder.resolve("managed-settings.d"), "*.json")) {
            parts.forEach(files::add);
        } catch (IOException e) {
            // There is no such folder, or it is not for this account: then Claude Code does not read it either.
            files.clear();
        }
        files.sort(Comparator.comparing(Path::toString).reversed());
        files.add(folder.resolve("managed-settings.json"));
        return files;
    }
}
