package io.headroom.api.plugin;

import java.util.Objects;

/**
 * What came of one plugin, or of one jar in a plugin folder.
 *
 * @param source where it came from: the jar or directory, or {@code application}
 * @param name the id, or the name of the class or file where no id is known
 * @param service the plugin point's simple name, such as {@code Compressor}; empty if the jar could not be opened
 * @param version the version that the module tells; empty if none
 * @param status what came of it
 * @param detail why it was skipped; empty if it was loaded
 */
public record PluginReport(String source, String name, String service, String version, Status status, String detail) {
    /** What came of a plugin. */
    public enum Status {
        /** It is in use. */
        LOADED,
        /** It is broken, refused or switched off; everything else goes on without it. */
        SKIPPED
    }

    public PluginReport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }
}
