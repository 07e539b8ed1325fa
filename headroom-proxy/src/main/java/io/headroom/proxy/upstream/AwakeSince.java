package io.headroom.proxy.upstream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * A moment, remembered in order to tell later whether the machine slept since: then the wall clock went on, but not the one that counts
 * running time. Connections from before a sleep look open and are dead, and nothing but a timeout would tell (PX-604). Thread-safe.
 */
final class AwakeSince {
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final long aheadMillis;

    AwakeSince(InstantSource clock) {
        this.clock = clock;
        this.aheadMillis = ahead(clock);
    }

    /** Whether the machine was awake all the time; a clock that was set forward counts as sleep, which costs a connection. */
    boolean still() {
        return ahead(clock) - aheadMillis <= TOLERANCE.toMillis();
    }

    private static long ahead(InstantSource clock) {
        return clock.millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
