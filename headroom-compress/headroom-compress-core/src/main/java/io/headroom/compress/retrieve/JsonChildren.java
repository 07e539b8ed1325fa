package io.headroom.compress.retrieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elements, members or lines of one JSON value. */
final class JsonChildren {
    private final JsonPlace holder;
    private final UnitList units = new UnitList();
    private final UnitList values = new UnitList();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();

    JsonChildren(JsonPlace holder) {
        this.holder = holder;
    }

    void element(int start, int end) {
        units.add(start, end);
        values.add(start, end);
    }

    void member(String name, int nameStart, int start, int end) {
        units.add(nameStart, end);
        values.add(start, end);
        names.add(name);
        byName.putIfAbsent(name, names.size());
    }

    /** Where they lie in the holder's text, members with their names, all without the commas between them. */
    UnitList units() {
        return units;
    }

    /** The names of members, as they read without escapes. */
    List<String> names() {
        return names;
    }

    /** The element with an index (RFC 6901, section 4) or the first member with a name. */
    Optional<JsonPlace> child(String segment) {
        boolean object = holder.kind() == JsonPlace.Kind.OBJECT;
        int number = object ? byName.getOrDefault(segment, 0) : 1 + index(segment);
        return number < 1 || number > values.count() ? Optional.empty() : Optional.of(value(number));
    }

    /** A child by its number; the first is 1. */
    JsonPlace value(int number) {
        return JsonPlace.at(holder.text(), values.start(number), values.end(number));
    }

    private static int index(String segment) {
        boolean digits = !segment.isEmpty()
                && segment.length() < 10
                && segment.chars().allMatch(c -> c >= '0' && c <= '9')
                && (segment.length() == 1 || segment.charAt(0) != '0');
        return digits ? Integer.parseInt(segment) : -1;
    }
}
