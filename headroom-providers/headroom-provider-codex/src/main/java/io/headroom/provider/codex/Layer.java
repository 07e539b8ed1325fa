package io.headroom.provider.codex;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * A file that takes part in Codex's configuration.
 *
 * @param kind which one
 * @param file where
 * @param root its contents
 */
record Layer(Kind kind, Path file, TomlTable root) {
    /** The files that take part, strongest first (measured); a profile only with {@code --profile}. */
    enum Kind {
        MANAGED,
        USER,
        SYSTEM,
        PROFILE
    }

    Optional<Entry> text(List<String> path) {
        Object value = get(path);
        return value instanceof String text ? Optional.of(new Entry(this, path, text, line(path))) : Optional.empty();
    }

    boolean has(List<String> path) {
        return get(path) != null;
    }

    boolean isTrue(List<String> path) {
        return Boolean.TRUE.equals(get(path));
    }

    int line(List<String> path) {
        return Optional.ofNullable(root.inputPositionOf(path))
                .map(position -> position.line())
                .orElse(1);
    }

    /** The names of the tables right below a table. */
    List<String> tables(String name) {
        return get(List.of(name)) instanceof TomlTable table
                ? table.keySet().stream().sorted().toList()
                : List.of();
    }

    /** Every place below the root where a key of this name stands. */
    List<List<String>> misplaced(String key) {
        List<List<String>> places = new ArrayList<>();
        for (List<String> path : root.keyPathSet(true)) {
            if (path.size() > 1 && path.get(path.size() - 1).equals(key)) {
                places.add(path);
            }
        }
        places.sort((one, other) -> String.join("\0", one).compareTo(String.join("\0", other)));
        return places;
    }

    private @Nullable Object get(List<String> path) {
        Object value = root;
        for (String name : path) {
            if (!(value instanceof TomlTable table)) {
                return null;
            }
            value = table.get(List.of(name));
        }
        return value;
    }
}
