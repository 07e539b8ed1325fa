package io.headroom.compress.retrieve;

/** An original does not have the part that was asked for. The message says what there is instead. */
public final class NoSuchSliceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked for, and what exists
     */
    public NoSuchSliceException(String message) {
        super(message);
    }
}
