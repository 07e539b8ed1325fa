package io.headroom.proxy;

import io.headroom.api.provider.UserTool;
import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.settings.TomlSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The tables {@code [tools.<id>]} of a configuration file: tools that the user described. The proxy itself does nothing with them, so what is
 * wrong with one keeps no proxy from running.
 *
 * @param tools the tools that are described as they should be, in the order of the file
 * @param values each key as it was given, those of tools with faults too
 * @param faults what keeps tools from being used; the key names the tool behind {@code tools.}
 * @param warnings one line for each key that is not known
 */
public record ToolSettings(List<UserTool> tools, List<Value> values, List<Fault> faults, List<String> warnings) {
    /** No tools. */
    public static final ToolSettings NONE = new ToolSettings(List.of(), List.of(), List.of(), List.of());

    /**
     * A key of a tool's table.
     *
     * @param key such as {@code tools.my-agent.command}
     * @param shown the value as it may be shown to anybody: what looks like a credential is left out
     * @param place the file with the line
     */
    public record Value(String key, String shown, String place) {
        /** Checks that nothing is null. */
        public Value {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(shown, "shown");
            Objects.requireNonNull(place, "place");
        }
    }

    /** Copies the lists. */
    public ToolSettings {
        tools = List.copyOf(tools);
        values = List.copyOf(values);
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the tables of a file, and no other setting.
     *
     * @param file the configuration file
     * @return the tools; a file that cannot be read at all is a fault
     */
    public static ToolSettings read(Path file) {
        if (!mentionsTools(file)) {
            return NONE;
        }
        TomlSettings read = TomlSettings.read(file);
        return read.unreadable() ? new ToolSettings(List.of(), List.of(), read.faults(), List.of()) : read.tools();
    }

    /** Most files describe none, and the parser costs every command a tenth of a second. */
    private static boolean mentionsTools(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("tools");
        } catch (IOException unreadable) {
            // The parser tells why.
            return true;
        }
    }
}
