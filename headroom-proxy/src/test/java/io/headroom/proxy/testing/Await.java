package io.headroom.proxy.testing;

import java.util.concurrent.atomic.AtomicLong;
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

    /** Waits until no more bytes can be sent for a while, and says how many were. */
    public static long stall(AtomicLong sent) {
        long[] last = {-1, System.nanoTime()};
        until("the upstream stalls", () -> {
            long now = sent.get();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return now > 0 && System.nanoTime() - last[1] > 500_000_000L;
        });
        return sent.get();
    }
}
