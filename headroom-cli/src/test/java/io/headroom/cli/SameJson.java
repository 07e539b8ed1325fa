package io.headroom.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Compares JSON token by token: names in the same order, numbers spelled alike, and strings equal, or themselves the same JSON (a form of
 * JSON keeps data and not white space).
 */
final class SameJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SameJson() {}

    static boolean same(String one, String other) {
        try (JsonParser left = JSON.createParser(ObjectReadContext.empty(), one);
                JsonParser right = JSON.createParser(ObjectReadContext.empty(), other)) {
            JsonToken token;
            do {
                token = left.nextToken();
                if (token != right.nextToken()) {
                    return false;
                }
                if (token != null && !sameValue(token, left.getString(), right.getString())) {
                    return false;
                }
            } while (token != null);
            return true;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static boolean sameValue(JsonToken token, String one, String other) {
        return one.equals(other) || token == JsonToken.VALUE_STRING && same(one, other);
    }
}
