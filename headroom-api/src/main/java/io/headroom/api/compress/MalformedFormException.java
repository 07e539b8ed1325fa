package io.headroom.api.compress;

/** Thrown by {@link Compressor#decode(String)} for a text that the compressor did not write. */
public final class MalformedFormException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and in which line
     */
    public MalformedFormException(String message) {
        super(message);
    }
}
