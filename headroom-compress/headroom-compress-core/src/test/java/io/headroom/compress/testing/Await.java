package io.headroom.compress.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, and not for ever. */
public final class Await {
    private static final long GLANCE = Duration.ofMillis(1).toNanos();

    private Await() {}

    /** Returns the time that it took until the condition held. */
    public static Duration until(String what, Duration most, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > most.toNanos()) {
                fail("not within " + most.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(GLANCE);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
