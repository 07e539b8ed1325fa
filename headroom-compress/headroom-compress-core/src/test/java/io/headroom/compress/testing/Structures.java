package io.headroom.compress.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as unmodifiable maps and lists, as an application's JSON library may make them. */
public final class Structures {
    private static final JsonFactory JSON = new JsonFactory();

    private Structures() {}

    /** Reads an object. */
    public static Map<String, Object> object(String json) {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an object. */
    @SuppressWarnings("unchecked") // an object is a map
    public static Map<String, Object> object(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return (Map<String, Object>) value(parser);
        }
    }

    /** The list of objects in a member. */
    @SuppressWarnings("unchecked") // the caller knows what is there
    public static List<Map<String, Object>> list(Map<String, Object> object, String member) {
        return (List<Map<String, Object>>) object.get(member);
    }

    private static Object value(JsonParser parser) {
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                return Collections.unmodifiableMap(members);
            case START_ARRAY:
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return Collections.unmodifiableList(elements);
            case VALUE_STRING:
                return parser.getString();
            case VALUE_NUMBER_INT:
                return parser.getLongValue();
            case VALUE_NUMBER_FLOAT:
                return parser.getDecimalValue();
            case VALUE_NULL:
                return null;
            default:
                return parser.getBooleanValue();
        }
    }
}
