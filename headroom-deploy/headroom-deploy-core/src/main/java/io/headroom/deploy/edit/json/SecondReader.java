package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads documents with Jackson, to look over the editor's shoulder: two documents must differ in exactly the named steps. Only what lies
 * on the way of the steps becomes a model; the rest is one 64-bit sum for each value, which is enough against slips.
 */
final class SecondReader {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(Grammar.MAX_DEPTH)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxDocumentLength(-1)
            .build();

    private final JsonSyntax syntax;
    private final JsonFactory factory;

    SecondReader(JsonSyntax syntax) {
        this.syntax = syntax;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, syntax == JsonSyntax.JSONC)
                .configure(JsonReadFeature.ALLOW_TRAILING_COMMA, syntax != JsonSyntax.STRICT)
                .configure(JsonReadFeature.ALLOW_SINGLE_QUOTES, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_HEXADECIMAL_NUMBERS, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, syntax == JsonSyntax.JSON5)
                .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, syntax == JsonSyntax.JSON5)
                .build();
    }

    /** A value, as far as it matters. */
    private sealed interface Node {}

    /** A value on no step's way. */
    private record Sum(long sum) implements Node {}

    /** A value that a step ends at, or beside it in an array: JSON with sorted names. */
    private record Text(String json) implements Node {}

    /** An object on the way. */
    private record Members(List<Map.Entry<String, Node>> list) implements Node {}

    /** An array on the way. */
    private record Elements(List<Node> list) implements Node {}

    /** The ways of all steps, as a tree of their reference tokens. */
    private record Way(Map<String, Way> next) {
        static Way of(List<Step> steps) {
            Way way = new Way(new HashMap<>());
            for (Step step : steps) {
                Way at = way;
                for (String token : step.pointer().steps()) {
                    at = at.next.computeIfAbsent(token, t -> new Way(new HashMap<>()));
                }
            }
            return way;
        }
    }

    /** Whether the second document is the first one after these steps, and nothing else. */
    boolean agrees(byte[] before, byte[] after, List<Step> steps) {
        Way way = Way.of(steps);
        try {
            Node expected = read(before, way);
            for (Step step : steps) {
                expected = applied(expected, step, step.pointer().steps(), way);
            }
            return expected.equals(read(after, way));
        } catch (JacksonException | IndexOutOfBoundsException | NumberFormatException unreadable) {
            return false;
        }
    }

    private Node read(byte[] document, Way way) {
        try (JsonParser parser = open(document)) {
            if (parser.nextToken() == null) {
                return new Members(new ArrayList<>());
            }
            Node node = node(parser, way);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one document");
            }
            return node;
        }
    }

    private JsonParser open(byte[] document) {
        if (syntax == JsonSyntax.JSON5 || Json5Plain.hasSurrogateEscapes(document)) {
            String plain =
                    new Json5Plain(new String(document, StandardCharsets.UTF_8), syntax == JsonSyntax.JSON5).text();
            return factory.createParser(ObjectReadContext.empty(), plain.getBytes(StandardCharsets.UTF_8));
        }
        int start = Place.marked(document) ? 3 : 0;
        return factory.createParser(ObjectReadContext.empty(), document, start, document.length - start);
    }

    private static Node node(JsonParser parser, Way way) {
        JsonToken token = parser.currentToken();
        if (way.next().isEmpty() || !token.isStructStart()) {
            return new Text(text(parser));
        }
        if (token == JsonToken.START_OBJECT) {
            List<Map.Entry<String, Node>> members = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                Way next = way.next().get(name);
                members.add(Map.entry(name, next == null ? new Sum(sum(parser)) : node(parser, next)));
            }
            return new Members(members);
        }
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Way next = way.next().get(Integer.toString(elements.size()));
            elements.add(next == null ? new Text(text(parser)) : node(parser, next));
        }
        return new Elements(elements);
    }

    private static String text(JsonParser parser) {
        StringBuilder json = new StringBuilder();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, List<String>> members = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.computeIfAbsent(name, n -> new ArrayList<>()).add(text(parser));
                }
                json.append('{');
                members.forEach((name, values) -> {
                    Values.quote(name, json);
                    json.append(':').append(values).append(',');
                });
                json.append('}');
            }
            case START_ARRAY -> {
                json.append('[');
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    json.append(text(parser)).append(',');
                }
                json.append(']');
            }
            case VALUE_STRING -> Values.quote(parser.getString(), json);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.append(Values.number(parser.getString()));
            default -> json.append(parser.getString());
        }
        return json.toString();
    }

    private static long sum(JsonParser parser) {
        long sum = 17;
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            sum = mixed(sum, token.id());
            char[] characters = parser.getStringCharacters();
            int end = parser.getStringOffset() + parser.getStringLength();
            for (int i = parser.getStringOffset(); i < end; i++) {
                sum = mixed(sum, characters[i]);
            }
        } while (depth > 0 && parser.nextToken() != null);
        return sum;
    }

    private static long mixed(long sum, int value) {
        return Long.rotateLeft(sum ^ value, 23) * 0x9E3779B97F4A7C15L;
    }

    private Node applied(Node node, Step step, List<String> rest, Way way) {
        String token = rest.get(0);
        List<String> further = rest.subList(1, rest.size());
        Way next = way.next().get(token);
        if (node instanceof Elements array) {
            return applied(array, Pointer.index(token), step, further, next);
        }
        if (!(node instanceof Members object)) {
            return step.kind() == Step.Kind.REMOVE ? node : new Sum(0);
        }
        List<Map.Entry<String, Node>> members = new ArrayList<>(object.list());
        int at = 0;
        while (at < members.size() && !members.get(at).getKey().equals(token)) {
            at++;
        }
        if (further.isEmpty() && step.kind() == Step.Kind.REMOVE) {
            members.removeIf(member -> member.getKey().equals(token));
            return new Members(members);
        }
        Node old = at < members.size() ? members.get(at).getValue() : new Members(new ArrayList<>());
        Node value = further.isEmpty() ? value(step, next) : applied(old, step, further, next);
        if (at < members.size()) {
            members.set(at, Map.entry(token, value));
        } else {
            members.add(Map.entry(token, value));
        }
        return new Members(members);
    }

    private Node applied(Elements array, int index, Step step, List<String> further, Way next) {
        List<Node> elements = new ArrayList<>(array.list());
        if (index < 0 || index > elements.size()) {
            return new Sum(0);
        }
        if (!further.isEmpty()) {
            elements.set(index, applied(elements.get(index), step, further, next));
        } else if (step.kind() == Step.Kind.REMOVE) {
            elements.remove(index);
        } else if (step.kind() == Step.Kind.INSERT) {
            elements.add(index, value(step, next));
        } else {
            elements.set(index, value(step, next));
        }
        return new Elements(elements);
    }

    private Node value(Step step, Way way) {
        return read(step.json().getBytes(StandardCharsets.UTF_8), way);
    }
}
