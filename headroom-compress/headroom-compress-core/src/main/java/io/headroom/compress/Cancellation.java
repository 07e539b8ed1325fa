package io.headroom.compress;

/** Tells running work that nobody waits for its result any more. Thread-safe. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Creates a cancellation that has not happened. */
    public Cancellation() {}

    /** Cancels. Calling it again does nothing. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Whether it was cancelled.
     *
     * @return whether {@link #cancel()} was called
     */
    public boolean cancelled() {
        return cancelled;
    }
}
