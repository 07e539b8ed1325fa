package io.headroom.deploy.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An object of a JSON text that we wrote ourselves. Members that are not asked for do not matter. */
public final class JsonRecord {
    private final Map<String, @Nullable Object> members;

    private JsonRecord(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /**
     * Reads a text.
     *
     * @param text one object
     * @return the object
     * @throws DamagedRecordException if it is no object
     */
    public static JsonRecord parse(String text) throws DamagedRecordException {
        try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            return read(in);
        } catch (JacksonException e) {
            throw new DamagedRecordException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads an object.
     *
     * @param in stands on its start; afterwards on its end
     * @return the object
     * @throws DamagedRecordException if it is no object
     */
    public static JsonRecord read(JsonParser in) throws DamagedRecordException {
        return object(value(in));
    }

    /**
     * Reads an array of objects.
     *
     * @param in stands on its start; afterwards on its end
     * @return the objects
     * @throws DamagedRecordException if it is no array of objects
     */
    public static List<JsonRecord> readAll(JsonParser in) throws DamagedRecordException {
        return objects(value(in));
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
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A number that may be missing.
     *
     * @param name the member's name
     * @return its value; empty if it is missing or no number
     */
    public Optional<Long> number(String name) {
        return members.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /**
     * A list of texts that may be missing.
     *
     * @param name the member's name
     * @return the texts
     */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    /**
     * A list of objects that may be missing.
     *
     * @param name the member's name
     * @return the objects
     * @throws DamagedRecordException if it is no list of objects
     */
    public List<JsonRecord> objects(String name) throws DamagedRecordException {
        return members.containsKey(name) ? objects(members.get(name)) : List.of();
    }

    /**
     * An object that may be missing.
     *
     * @param name the member's name
     * @return the object
     * @throws DamagedRecordException if it is no object
     */
    public Optional<JsonRecord> object(String name) throws DamagedRecordException {
        Object value = members.get(name);
        return value == null ? Optional.empty() : Optional.of(object(value));
    }

    /**
     * The members that are texts.
     *
     * @return names and texts, in order
     */
    public Map<String, String> allTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private static List<JsonRecord> objects(@Nullable Object value) throws DamagedRecordException {
        if (!(value instanceof List<?> list)) {
            throw new DamagedRecordException("a list is missing", null);
        }
        List<JsonRecord> objects = new ArrayList<>();
        for (Object item : list) {
            objects.add(object(item));
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // Maps are made below alone, with these types.
    private static JsonRecord object(@Nullable Object value) throws DamagedRecordException {
        if (value instanceof Map<?, ?> map) {
            return new JsonRecord((Map<String, @Nullable Object>) map);
        }
        throw new DamagedRecordException("an object is missing", null);
    }

    private static @Nullable Object value(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                map.put(name, value(in));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY && in.currentToken() != null) {
                list.add(value(in));
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return in.getLongValue();
        }
        return null;
    }
}
