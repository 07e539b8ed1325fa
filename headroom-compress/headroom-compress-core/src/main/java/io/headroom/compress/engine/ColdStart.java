package io.headroom.compress.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether an engine is still so new that its code runs many times slower than it soon will: a JVM interprets what it has not seen often.
 * That is counted in work done, since an idle process gets no faster by waiting. Thread-safe.
 */
final class ColdStart {
    /** After that many characters the usual texts take about as long as ever (measured: docs/benchmarks.md). */
    static final long CHARACTERS = 2L << 20;

    /** Requests that were late in spite of their longer time; so many show that the cold is not the reason. */
    static final int LATE_REQUESTS = 5;

    private final AtomicLong characters = new AtomicLong();
    private final AtomicInteger late = new AtomicInteger();

    boolean isOver() {
        return characters.get() >= CHARACTERS || late.get() >= LATE_REQUESTS;
    }

    /** A text was worked through. */
    void worked(int length) {
        characters.addAndGet(length);
    }

    /** A request ran out of time. */
    void late() {
        late.incrementAndGet();
    }
}
