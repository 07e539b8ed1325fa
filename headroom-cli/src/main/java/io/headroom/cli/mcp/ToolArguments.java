package io.headroom.cli.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent wrote into a call, as texts: models write numbers with and without quotes, and null or nothing for what they leave open.
 *
 * @param words values by name, without those that are left open
 */
record ToolArguments(Map<String, String> words) {
    static ToolArguments of(Map<String, Object> given) throws ToolFailure {
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : given.entrySet()) {
            Object value = argument.getValue();
            if (value instanceof Map || value instanceof Iterable) {
                throw new ToolFailure(argument.getKey() + ": is a text or a number, not an object or a list");
            }
            if (value != null) {
                words.put(argument.getKey(), value.toString());
            }
        }
        return new ToolArguments(words);
    }

    /** A value that has to be there. */
    String required(String name, String what) throws ToolFailure {
        String value = words.get(name);
        if (value == null) {
            throw new ToolFailure(name + ": it is missing; give " + what);
        }
        return value;
    }

    /** A value that may be left open; empty text counts as that. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(words.get(name)).filter(value -> !value.isEmpty());
    }
}
