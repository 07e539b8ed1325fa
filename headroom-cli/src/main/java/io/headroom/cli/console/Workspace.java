package io.headroom.cli.console;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders in which state lives.
 *
 * @param directory the workspace, {@code HEADROOM_WORKSPACE_DIR} or {@code ~/.headroom}
 * @param configuration the folder of {@code headroom.toml}, {@code HEADROOM_CONFIG_DIR} or {@code <workspace>/config}
 */
public record Workspace(Path directory, Path configuration) {
    /** The folders that the environment asks for. */
    public static Workspace of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return at(named(environment, "HEADROOM_WORKSPACE_DIR", home.resolve(".headroom")), environment);
    }

    /** A workspace that is known, and the folder of its configuration that the environment asks for. */
    public static Workspace at(Path directory, Map<String, String> environment) {
        return new Workspace(directory, named(environment, "HEADROOM_CONFIG_DIR", directory.resolve("config")));
    }

    /** The user's plugin folder. */
    public Path plugins() {
        return directory.resolve("plugins");
    }

    private static Path named(Map<String, String> environment, String name, Path fallback) {
        String value = environment.getOrDefault(name, "");
        return (value.isEmpty() ? fallback : Path.of(value)).toAbsolutePath();
    }
}
