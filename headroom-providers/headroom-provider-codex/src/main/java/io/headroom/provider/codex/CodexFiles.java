package io.headroom.provider.codex;

import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where Codex keeps its configuration. */
final class CodexFiles {
    private static final String CONFIG = "config.toml";
    private static final String MANAGED = "managed_config.toml";

    private final Host host;

    CodexFiles(Host host) {
        this.host = host;
    }

    Path folder() {
        return host.variable("CODEX_HOME")
                .filter(value -> !value.isBlank())
                .map(host.workingDirectory()::resolve)
                .orElse(host.home().resolve(".codex"));
    }

    /** The one file that we edit. */
    Path user() {
        return folder().resolve(CONFIG);
    }

    /** What an administrator prescribes. */
    Path managed() {
        return host.operatingSystem() == OperatingSystem.WINDOWS
                ? folder().resolve(MANAGED)
                : host.path("/etc/codex").resolve(MANAGED);
    }

    /** What an administrator proposes; weaker than the user's file. */
    Optional<Path> system() {
        if (host.operatingSystem() != OperatingSystem.WINDOWS) {
            return Optional.of(host.path("/etc/codex").resolve(CONFIG));
        }
        return host.variable("ProgramData")
                .filter(value -> !value.isBlank())
                .map(data -> host.workingDirectory()
                        .resolve(data)
                        .resolve("OpenAI")
                        .resolve("Codex")
                        .resolve(CONFIG));
    }

    /** The files that {@code --profile NAME} reads, sorted by name. */
    List<Path> profiles() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(), "*." + CONFIG)) {
            found.forEach(files::add);
        } catch (IOException e) {
            // There is no such folder, so there are no profiles.
            files.clear();
        }
        Collections.sort(files);
        return files;
    }

    static String profileName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - CONFIG.length() - 1);
    }
}
