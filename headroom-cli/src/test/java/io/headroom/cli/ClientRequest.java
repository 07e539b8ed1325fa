package io.headroom.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request as the provider got it.
 *
 * @param method its method
 * @param target path and query
 * @param headers one value per name, names in lower case
 * @param body the body's text, decoded
 */
record ClientRequest(String method, String target, Map<String, String> headers, String body) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The path alone. */
    String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /** How long the body is, in bytes. */
    int size() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether an answer in pieces is asked for. */
    boolean streams() {
        return member("stream", Boolean.FALSE).equals(Boolean.TRUE) || path().endsWith(":streamGenerateContent");
    }

    /** The names of the tools that the model may call, in any of the four dialects. */
    List<String> tools() {
        List<String> names = new ArrayList<>();
        for (Object tool : list(member("tools", List.of()))) {
            names.add(String.valueOf(map(tool).get("name")));
            names.add(String.valueOf(map(map(tool).get("function")).get("name")));
            list(map(tool).get("functionDeclarations"))
                    .forEach(declared -> names.add(String.valueOf(map(declared).get("name"))));
        }
        return names;
    }

    /** What tools have printed so far, oldest first, in any of the four dialects. */
    List<String> toolResults() {
        List<String> texts = new ArrayList<>();
        for (Object message : list(member("messages", List.of()))) {
            Map<?, ?> fields = map(message);
            if ("tool".equals(fields.get("role"))) {
                texts.add(text(fields.get("content")));
            }
            for (Object block : list(fields.get("content"))) {
                if ("tool_result".equals(map(block).get("type"))) {
                    texts.add(text(map(block).get("content")));
                }
            }
        }
        for (Object content : list(member("contents", List.of()))) {
            for (Object part : list(map(content).get("parts"))) {
                Map<?, ?> response = map(map(part).get("functionResponse"));
                if (!response.isEmpty()) {
                    texts.add(text(map(response.get("response")).get("output")));
                }
            }
        }
        for (Object item : list(member("input", List.of()))) {
            if (String.valueOf(map(item).get("type")).endsWith("_call_output")) {
                texts.add(text(map(item).get("output")));
            }
        }
        return texts;
    }

    private Object member(String name, Object otherwise) {
        Object value = body.startsWith("{") ? map(tree()).get(name) : null;
        return value == null ? otherwise : value;
    }

    private static String text(Object content) {
        if (content instanceof String text) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        for (Object part : list(content)) {
            all.append(map(part).get("text"));
        }
        return all.toString();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private Object tree() {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return read(parser, parser.nextToken());
        }
    }

    private static Object read(JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    members.put(name, read(parser, parser.nextToken()));
                }
                return members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(read(parser, next));
                }
                return elements;
            }
            case VALUE_TRUE -> {
                return Boolean.TRUE;
            }
            case VALUE_FALSE -> {
                return Boolean.FALSE;
            }
            default -> {
                return parser.getString();
            }
        }
    }
}
