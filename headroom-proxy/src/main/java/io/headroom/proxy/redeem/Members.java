package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads members of objects, and writes objects whose values are JSON already. */
final class Members {
    private Members() {}

    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> JsonStrings.quote(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String array(Iterable<String> elements) {
        return "[" + String.join(",", elements) + "]";
    }

    /** A member; empty if there is none, or {@code null}. */
    static Optional<Part> part(Map<String, Part> members, String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
    }

    /** A member that is a string. */
    static Optional<String> string(Map<String, Part> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Part::string);
    }

    /** A member that is an object; none of its members if it is not. */
    static Map<String, Part> inner(Map<String, Part> members, String name) {
        Part value = members.get(name);
        return value != null && value.isObject() ? value.members() : Map.of();
    }

    /** The members as they came, to be changed. */
    static Map<String, String> raw(Map<String, Part> members) {
        Map<String, String> raw = new LinkedHashMap<>();
        members.forEach((name, value) -> raw.put(name, value.raw()));
        return raw;
    }
}
