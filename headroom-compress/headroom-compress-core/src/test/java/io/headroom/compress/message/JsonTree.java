package io.headroom.compress.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small tree reader for well-formed JSON that shares no code with what it checks. Strings know their place in the bytes.
 */
final class JsonTree {
    /** A string with the offsets of its quotes. */
    record Text(int start, int end, String value) {}

    private final byte[] json;
    private int at;

    private JsonTree(byte[] json) {
        this.json = json;
    }

    /** Objects are maps, arrays are lists, strings are {@link Text}; everything else is its spelling. */
    static Object parse(byte[] json) {
        JsonTree tree = new JsonTree(json);
        Object value = tree.value();
        tree.space();
        if (tree.at != json.length) {
            throw new IllegalArgumentException("rest at " + tree.at);
        }
        return value;
    }

    /** The value at a path of member names; empty if there is none. */
    static Optional<Object> at(Object root, String... path) {
        Object value = root;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }

    /** The string at a path, or an empty one. */
    static String string(Object root, String... path) {
        return at(root, path)
                .map(v -> v instanceof Text text ? text.value() : "")
                .orElse("");
    }

    /** The list at a path, or an empty one. */
    static List<?> list(Object root, String... path) {
        return at(root, path)
                .map(v -> v instanceof List<?> list ? list : List.of())
                .orElse(List.of());
    }

    private Object value() {
        space();
        switch (json[at]) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return text();
            default:
                int start = at;
                while (at < json.length && ",]} \n\r\t".indexOf(json[at]) < 0) {
                    at++;
                }
                return new String(json, start, at - start, StandardCharsets.US_ASCII);
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        space();
        while (json[at] != '}') {
            String key = text().value();
            space();
            at++;
            members.put(key, value());
            comma();
        }
        at++;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        space();
        while (json[at] != ']') {
            elements.add(value());
            comma();
        }
        at++;
        return elements;
    }

    private void comma() {
        space();
        if (json[at] == ',') {
            at++;
            space();
        }
    }

    private Text text() {
        int start = at++;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        at++;
        return new Text(start, at, unescaped(new String(json, start + 1, at - start - 2, StandardCharsets.UTF_8)));
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = raw.charAt(++i);
            if (c == 'u') {
                text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int known = "nrtbf".indexOf(c);
                text.append(known < 0 ? c : "\n\r\t\b\f".charAt(known));
            }
        }
        return text.toString();
    }

    private void space() {
        while (at < json.length && " \n\r\t".indexOf(json[at]) >= 0) {
            at++;
        }
    }
}
