package io.headroom.api.compress;

/**
 * Thrown through a compressor by {@link CompressionContext#checkpoint(long)} to end its work. Compressors never catch it. It carries no
 * stack trace, because it reports no fault.
 */
public final class CompressionStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a call was stopped. */
    public enum Cause {
        /** The request's time is up. */
        DEADLINE,
        /** The client that waited for the result has gone. */
        CANCELLED,
        /** More steps than any reasonable input of that length needs; the same on every machine. */
        WORK_LIMIT
    }

    private final Cause why;

    /**
     * Creates the signal.
     *
     * @param why the reason
     */
    public CompressionStoppedException(Cause why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    /**
     * The reason.
     *
     * @return why the call was stopped
     */
    public Cause why() {
        return why;
    }
}
