package io.headroom.deploy.edit.toml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Values of edits: from JSON text to maps, lists and scalars, and from there to TOML. */
final class TomlValues {
    private static final JsonFactory JSON = new JsonFactory();

    private TomlValues() {}

    /**
     * Reads a value of an edit.
     *
     * @param json JSON text
     * @return a map, list, string, boolean, long or double
     * @throws IllegalArgumentException if it is no JSON, or has what TOML has not: null, integers of more than 64 bits
     */
    static Object ofJson(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not one JSON value: " + json);
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON value that TOML can hold: " + json, e);
        }
    }

    private static Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> encodable(parser.getString());
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IllegalArgumentException("TOML has no such value: " + token);
        };
    }

    private static String encodable(String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("half a surrogate pair is no text");
        }
        return value;
    }

    /**
     * Writes a value on one line.
     *
     * @param value as {@link #ofJson} returns it
     * @return the TOML
     */
    static String written(Object value) {
        if (value instanceof String string) {
            return string(string);
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(TomlValues::written).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> members) {
            return members.isEmpty()
                    ? "{}"
                    : members.entrySet().stream()
                            .map(member -> key((String) member.getKey()) + " = " + written(member.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return value.toString();
    }

    /**
     * Writes a key.
     *
     * @param name one name
     * @return bare if it can be, else quoted
     */
    static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : basic(name);
    }

    /**
     * Writes a dotted key.
     *
     * @param path the names
     * @return the key
     */
    static String key(List<String> path) {
        return path.stream().map(TomlValues::key).collect(Collectors.joining("."));
    }

    private static String string(String value) {
        // A literal string keeps the backslashes of a Windows path readable.
        boolean literal = value.indexOf('\\') >= 0
                && value.indexOf('\'') < 0
                && value.chars().noneMatch(TomlValues::control);
        return literal ? "'" + value + "'" : basic(value);
    }

    private static String basic(String value) {
        StringBuilder written = new StringBuilder("\"");
        value.chars().forEach(c -> {
            int simple = "\b\t\n\f\r\"\\".indexOf(c);
            if (simple >= 0) {
                written.append('\\').append("btnfr\"\\".charAt(simple));
            } else if (control(c)) {
                written.append(String.format("\\u%04X", c));
            } else {
                written.append((char) c);
            }
        });
        return written.append('"').toString();
    }

    private static boolean control(int c) {
        return c < ' ' || c == 0x7F;
    }
}
