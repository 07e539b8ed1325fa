package io.headroom.compress;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.compress.message.JsonReader;
import io.headroom.compress.message.WrittenBody;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A request as the application holds it: how it becomes a body that dialects read, and how what became of the body becomes a request of
 * the same kind again. A list of messages without the request around it is read as the one member of a request.
 *
 * @param <T> how the request is held
 */
interface Sent<T> {
    /**
     * The request as it was given.
     *
     * @return always the same
     */
    T given();

    /** Whether it is only the list of messages. */
    boolean isList();

    /**
     * Makes the body.
     *
     * @param member what the list of messages is called in the request; of no meaning for a whole request
     * @return the body
     * @throws MalformedJsonException if it cannot be written as JSON
     */
    Written<T> written(String member);

    /**
     * A body, and the way back.
     *
     * @param body the body as JSON
     * @param back makes a request of a body in which a text was replaced
     */
    record Written<T>(byte[] body, Function<BodyOutcome, T> back) {}

    /** JSON in UTF-8: a request or a list. */
    record Bytes(byte[] given) implements Sent<byte[]> {
        @Override
        public boolean isList() {
            for (byte b : given) {
                if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                    return b == '[';
                }
            }
            return false;
        }

        @Override
        public Written<byte[]> written(String member) {
            if (!isList()) {
                return new Written<>(given, BodyOutcome::body);
            }
            // A list that goes on behind its end would else become members of the request around it.
            new JsonReader().read(given, JsonCursor::skip);
            byte[] head = ("{\"" + member + "\":").getBytes(StandardCharsets.UTF_8);
            byte[] body = Arrays.copyOf(head, head.length + given.length + 1);
            System.arraycopy(given, 0, body, head.length, given.length);
            body[body.length - 1] = '}';
            return new Written<>(
                    body, outcome -> Arrays.copyOfRange(outcome.body(), head.length, outcome.body().length - 1));
        }
    }

    /** JSON as text: a request or a list. */
    record Text(String given) implements Sent<String> {
        @Override
        public boolean isList() {
            return given.stripLeading().startsWith("[");
        }

        @Override
        public Written<String> written(String member) {
            Written<byte[]> bytes = new Bytes(utf8()).written(member);
            return new Written<>(
                    bytes.body(), outcome -> new String(bytes.back().apply(outcome), StandardCharsets.UTF_8));
        }

        private byte[] utf8() {
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(given));
                return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
            } catch (CharacterCodingException e) {
                throw new MalformedJsonException("half of a surrogate pair, which UTF-8 cannot say");
            }
        }
    }

    /** A list of messages. */
    record Messages(List<Map<String, Object>> given) implements Sent<List<Map<String, Object>>> {
        @Override
        public boolean isList() {
            return true;
        }

        @Override
        public Written<List<Map<String, Object>>> written(String member) {
            WrittenBody written = WrittenBody.of(Map.of(member, given));
            return new Written<>(
                    written.bytes(),
                    outcome -> written.with(outcome.blocks())
                            .map(root -> list(root.get(member)))
                            .orElse(given));
        }

        @SuppressWarnings("unchecked") // the list that was given, or a copy of it
        private static List<Map<String, Object>> list(Object member) {
            return (List<Map<String, Object>>) member;
        }
    }

    /** A whole request. */
    record Request(Map<String, Object> given) implements Sent<Map<String, Object>> {
        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public Written<Map<String, Object>> written(String member) {
            WrittenBody written = WrittenBody.of(given);
            return new Written<>(
                    written.bytes(), outcome -> written.with(outcome.blocks()).orElse(given));
        }
    }
}
