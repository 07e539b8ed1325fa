package io.headroom.proxy.json;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Reads the plain members of a small JSON object. */
public final class JsonFields {
    private JsonFields() {}

    /** Texts, numbers and booleans by name, as text; everything else is left out. */
    public static Map<String, String> read(String document) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), document)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
            return fields;
        } catch (JacksonException malformed) {
            throw new IOException("not a JSON object: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
