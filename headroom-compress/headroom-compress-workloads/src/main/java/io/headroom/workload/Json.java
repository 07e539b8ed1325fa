package io.headroom.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value to be written in any layout. Just enough for workloads: strings, spelled literals, arrays, objects. */
public sealed interface Json {
    /**
     * A string.
     *
     * @param text the decoded text
     */
    record Text(String text) implements Json {}

    /**
     * A number, {@code true}, {@code false} or {@code null}.
     *
     * @param spelling as it is written
     */
    record Literal(String spelling) implements Json {}

    /**
     * An array.
     *
     * @param elements the elements
     */
    record Array(List<Json> elements) implements Json {}

    /**
     * An object.
     *
     * @param members the members in order
     */
    record Obj(Map<String, Json> members) implements Json {}

    /**
     * An object of names and values in turn. Values may be strings, numbers, booleans, null, lists and JSON values.
     *
     * @param namesAndValues names and values in turn
     * @return the object
     */
    static Obj object(Object... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], of(namesAndValues[i + 1]));
        }
        return new Obj(members);
    }

    /**
     * A value.
     *
     * @param value a string, number, boolean, null, list or JSON value
     * @return the JSON value
     */
    static Json of(Object value) {
        if (value instanceof Json json) {
            return json;
        }
        if (value instanceof String text) {
            return new Text(text);
        }
        if (value instanceof List<?> list) {
            List<Json> elements = new ArrayList<>();
            list.forEach(element -> elements.add(of(element)));
            return new Array(elements);
        }
        return new Literal(String.valueOf(value));
    }

    /**
     * Writes this value.
     *
     * @param layout white space
     * @return JSON text
     */
    default String write(Layout layout) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter(layout, out).print(this, 0);
        return out.toString();
    }
}
