package io.headroom.api.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where plugins come from, and which of them are not wanted: what the application itself offers on its module path or class path comes
 * first, then the folders in their order. An entry of a folder is a jar, or a directory of jars (a plugin with its libraries).
 *
 * @param application the loader whose modules and class path are searched
 * @param directories plugin folders; one that does not exist counts as empty
 * @param disabled ids of plugins that are not to be used
 */
public record PluginSource(ClassLoader application, List<Path> directories, Set<String> disabled) {
    /** Copies the collections. */
    public PluginSource {
        Objects.requireNonNull(application, "application");
        directories = List.copyOf(directories);
        disabled = Set.copyOf(disabled);
    }

    /**
     * A source of which nothing is switched off.
     *
     * @param application the loader whose modules and class path are searched
     * @param directories plugin folders; one that does not exist counts as empty
     */
    public PluginSource(ClassLoader application, List<Path> directories) {
        this(application, directories, Set.of());
    }

    /**
     * Plugins that the application's own module path or class path offers, and those of folders.
     *
     * @param application the loader whose modules and class path are searched
     * @param directories plugin folders; one that does not exist counts as empty
     * @return the source
     */
    public static PluginSource of(ClassLoader application, Path... directories) {
        return new PluginSource(application, List.of(directories));
    }

    /**
     * This source without some plugins.
     *
     * @param ids ids of plugins that are not to be used
     * @return a copy
     */
    public PluginSource without(Set<String> ids) {
        return new PluginSource(application, directories, ids);
    }

    /**
     * Opens every folder. What is broken is reported and skipped, never thrown.
     *
     * @return the plugins; to be closed by the caller
     */
    public Plugins open() {
        return Plugins.open(this);
    }
}
