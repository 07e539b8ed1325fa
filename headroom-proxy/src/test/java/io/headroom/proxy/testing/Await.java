package io.headroom.proxy.testing;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Await {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private Await() {}

    /** Waits until something holds, and fails after 20 s. */
    public static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("did not come about: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
