package io.headroom.api.dialect;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A forward-only view of one JSON document that never builds a tree. It stands before a value; each method below reads that value
 * completely and moves behind it. Values that nobody reads are skipped without being decoded.
 *
 * <p>Not thread-safe; valid only during the call that it was handed to.
 *
 * <p>Any fault of the document (syntax, encoding, depth over 500, an object read by {@link #members} that has a key twice) is thrown as
 * {@link MalformedJsonException}; dialects let it pass, and the document goes on as it came.
 */
public interface JsonCursor {
    /** The kinds of JSON values. */
    enum Kind {
        /** An object. */
        OBJECT,
        /** An array. */
        ARRAY,
        /** A string. */
        STRING,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** {@code null}. */
        NULL
    }

    /**
     * The kind of the value ahead. Reads nothing.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Reads an object: calls {@code member} with each name in turn, while this cursor stands before that member's value. A value that
     * the call leaves unread is skipped. A value that is no object is skipped as a whole.
     *
     * @param member what to do with each member
     */
    void members(Consumer<String> member);

    /**
     * Reads an array: calls {@code element} once for each element, while this cursor stands before it. An element that the call leaves
     * unread is skipped. A value that is no array is skipped as a whole.
     *
     * @param element what to do with each element
     */
    void elements(Runnable element);

    /**
     * Reads a string.
     *
     * @return the decoded string, or empty if the value was something else, which is skipped
     */
    Optional<String> string();

    /**
     * Reads a string together with its place.
     *
     * @return the string and its place, or empty if the value was something else, which is skipped
     */
    Optional<TextSpan> text();

    /**
     * Reads a boolean.
     *
     * @return the value, or empty if the value was something else, which is skipped
     */
    Optional<Boolean> bool();

    /**
     * Reads a whole number.
     *
     * @return the value, or empty if the value was something else or does not fit, which is skipped
     */
    Optional<Long> integer();

    /** Skips the value ahead, whatever it is. */
    void skip();
}
