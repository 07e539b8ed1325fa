package io.headroom.compress.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Keeps a compressor that fails again and again out of the way: three faults in a row or five missed deadlines within a minute open it
 * for a minute, after which a single call is tried. Thread-safe.
 */
public final class Breaker {
    private static final int FAULTS = 3;
    private static final int MISSES = 5;
    private static final long MINUTE = Duration.ofSeconds(60).toNanos();

    private enum State {
        CLOSED,
        OPEN,
        TRYING
    }

    private final LongSupplier clock;
    private final Deque<Long> misses = new ArrayDeque<>();
    private State state = State.CLOSED;
    private long openedAt;
    private int faults;

    /**
     * Creates a closed breaker.
     *
     * @param clock nanoseconds from an arbitrary point on
     */
    public Breaker(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Asks for a call. Whoever gets it reports how it went by one of the other methods.
     *
     * @return whether the call may be made
     */
    public synchronized boolean tryEnter() {
        boolean timeForTrial = state != State.CLOSED && clock.getAsLong() - openedAt >= MINUTE;
        if (timeForTrial) {
            state = State.TRYING;
            // A trial that never reports must not keep the breaker open for ever.
            openedAt = clock.getAsLong();
            return true;
        }
        return state == State.CLOSED;
    }

    /** The call went well. */
    public synchronized void succeeded() {
        faults = 0;
        if (state == State.TRYING) {
            state = State.CLOSED;
            misses.clear();
        }
    }

    /** The call was ended for a reason that is not the compressor's. */
    public synchronized void undecided() {
        if (state == State.TRYING) {
            openedAt = clock.getAsLong() - MINUTE;
        }
    }

    /** The call failed. */
    public synchronized void failed() {
        faults++;
        if (state == State.TRYING || faults >= FAULTS) {
            open();
        }
    }

    /** The call was stopped by its deadline. */
    public synchronized void missedDeadline() {
        long now = clock.getAsLong();
        misses.addLast(now);
        while (now - misses.peekFirst() > MINUTE) {
            misses.removeFirst();
        }
        if (state == State.TRYING || misses.size() >= MISSES) {
            open();
        }
    }

    /** The call went on in spite of its deadline. */
    public synchronized void ignoredDeadline() {
        open();
    }

    /**
     * Whether calls are refused at present.
     *
     * @return whether the breaker is open or trying
     */
    public synchronized boolean isOpen() {
        return state != State.CLOSED;
    }

    private void open() {
        state = State.OPEN;
        openedAt = clock.getAsLong();
        faults = 0;
        misses.clear();
    }
}
