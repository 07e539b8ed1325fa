package io.headroom.api.change;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One edit of a JSON or TOML document.
 *
 * @param pointer where, as an RFC 6901 JSON Pointer; for TOML the same notation over tables and keys
 * @param action what happens there
 * @param value the value as JSON text; empty for {@link Action#ABSENT}
 */
public record DocumentEdit(String pointer, Action action, Optional<String> value) {
    /** What an edit does. */
    public enum Action {
        /** The member has this value. */
        SET,
        /** There is no such member. */
        ABSENT,
        /** The array at the pointer has this element. */
        CONTAINS,
        /** The array at the pointer does not have this element. */
        LACKS
    }

    public DocumentEdit {
        Objects.requireNonNull(pointer, "pointer");
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("not a pointer to a member: " + pointer);
        }
        if ((action == Action.ABSENT) == value.isPresent()) {
            throw new IllegalArgumentException("exactly an absent member has no value: " + pointer);
        }
    }

    /**
     * Makes a pointer of names (RFC 6901, section 3).
     *
     * @param names the names on the way, with any characters
     * @return the pointer
     */
    public static String pointer(List<String> names) {
        return names.stream()
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /**
     * Sets a member.
     *
     * @param pointer where
     * @param json the value as JSON text
     * @return the edit
     */
    public static DocumentEdit set(String pointer, String json) {
        return new DocumentEdit(pointer, Action.SET, Optional.of(json));
    }

    /**
     * Sets a member to a text.
     *
     * @param pointer where
     * @param text the text
     * @return the edit
     */
    public static DocumentEdit text(String pointer, String text) {
        return set(pointer, JsonValue.quote(text));
    }

    /**
     * Takes a member away.
     *
     * @param pointer where
     * @return the edit
     */
    public static DocumentEdit absent(String pointer) {
        return new DocumentEdit(pointer, Action.ABSENT, Optional.empty());
    }
}
