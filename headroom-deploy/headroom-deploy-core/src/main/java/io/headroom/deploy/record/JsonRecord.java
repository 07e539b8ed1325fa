package io.headroom.deploy.record;

import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object of a JSON text that we wrote ourselves. Members that are not asked for do not matter. */
public final class JsonRecord {
    private final JsonValue.Object fields;

    private JsonRecord(JsonValue.Object fields) {
        this.fields = fields;
    }

    /**
     * Reads a text.
     *
     * @param text one object
     * @return the object
     * @throws DamagedRecordException if it is no object
     */
    public static JsonRecord parse(String text) throws DamagedRecordException {
        try {
            return new JsonRecord(JsonText.read(text));
        } catch (IOException e) {
            throw new DamagedRecordException("not JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The objects of an array.
     *
     * @param value the array
     * @return the objects
     * @throws DamagedRecordException if it is no array of objects
     */
    public static List<JsonRecord> all(JsonValue value) throws DamagedRecordException {
        if (!(value instanceof JsonValue.Array array)) {
            throw new DamagedRecordException("a list is missing", null);
        }
        List<JsonRecord> objects = new ArrayList<>();
        for (JsonValue item : array.elements()) {
            objects.add(object(item));
        }
        return objects;
    }

    /**
     * A member that must be there.
     *
     * @param name its name
     * @return its text
     * @throws DamagedRecordException if it is missing or no text
     */
    public String text(String name) throws DamagedRecordException {
        return maybeText(name).orElseThrow(() -> new DamagedRecordException("'" + name + "' is missing", null));
    }

    /**
     * A member that may be missing.
     *
     * @param name its name
     * @return its text; empty if it is missing, null or no text
     */
    public Optional<String> maybeText(String name) {
        return fields.text(name);
    }

    /**
     * A number that may be missing.
     *
     * @param name the member's name
     * @return its value; empty if it is missing or no number
     */
    public Optional<Long> number(String name) {
        return fields.number(name);
    }

    /**
     * A list of texts that may be missing.
     *
     * @param name the member's name
     * @return the texts
     */
    public List<String> texts(String name) {
        return fields.texts(name);
    }

    /**
     * A list of objects that may be missing.
     *
     * @param name the member's name
     * @return the objects
     * @throws DamagedRecordException if it is no list of objects
     */
    public List<JsonRecord> objects(String name) throws DamagedRecordException {
        Optional<JsonValue> value = fields.member(name);
        return value.isPresent() ? all(value.get()) : List.of();
    }

    /**
     * An object that may be missing.
     *
     * @param name the member's name
     * @return the object
     * @throws DamagedRecordException if it is no object
     */
    public Optional<JsonRecord> object(String name) throws DamagedRecordException {
        Optional<JsonValue> value = fields.member(name).filter(member -> member != JsonValue.Literal.NULL);
        return value.isPresent() ? Optional.of(object(value.get())) : Optional.empty();
    }

    /**
     * The members that are texts.
     *
     * @return names and texts, in order
     */
    public Map<String, String> allTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.members().keySet().forEach(name -> fields.text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    private static JsonRecord object(JsonValue value) throws DamagedRecordException {
        if (value instanceof JsonValue.Object found) {
            return new JsonRecord(found);
        }
        throw new DamagedRecordException("an object is missing", null);
    }
}
