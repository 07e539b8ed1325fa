package io.headroom.compress.retrieve;

/** Nothing could be retrieved. {@link Retrieval} itself tells the causes apart. */
public final class RetrievalException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message why there is nothing, or what exists instead
     */
    public RetrievalException(String message) {
        super(message);
    }
}
