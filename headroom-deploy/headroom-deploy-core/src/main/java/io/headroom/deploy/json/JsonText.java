package io.headroom.deploy.json;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Reads and writes JSON documents (RFC 8259). */
public final class JsonText {
    private JsonText() {}

    /**
     * Reads a document whose root is an object.
     *
     * @param document the text
     * @return the object
     * @throws IOException with the place and the reason, if it is no such document or has a name twice
     */
    public static JsonValue.Object read(String document) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), document)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            JsonValue.Object root = object(json);
            if (json.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
            return root;
        } catch (JacksonException malformed) {
            throw new IOException(
                    "line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr() + ": " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    /**
     * Writes a document over several lines, indented by two spaces, with a final newline.
     *
     * @param root the object
     * @return the text
     */
    public static String write(JsonValue.Object root) {
        return text(root, new Indented()) + "\n";
    }

    /**
     * Writes a document in one line without a line end.
     *
     * @param root the object
     * @return the text
     */
    public static String line(JsonValue.Object root) {
        return text(root, ObjectWriteContext.empty());
    }

    private static String text(JsonValue.Object root, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(context, text)) {
            write(json, root);
        }
        return text.toString();
    }

    private static JsonValue.Object object(JsonParser json) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            members.put(name, value(json, json.nextToken()));
        }
        return new JsonValue.Object(members);
    }

    private static JsonValue value(JsonParser json, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    elements.add(value(json, next));
                }
                yield new JsonValue.Array(elements);
            }
            case VALUE_STRING -> new JsonValue.Text(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(json.getString());
            case VALUE_TRUE -> JsonValue.Literal.TRUE;
            case VALUE_FALSE -> JsonValue.Literal.FALSE;
            default -> JsonValue.Literal.NULL;
        };
    }

    private static void write(JsonGenerator json, JsonValue value) {
        if (value instanceof JsonValue.Object object) {
            json.writeStartObject();
            object.members().forEach((name, member) -> {
                json.writeName(name);
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof JsonValue.Array array) {
            json.writeStartArray();
            array.elements().forEach(element -> write(json, element));
            json.writeEndArray();
        } else if (value instanceof JsonValue.Text text) {
            json.writeString(text.value());
        } else if (value instanceof JsonValue.Number number) {
            json.writeNumber(number.spelling());
        } else if (value == JsonValue.Literal.NULL) {
            json.writeNull();
        } else {
            json.writeBoolean(value == JsonValue.Literal.TRUE);
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        }
    }
}
