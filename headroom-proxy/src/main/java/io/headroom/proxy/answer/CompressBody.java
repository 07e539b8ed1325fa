package io.headroom.proxy.answer;

import io.headroom.api.compress.Mode;
import io.headroom.compress.message.BodyOptions;
import io.headroom.proxy.settings.Modes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * What a body of {@code POST /v1/compress} says besides its messages. The messages themselves stay bytes, so that their numbers, key
 * order and white space come back as they were sent.
 *
 * @param options how to compress
 */
record CompressBody(BodyOptions options) {
    private static final Set<String> RETRIEVAL = Set.of("none", "cli", "mcp", "api");

    /** A body that is none. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Reads and checks a body. */
    static CompressBody read(byte[] body) throws MalformedException {
        Fields fields = new Fields();
        try (JsonParser json = parser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "the body is no JSON object");
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                fields.take(name, json);
            }
            require(json.nextToken() == null, "something stands behind the JSON object");
        } catch (JacksonException broken) {
            throw new MalformedException("the body is no JSON: " + broken.getOriginalMessage());
        }
        require(fields.messages, "messages is missing");
        return new CompressBody(new BodyOptions(fields.mode, fields.retrieval));
    }

    /** The array of messages in a body that {@link #read} took, or in what came of it. */
    static String messages(byte[] body) {
        try (JsonParser json = parser(body)) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                int start = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                if (name.equals("messages")) {
                    int end = (int) json.currentLocation().getByteOffset();
                    return new String(body, start, end - start, StandardCharsets.UTF_8);
                }
            }
            throw new IllegalStateException("the messages are gone");
        }
    }

    private static JsonParser parser(byte[] body) {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build()
                .createParser(ObjectReadContext.empty(), body);
    }

    private static void require(boolean condition, String otherwise) throws MalformedException {
        if (!condition) {
            throw new MalformedException(otherwise);
        }
    }

    /** Collects while the body is read. */
    private static final class Fields {
        private boolean messages;
        private Optional<Mode> mode = Optional.empty();
        private BodyOptions.Retrieval retrieval = BodyOptions.Retrieval.OFF;

        void take(String name, JsonParser json) throws MalformedException {
            JsonToken value = json.nextToken();
            switch (name) {
                case "messages" -> {
                    require(value == JsonToken.START_ARRAY, "messages is no array");
                    require(!messages, "messages stands there twice");
                    messages = true;
                    json.skipChildren();
                }
                case "model" -> require(value == JsonToken.VALUE_STRING, "model is no string");
                case "token_budget" ->
                    require(
                            value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NULL,
                            "token_budget is no whole number");
                case "config" -> config(value, json);
                default -> json.skipChildren();
            }
        }

        private void config(JsonToken value, JsonParser json) throws MalformedException {
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            require(value == JsonToken.START_OBJECT, "config is no object");
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken member = json.nextToken();
                if (name.equals("mode")) {
                    require(member == JsonToken.VALUE_STRING, "config.mode is no string");
                    mode = Modes.parse(json.getString());
                    require(mode.isPresent(), "config.mode is none of off, audit, lossless, balanced, aggressive");
                } else if (name.equals("retrieval")) {
                    require(
                            member == JsonToken.VALUE_STRING && RETRIEVAL.contains(json.getString()),
                            "config.retrieval is none of none, cli, mcp, api");
                    retrieval = json.getString().matches("cli|mcp")
                            ? BodyOptions.Retrieval.CLIENT
                            : BodyOptions.Retrieval.OFF;
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
