package io.headroom.deploy.edit.toml;

import io.headroom.deploy.edit.EditRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * What a document means, as two independent parsers see it. The model can be changed, and then says what the two must see in the edited
 * document. Not thread-safe.
 */
final class TomlModel {
    private final Map<String, Object> first;
    private final Map<String, Object> second;

    private TomlModel(Map<String, Object> first, Map<String, Object> second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Reads a document with both parsers.
     *
     * @param text the document
     * @return the model
     * @throws EditRefusedException if one of them finds an error
     */
    static TomlModel read(String text) throws EditRefusedException {
        TomlParseResult parsed;
        try {
            // tomlj 2.2.0 stumbles over CRLF within inline tables; lines and columns are the same without the CR.
            parsed = Toml.parse(text.replace("\r\n", "\n"));
        } catch (RuntimeException | StackOverflowError e) {
            // Some documents bring it down; the other parser may know what is wrong with them.
            TomlReader.read(text);
            throw new EditRefusedException(0, 0, "the file cannot be read as TOML");
        }
        if (parsed.hasErrors()) {
            TomlParseError error = parsed.errors().get(0);
            throw new EditRefusedException(
                    error.position().line(), error.position().column(), error.getMessage());
        }
        return new TomlModel(table(parsed), TomlReader.read(text));
    }

    /**
     * A copy that can be changed by itself.
     *
     * @return the copy
     */
    TomlModel copy() {
        return new TomlModel(copy(first), copy(second));
    }

    /**
     * A value.
     *
     * @param path where
     * @return the value; empty if there is none
     */
    Optional<Object> get(List<String> path) {
        Object found = second;
        for (String name : path) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(found);
    }

    /**
     * Sets a value and makes the tables on the way.
     *
     * @param path where
     * @param value the value
     */
    void set(List<String> path, Object value) {
        set(first, path, value instanceof Map<?, ?> map ? copy(map) : value);
        set(second, path, value instanceof Map<?, ?> map ? copy(map) : value);
    }

    /**
     * Removes a value.
     *
     * @param path where
     */
    void remove(List<String> path) {
        remove(first, path);
        remove(second, path);
    }

    /**
     * Whether both parsers see exactly this in a document.
     *
     * @param seen what they see in it
     * @throws EditRefusedException if it is something else
     */
    void requireSame(TomlModel seen) throws EditRefusedException {
        if (!first.equals(seen.first) || !second.equals(seen.second)) {
            throw new EditRefusedException(0, 0, "the edit would change more than its own keys");
        }
    }

    /**
     * Whether the second parser sees exactly this in a document.
     *
     * @param text the document
     * @return whether it does; not if there is an error in it
     */
    boolean seenIn(String text) {
        try {
            return second.equals(TomlReader.read(text));
        } catch (EditRefusedException e) {
            return false;
        }
    }

    /** Copies the tables; arrays are replaced as a whole, never changed. */
    private static Map<String, Object> copy(Map<?, ?> table) {
        Map<String, Object> copy = new LinkedHashMap<>();
        table.forEach((name, value) -> copy.put((String) name, value instanceof Map<?, ?> map ? copy(map) : value));
        return copy;
    }

    private static void set(Map<String, Object> root, List<String> path, Object value) {
        Map<String, Object> table = root;
        for (String name : path.subList(0, path.size() - 1)) {
            table = asTable(table.computeIfAbsent(name, n -> new LinkedHashMap<>()));
        }
        table.put(path.get(path.size() - 1), value);
    }

    private static void remove(Map<String, Object> root, List<String> path) {
        Object table = root;
        for (String name : path.subList(0, path.size() - 1)) {
            table = table instanceof Map<?, ?> map ? map.get(name) : null;
        }
        if (table instanceof Map<?, ?> map) {
            map.remove(path.get(path.size() - 1));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asTable(Object table) {
        return (Map<String, Object>) table;
    }

    private static Map<String, Object> table(TomlTable parsed) {
        Map<String, Object> table = new LinkedHashMap<>();
        parsed.entrySet().forEach(entry -> table.put(entry.getKey(), value(entry.getValue())));
        return table;
    }

    private static Object value(Object parsed) {
        if (parsed instanceof TomlTable table) {
            return table(table);
        }
        if (parsed instanceof TomlArray array) {
            List<Object> elements = new ArrayList<>();
            array.toList().forEach(element -> elements.add(value(element)));
            return elements;
        }
        return parsed;
    }
}
