package io.headroom.cli.plugins;

import io.headroom.api.plugin.PluginSource;
import io.headroom.cli.console.Distribution;
import io.headroom.cli.console.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the command looks for plugins: the bundled folder beside its own {@code lib}, then the user's. A bundled folder that is on the
 * module path already is left to the application's own loader.
 */
public final class PluginFolders {
    private PluginFolders() {}

    /** The plugins of the distribution and of a workspace. */
    public static PluginSource of(Workspace workspace) {
        return of(List.of(workspace.plugins()));
    }

    /** The plugins of the distribution and of other folders. */
    public static PluginSource of(List<Path> folders) {
        List<Path> all = new ArrayList<>();
        bundled().filter(folder -> !onModulePath(folder)).ifPresent(all::add);
        all.addAll(folders);
        return new PluginSource(PluginFolders.class.getClassLoader(), all);
    }

    private static Optional<Path> bundled() {
        return Distribution.current().map(Distribution::plugins).filter(Files::isDirectory);
    }

    private static boolean onModulePath(Path folder) {
        return ModuleLayer.boot().configuration().modules().stream()
                .map(module -> module.reference().location())
                .flatMap(Optional::stream)
                .filter(location -> "file".equals(location.getScheme()))
                .anyMatch(location -> folder.equals(Path.of(location).getParent()));
    }
}
