package io.headroom.proxy.redeem;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.proxy.json.ByteParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Takes JSON documents apart without decoding what nobody asks for, so that every part can be sent on as it came. Thread-safe; a document
 * must not change while its parts are used.
 */
final class JsonParts {
    private final ByteParser parsers = new ByteParser();

    /** A whole document; it is checked as far as its parts are asked for. */
    Part of(byte[] document) {
        return new Part(document, 0, document.length);
    }

    /** A whole document. */
    Part of(String document) {
        return of(document.getBytes(StandardCharsets.UTF_8));
    }

    /** A value where it stands in its document. */
    final class Part {
        private final byte[] document;
        private final int from;
        private final int to;

        private Part(byte[] document, int from, int to) {
            this.document = document;
            this.from = from;
            this.to = to;
        }

        /** The offset of its first byte. */
        int from() {
            return from;
        }

        /** The offset after its last byte. */
        int to() {
            return to;
        }

        /** Its text as it came. */
        String raw() {
            return new String(document, from, to - from, StandardCharsets.UTF_8);
        }

        boolean isArray() {
            return from < to && document[from] == '[';
        }

        boolean isObject() {
            return from < to && document[from] == '{';
        }

        boolean isNull() {
            return from < to && document[from] == 'n';
        }

        /**
         * The members of an object, in its order.
         *
         * @throws MalformedJsonException if this is no object, or one with a key twice
         */
        Map<String, Part> members() {
            Map<String, Part> members = new LinkedHashMap<>();
            try (JsonParser parser = open()) {
                require(parser.nextToken() == JsonToken.START_OBJECT, "an object");
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    parser.nextToken();
                    require(members.put(name, value(parser)) == null, "every key once");
                }
                require(parser.currentToken() == JsonToken.END_OBJECT, "an object's end");
            } catch (JacksonException e) {
                throw new MalformedJsonException("no well-formed JSON");
            }
            return members;
        }

        /**
         * The elements of an array.
         *
         * @throws MalformedJsonException if this is no array
         */
        List<Part> elements() {
            List<Part> elements = new ArrayList<>();
            try (JsonParser parser = open()) {
                require(parser.nextToken() == JsonToken.START_ARRAY, "an array");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    require(parser.currentToken() != null, "an array's end");
                    elements.add(value(parser));
                }
            } catch (JacksonException e) {
                throw new MalformedJsonException("no well-formed JSON");
            }
            return elements;
        }

        /** The decoded string; empty if this is something else. */
        Optional<String> string() {
            if (from == to || document[from] != '"') {
                return Optional.empty();
            }
            try (JsonParser parser = open()) {
                parser.nextToken();
                return Optional.of(parser.getString());
            } catch (JacksonException e) {
                throw new MalformedJsonException("no well-formed JSON");
            }
        }

        /** A string decoded, a number or a boolean as it came; empty for what has no such text. */
        Optional<String> scalar() {
            if (from == to || document[from] == '{' || document[from] == '[' || document[from] == 'n') {
                return Optional.empty();
            }
            return string().or(() -> Optional.of(raw()));
        }

        private JsonParser open() {
            return parsers.open(document, from, to - from);
        }

        private Part value(JsonParser parser) {
            int start = from + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
            parser.finishToken();
            return new Part(
                    document,
                    start,
                    from + Math.toIntExact(parser.currentLocation().getByteOffset()));
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new MalformedJsonException("expected " + what);
            }
        }
    }
}
