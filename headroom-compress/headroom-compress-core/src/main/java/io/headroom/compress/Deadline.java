package io.headroom.compress;

import io.headroom.api.compress.CompressionStoppedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The point in time after which a result is not wanted any more. Immutable but for its cancellation; thread-safe. */
public final class Deadline {
    private final long end;
    private final boolean limited;
    private final Cancellation cancellation;
    private final LongSupplier clock;

    private Deadline(long end, boolean limited, Cancellation cancellation, LongSupplier clock) {
        this.clock = clock;
        this.end = end;
        this.limited = limited;
        this.cancellation = cancellation;
    }

    /**
     * No limit.
     *
     * @return a deadline that never passes
     */
    public static Deadline never() {
        return new Deadline(0, false, new Cancellation(), System::nanoTime);
    }

    /**
     * A deadline from now on.
     *
     * @param time how long from now
     * @param cancellation ends the work earlier
     * @return the deadline
     */
    public static Deadline after(Duration time, Cancellation cancellation) {
        return after(time, cancellation, System::nanoTime);
    }

    /** A deadline by another clock, for tests. */
    static Deadline after(Duration time, Cancellation cancellation, LongSupplier clock) {
        return new Deadline(clock.getAsLong() + time.toNanos(), true, cancellation, clock);
    }

    /**
     * Why work under this deadline has to stop, if it has to.
     *
     * @return the cause, or empty while there is time
     */
    public Optional<CompressionStoppedException.Cause> stopped() {
        if (cancellation.cancelled()) {
            return Optional.of(CompressionStoppedException.Cause.CANCELLED);
        }
        if (limited && clock.getAsLong() - end >= 0) {
            return Optional.of(CompressionStoppedException.Cause.DEADLINE);
        }
        return Optional.empty();
    }

    /**
     * The time left.
     *
     * @return at least zero; very long without a limit
     */
    public Duration remaining() {
        return limited ? Duration.ofNanos(Math.max(0, end - clock.getAsLong())) : Duration.ofDays(1);
    }
}
