package io.headroom.api.plugin;

import java.nio.file.Path;
import java.util.List;

/** Where plugins come from. Being written: replaced by the module layer based loader. */
public record PluginSource(ClassLoader application, List<Path> directories) {
    public PluginSource {
        directories = List.copyOf(directories);
    }

    /** Plugins that the application's own module path or class path offers, and those of folders. */
    public static PluginSource of(ClassLoader application, Path... directories) {
        return new PluginSource(application, List.of(directories));
    }

    /** Loads everything; a broken plugin is reported and skipped. */
    public Plugins open() {
        return new Plugins(this);
    }
}
