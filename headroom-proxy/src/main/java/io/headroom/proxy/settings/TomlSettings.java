package io.headroom.proxy.settings;

import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.ToolSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * The values of a {@code headroom.toml} as texts, each with its line. Knows the syntax alone, not which keys there are.
 *
 * @param entries by dotted key, in the order of the file
 * @param faults what could not be read
 * @param tools the tables that are no settings, but describe tools
 * @param unreadable whether nothing of the file could be read
 */
public record TomlSettings(Map<String, Entry> entries, List<Fault> faults, ToolSettings tools, boolean unreadable) {
    /** What no file gives. */
    public static final TomlSettings NONE = new TomlSettings(Map.of(), List.of(), ToolSettings.NONE, false);

    /**
     * One value.
     *
     * @param text the value as text, arrays joined by commas
     * @param place the file with the line
     * @param quoted whether it stood in quotes, or was an array
     */
    public record Entry(String text, String place, boolean quoted) {}

    /** Reads a file; whatever is wrong with it becomes a fault. */
    public static TomlSettings read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), name);
        } catch (NoSuchFileException missing) {
            return broken(name, "there is no such file: " + file);
        } catch (CharacterCodingException notUtf8) {
            return broken(name, "the file is not UTF-8");
        } catch (IOException unreadable) {
            return broken(name, "the file cannot be read: " + unreadable.getMessage());
        }
    }

    /** Reads a document. */
    public static TomlSettings parse(String document, String name) {
        String text = document.startsWith("\uFEFF") ? document.substring(1) : document;
        TomlParseResult toml = Toml.parse(text);
        List<Fault> faults = new ArrayList<>();
        for (var error : toml.errors()) {
            faults.add(new Fault(
                    "",
                    "",
                    error.getMessage(),
                    Optional.of(name + ":" + error.position().line())));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!faults.isEmpty()) {
            return new TomlSettings(entries, faults, ToolSettings.NONE, true);
        }
        collect(toml, List.of(), toml, name, entries, faults);
        return new TomlSettings(entries, faults, new ToolTables(toml, name).read(), false);
    }

    private static TomlSettings broken(String name, String reason) {
        return new TomlSettings(
                Map.of(), List.of(new Fault("", "", reason, Optional.of(name))), ToolSettings.NONE, true);
    }

    private static void collect(
            TomlParseResult root,
            List<String> above,
            TomlTable table,
            String name,
            Map<String, Entry> entries,
            List<Fault> faults) {
        for (String member : table.keySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(member);
            if (ToolTables.isTools(path)) {
                continue;
            }
            Object value = table.get(List.of(member));
            if (value instanceof TomlTable inner) {
                collect(root, path, inner, name, entries, faults);
                continue;
            }
            TomlPosition position = root.inputPositionOf(path);
            String place = position == null ? name : name + ":" + position.line();
            String key = String.join(".", path);
            Optional<String> text = text(value);
            if (text.isPresent()) {
                entries.put(key, new Entry(text.get(), place, value instanceof String || value instanceof TomlArray));
            } else {
                faults.add(new Fault(
                        key,
                        String.valueOf(value),
                        "give a text, a number, a boolean or a list of texts",
                        Optional.of(place)));
            }
        }
    }

    private static Optional<String> text(Object value) {
        if (value instanceof TomlArray array) {
            List<String> items = new ArrayList<>();
            for (Object item : array.toList()) {
                if (!(item instanceof String text) || text.indexOf(',') >= 0) {
                    return Optional.empty();
                }
                items.add(text);
            }
            return Optional.of(String.join(",", items));
        }
        boolean plain = value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof java.math.BigInteger;
        return plain ? Optional.of(String.valueOf(value)) : Optional.empty();
    }
}
