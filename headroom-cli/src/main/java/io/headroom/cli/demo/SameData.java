package io.headroom.cli.demo;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Compares two texts: equal character by character, or the same JSON tokens in the same order with every number spelled the same. */
final class SameData {
    private SameData() {}

    static boolean same(String one, String other) {
        return one.equals(other) || sameTokens(one, other);
    }

    private static boolean sameTokens(String one, String other) {
        JsonFactory json = new JsonFactory();
        try (JsonParser left = json.createParser(ObjectReadContext.empty(), one);
                JsonParser right = json.createParser(ObjectReadContext.empty(), other)) {
            JsonToken token;
            do {
                token = left.nextToken();
                if (token != right.nextToken()) {
                    return false;
                }
                if (token != null && !left.getString().equals(right.getString())) {
                    return false;
                }
            } while (token != null);
            return true;
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
