package io.headroom.compress.verify;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Compares JSON texts by their tokens: numbers as they are spelled, strings and keys by value, order as it stands. White space and the
 * spelling of escapes do not matter. Thread-safe; memory does not grow with the texts.
 */
public final class JsonTokens {
    private static final int LONGEST = Integer.MAX_VALUE;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxNumberLength(LONGEST)
                    .maxNameLength(LONGEST)
                    .maxNestingDepth(2_000)
                    .build())
            .build();

    /** Creates a comparer. */
    public JsonTokens() {}

    /**
     * Compares two texts.
     *
     * @param a a text
     * @param b another one
     * @return whether both are JSON and their tokens are equal
     */
    public boolean equal(String a, String b) {
        return difference(a, b).isEmpty();
    }

    /**
     * Finds the first difference.
     *
     * @param a a text
     * @param b another one
     * @return what differs, without any of the content; empty if the token streams are equal
     */
    public Optional<String> difference(String a, String b) {
        try (JsonParser left = factory.createParser(ObjectReadContext.empty(), a);
                JsonParser right = factory.createParser(ObjectReadContext.empty(), b)) {
            for (long index = 1; ; index++) {
                JsonToken token = left.nextToken();
                if (token != right.nextToken()) {
                    return Optional.of("token " + index + " is of another kind");
                }
                if (token == null) {
                    return Optional.empty();
                }
                if (token.isScalarValue() || token == JsonToken.PROPERTY_NAME) {
                    if (!left.getString().equals(right.getString())) {
                        return Optional.of("token " + index + " has another value");
                    }
                }
            }
        } catch (JacksonException e) {
            return Optional.of("not JSON");
        }
    }
}
