package io.headroom.cli.console;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;

/** The unpacked distribution that this command runs from. */
public final class Distribution {
    private final Path folder;

    private Distribution(Path folder) {
        this.folder = folder;
    }

    /** The distribution; empty where the classes lie elsewhere, as in a build. */
    public static Optional<Distribution> current() {
        CodeSource code = Distribution.class.getProtectionDomain().getCodeSource();
        if (code == null) {
            return Optional.empty();
        }
        Path lib = Path.of(URI.create(code.getLocation().toString())).getParent();
        return lib != null && lib.endsWith("lib") && lib.getParent() != null
                ? Optional.of(new Distribution(lib.getParent()))
                : Optional.empty();
    }

    /** The folder of the bundled plugins. */
    public Path plugins() {
        return folder.resolve("plugins");
    }

    /** The script for bash, zsh and their like that exports the address of a proxy that runs. */
    public Path shellIntegration() {
        return folder.resolve("examples/deployment/macos-launchagent/shell-integration.sh");
    }

    /**
     * The {@code headroom} command: by the path on the search path if that leads here, since it outlives an upgrade.
     *
     * @param environment where the search path stands
     */
    public Path launcher(Map<String, String> environment) {
        String name = File.separatorChar == '\\' ? "headroom.cmd" : "headroom";
        Path own = folder.resolve("bin").resolve(name);
        for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            try {
                Path file = Path.of(entry).resolve(name);
                if (file.isAbsolute() && Files.isExecutable(file) && Files.isSameFile(file, own)) {
                    return file;
                }
            } catch (IOException | InvalidPathException notThere) {
                continue;
            }
        }
        return own;
    }
}
