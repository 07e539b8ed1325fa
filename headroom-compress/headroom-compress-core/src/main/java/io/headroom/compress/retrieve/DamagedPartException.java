package io.headroom.compress.retrieve;

/** Parts of an original do not fit what is known of it: it has to be read as a whole, and checked as a whole. */
public final class DamagedPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what does not fit
     */
    public DamagedPartException(String message) {
        super(message);
    }
}
