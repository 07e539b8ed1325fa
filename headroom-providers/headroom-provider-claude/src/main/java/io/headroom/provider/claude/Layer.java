package io.headroom.provider.claude;

import io.headroom.api.change.JsonValue;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that takes part in Claude Code's settings.
 *
 * @param kind which one
 * @param file where
 * @param root its contents
 */
record Layer(Kind kind, Path file, JsonValue root) {
    /** The files that take part, strongest first (measured). */
    enum Kind {
        MANAGED,
        PROJECT_LOCAL,
        PROJECT,
        USER,
        STATE
    }

    Optional<JsonValue> variable(String name) {
        return root.at("env", name);
    }
}
