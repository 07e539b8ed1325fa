package io.headroom.deploy.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. Members keep their order and numbers their spelling, so that what this program does not know survives being read and
 * written.
 */
public sealed interface JsonValue {
    /**
     * An object.
     *
     * @param members its members, in order
     */
    record Object(Map<String, JsonValue> members) implements JsonValue {
        public Object {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /**
         * A member.
         *
         * @param name its name
         * @return its value; empty if there is none
         */
        public Optional<JsonValue> member(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /**
         * A text.
         *
         * @param name the member's name
         * @return its value; empty if there is none or it is no text
         */
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
        }

        /**
         * A whole number.
         *
         * @param name the member's name
         * @return its value; empty if there is none or it is no whole number of 64 bits
         */
        public Optional<Long> number(String name) {
            if (members.get(name) instanceof Number number && number.spelling().matches("-?[0-9]{1,18}")) {
                return Optional.of(Long.valueOf(number.spelling()));
            }
            return Optional.empty();
        }

        /**
         * An object.
         *
         * @param name the member's name
         * @return its value; an empty object if there is none or it is something else
         */
        public Object object(String name) {
            return members.get(name) instanceof Object object ? object : new Object(Map.of());
        }

        /**
         * The elements of an array.
         *
         * @param name the member's name
         * @return its elements; none if there is no such array
         */
        public List<JsonValue> elements(String name) {
            return members.get(name) instanceof Array array ? array.elements() : List.of();
        }

        /**
         * The texts in an array.
         *
         * @param name the member's name
         * @return those elements that are texts
         */
        public List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            for (JsonValue element : elements(name)) {
                if (element instanceof Text text) {
                    texts.add(text.value());
                }
            }
            return texts;
        }

        /**
         * Whether a member is true.
         *
         * @param name the member's name
         * @return whether there is such a member with the value true
         */
        public boolean isTrue(String name) {
            return members.get(name) instanceof Literal literal && literal == Literal.TRUE;
        }

        /**
         * This object with a member, at its old place or at the end.
         *
         * @param name the member's name
         * @param value its value
         * @return a copy
         */
        public Object with(String name, JsonValue value) {
            Map<String, JsonValue> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Object(copy);
        }

        /**
         * This object without a member.
         *
         * @param name the member's name
         * @return a copy
         */
        public Object without(String name) {
            Map<String, JsonValue> copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new Object(copy);
        }
    }

    /**
     * An array.
     *
     * @param elements its elements
     */
    record Array(List<JsonValue> elements) implements JsonValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A text.
     *
     * @param value its characters
     */
    record Text(String value) implements JsonValue {}

    /**
     * A number.
     *
     * @param spelling as it is written in JSON
     */
    record Number(String spelling) implements JsonValue {}

    /** What is spelled out. */
    enum Literal implements JsonValue {
        /** {@code true}. */
        TRUE,
        /** {@code false}. */
        FALSE,
        /** {@code null}. */
        NULL
    }

    /** An object without members. */
    Object EMPTY = new Object(Map.of());

    /**
     * A text.
     *
     * @param value its characters
     * @return the value
     */
    static JsonValue of(String value) {
        return new Text(value);
    }

    /**
     * A number.
     *
     * @param value the number
     * @return the value
     */
    static JsonValue of(long value) {
        return new Number(Long.toString(value));
    }

    /**
     * A truth value.
     *
     * @param value whether it is true
     * @return the value
     */
    static JsonValue of(boolean value) {
        return value ? Literal.TRUE : Literal.FALSE;
    }

    /**
     * An array of texts.
     *
     * @param values the texts
     * @return the value
     */
    static JsonValue of(List<String> values) {
        return new Array(values.stream().map(JsonValue::of).toList());
    }

    /**
     * An object of texts.
     *
     * @param values the texts by name
     * @return the value
     */
    static JsonValue of(Map<String, String> values) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        values.forEach((name, value) -> members.put(name, of(value)));
        return new Object(members);
    }
}
