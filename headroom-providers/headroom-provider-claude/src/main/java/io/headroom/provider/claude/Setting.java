package io.headroom.provider.claude;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A variable as Claude Code sees it.
 *
 * @param name the variable
 * @param value its value, which can be empty
 * @param layer the file that gives it; empty for the process environment
 * @param line the line there
 */
record Setting(String name, String value, Optional<Layer> layer, OptionalInt line) {
    /** Where it stands, for people. */
    String place() {
        return layer.map(from -> from.file() + ", line " + line.orElse(1)).orElse(name);
    }

    Optional<Path> file() {
        return layer.map(Layer::file);
    }

    boolean isFrom(Layer.Kind kind) {
        return layer.filter(from -> from.kind() == kind).isPresent();
    }

    /** The value, unless it is blank. */
    Optional<String> text() {
        return Optional.of(value).filter(text -> !text.isBlank());
    }

    /** Whether a switch is on, as Claude Code reads switches. */
    boolean isOn() {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            default -> false;
        };
    }
}
