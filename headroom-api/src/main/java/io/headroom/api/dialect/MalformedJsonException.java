package io.headroom.api.dialect;

/** Thrown through a dialect by a {@link JsonCursor} whose document is no JSON that Headroom will touch. */
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and at which byte
     */
    public MalformedJsonException(String message) {
        super(message);
    }
}
