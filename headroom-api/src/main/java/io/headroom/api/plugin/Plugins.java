package io.headroom.api.plugin;

import java.util.List;

/** Loaded plugins. */
public final class Plugins implements AutoCloseable {
    Plugins(PluginSource source) {}

    /** The implementations of a plugin point, in a stable order. */
    public <T> List<T> all(Class<T> service) {
        return List.of();
    }

    /** What came of each plugin. */
    public List<PluginReport> reports() {
        return List.of();
    }

    @Override
    public void close() {}
}
