package io.headroom.provider.openclaw;

import io.headroom.api.change.JsonValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The configuration file, or a file that it includes.
 *
 * @param file where
 * @param prefix where its contents belong in the whole
 * @param root its contents
 */
record Part(Path file, List<String> prefix, JsonValue root) {
    /** The value at a place in the whole, as far as this file has it. */
    Optional<JsonValue> at(String... names) {
        List<String> path = Arrays.asList(names);
        if (path.size() < prefix.size() || !path.subList(0, prefix.size()).equals(prefix)) {
            return Optional.empty();
        }
        return root.at(path.subList(prefix.size(), path.size()).toArray(String[]::new));
    }
}
