package io.headroom.proxy.json;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** JSON documents of Headroom's own, written as a stream. Buffers are not pooled, since library pools are shared by a whole JVM. */
public final class Json {
    private Json() {}

    /** An object with the members that are written to it. */
    public static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
