package io.headroom.api.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a JSON document, and where it stands there. Reading only: documents are changed by {@link Change.JsonEdit}, which keeps every
 * other byte.
 *
 * @param kind what it is
 * @param text the decoded string, or the spelling of a number, {@code true}, {@code false} or {@code null}; empty for containers
 * @param members of an object, in order; of equal names the last counts, as in all tools
 * @param elements of an array
 * @param line where the value begins, from 1 on; 0 if it is of no document
 */
public record JsonValue(Kind kind, String text, Map<String, JsonValue> members, List<JsonValue> elements, int line) {
    /** What a value can be. */
    public enum Kind {
        /** Members with names. */
        OBJECT("an object"),
        /** Elements in order. */
        ARRAY("an array"),
        /** A text. */
        STRING("a string"),
        /** A number. */
        NUMBER("a number"),
        /** True or false. */
        BOOLEAN("a boolean"),
        /** Null. */
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /**
         * The kind in words.
         *
         * @return such as {@code an object}
         */
        public String words() {
            return words;
        }
    }

    public JsonValue {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        elements = List.copyOf(elements);
    }

    /**
     * An object of no document.
     *
     * @param members its members
     * @return the value
     */
    public static JsonValue object(Map<String, JsonValue> members) {
        return new JsonValue(Kind.OBJECT, "", members, List.of(), 0);
    }

    /**
     * A string of no document.
     *
     * @param text the string
     * @return the value
     */
    public static JsonValue string(String text) {
        return new JsonValue(Kind.STRING, text, Map.of(), List.of(), 0);
    }

    /**
     * The value at a place below this one.
     *
     * @param names the names of members on the way
     * @return the value; empty if there is none, or something on the way is no object
     */
    public Optional<JsonValue> at(String... names) {
        JsonValue value = this;
        for (String name : names) {
            JsonValue member = value.members.get(name);
            if (member == null) {
                return Optional.empty();
            }
            value = member;
        }
        return Optional.of(value);
    }

    /**
     * The text of a string below this value.
     *
     * @param names the names of members on the way
     * @return the decoded text; empty if there is no string
     */
    public Optional<String> stringAt(String... names) {
        return at(names).filter(value -> value.kind == Kind.STRING).map(JsonValue::text);
    }

    /**
     * This object with the members of another put above its own, objects in objects likewise.
     *
     * @param above whose members win; if it is no object, it takes the place of this value
     * @return the merged value
     */
    public JsonValue under(JsonValue above) {
        if (kind != Kind.OBJECT || above.kind != Kind.OBJECT) {
            return above;
        }
        Map<String, JsonValue> merged = new LinkedHashMap<>(members);
        above.members.forEach((name, value) -> merged.merge(name, value, JsonValue::under));
        return object(merged);
    }

    /**
     * The value as JSON text on one line. Numbers keep their spelling, so what was read as JSON5 need not be JSON.
     *
     * @return the text, of ASCII and whatever strings hold beyond
     */
    public String json() {
        switch (kind) {
            case STRING:
                return quote(text);
            case OBJECT:
                List<String> parts = new ArrayList<>();
                members.forEach((name, value) -> parts.add(quote(name) + ":" + value.json()));
                return "{" + String.join(",", parts) + "}";
            case ARRAY:
                return "["
                        + String.join(
                                ",", elements.stream().map(JsonValue::json).toList()) + "]";
            default:
                return text;
        }
    }

    /**
     * A string as JSON text (RFC 8259, section 7).
     *
     * @param text any text
     * @return the text in double quotes, with the escapes that JSON demands
     */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ') {
                out.append(c);
            } else {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.append('"').toString();
    }
}
