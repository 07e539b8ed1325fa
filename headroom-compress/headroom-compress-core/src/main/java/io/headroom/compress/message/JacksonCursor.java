package io.headroom.compress.message;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.TextSpan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * A {@link JsonCursor} over Jackson's streaming parser. The parser's current token is the first of the value ahead; strings are decoded
 * only when they are asked for. Not thread-safe.
 */
final class JacksonCursor implements JsonCursor {
    private final JsonParser parser;
    private final int origin;
    private boolean unread = true;

    private JacksonCursor(JsonParser parser, int origin) {
        this.parser = parser;
        this.origin = origin;
    }

    /**
     * Places a cursor before the root value.
     *
     * @param origin the offset at which the parser began, from where it counts
     */
    static JacksonCursor open(JsonParser parser, int origin) {
        JacksonCursor cursor = new JacksonCursor(parser, origin);
        if (cursor.advance() == null) {
            throw new MalformedJsonException("no JSON value at byte " + origin);
        }
        cursor.unread = true;
        return cursor;
    }

    /** Checks that the root value is complete and that nothing follows it. */
    void finish() {
        if (unread) {
            skip();
        }
        if (advance() != null) {
            throw new MalformedJsonException("a second value at byte " + tokenStart());
        }
    }

    @Override
    public Kind kind() {
        requireUnread();
        switch (parser.currentToken()) {
            case START_OBJECT:
                return Kind.OBJECT;
            case START_ARRAY:
                return Kind.ARRAY;
            case VALUE_STRING:
                return Kind.STRING;
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return Kind.NUMBER;
            case VALUE_TRUE:
            case VALUE_FALSE:
                return Kind.BOOLEAN;
            case VALUE_NULL:
                return Kind.NULL;
            default:
                throw new IllegalStateException("no value ahead, but " + parser.currentToken());
        }
    }

    @Override
    public void members(Consumer<String> member) {
        if (kind() != Kind.OBJECT) {
            skip();
            return;
        }
        Set<String> names = new HashSet<>();
        while (advance() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw new MalformedJsonException("a key for the second time at byte " + tokenStart());
            }
            advance();
            unread = true;
            member.accept(name);
            skipIfUnread();
        }
    }

    @Override
    public void elements(Runnable element) {
        if (kind() != Kind.ARRAY) {
            skip();
            return;
        }
        while (advance() != JsonToken.END_ARRAY) {
            unread = true;
            element.run();
            skipIfUnread();
        }
    }

    @Override
    public Optional<String> string() {
        if (kind() != Kind.STRING) {
            skip();
            return Optional.empty();
        }
        unread = false;
        return Optional.of(decoded());
    }

    @Override
    public Optional<TextSpan> text() {
        if (kind() != Kind.STRING) {
            skip();
            return Optional.empty();
        }
        unread = false;
        int start = tokenStart();
        String text = decoded();
        int end = origin + Math.toIntExact(parser.currentLocation().getByteOffset());
        return Optional.of(new TextSpan(start, end, text));
    }

    @Override
    public Optional<Boolean> bool() {
        Optional<Boolean> value =
                kind() == Kind.BOOLEAN ? Optional.of(parser.currentToken() == JsonToken.VALUE_TRUE) : Optional.empty();
        skip();
        return value;
    }

    @Override
    public Optional<Long> integer() {
        Optional<Long> value = Optional.empty();
        requireUnread();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            value = fitting();
        }
        skip();
        return value;
    }

    @Override
    public void skip() {
        requireUnread();
        unread = false;
        try {
            // Of an object or array, all; anything else ends when the parser moves on.
            parser.skipChildren();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private Optional<Long> fitting() {
        try {
            return Optional.of(parser.getLongValue());
        } catch (InputCoercionException e) {
            return Optional.empty();
        }
    }

    private void skipIfUnread() {
        if (unread) {
            skip();
        }
    }

    private void requireUnread() {
        if (!unread) {
            throw new IllegalStateException("this value was read already");
        }
    }

    private String decoded() {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private JsonToken advance() {
        unread = false;
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private int tokenStart() {
        return origin + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    /** Says where the fault is, but not what stands there: a message may be logged, a body may not. */
    private MalformedJsonException malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new MalformedJsonException("nested deeper than Headroom reads");
        }
        TokenStreamLocation place = e.getLocation();
        return new MalformedJsonException(
                place == null || place.getByteOffset() < 0
                        ? "no well-formed JSON"
                        : "no well-formed JSON at byte " + (origin + place.getByteOffset()));
    }
}
