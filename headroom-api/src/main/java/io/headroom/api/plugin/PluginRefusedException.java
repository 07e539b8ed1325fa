package io.headroom.api.plugin;

/** A plugin, or a jar or folder of plugins, is not taken. The message says why and what to do. */
final class PluginRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    PluginRefusedException(String message) {
        super(message);
    }
}
