package io.headroom.proxy.lease;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Ends a proxy that nobody has used for a while: no exchange under way or ended, and no lease held (PX-205). To look how the proxy is
 * does not count, else its own check of itself would keep it for ever.
 */
public final class IdleExit implements Runnable {
    private static final long LONGEST_STEP = Duration.ofSeconds(1).toNanos();

    private final Duration patience;
    private final Leases leases;
    private final Use use;
    private final Runnable end;

    /**
     * What counts as use.
     *
     * @param active the number of exchanges under way
     * @param ended the number of exchanges that have ended
     */
    public record Use(LongSupplier active, LongSupplier ended) {}

    /**
     * Watches, once it is run.
     *
     * @param patience how long nobody may use the proxy
     * @param leases who holds it
     * @param use what counts as use
     * @param end ends the proxy
     */
    public IdleExit(Duration patience, Leases leases, Use use, Runnable end) {
        this.patience = patience;
        this.leases = leases;
        this.use = use;
        this.end = end;
    }

    /** Returns when the proxy was told to end, or when its thread is interrupted. */
    @Override
    public void run() {
        long step = Math.min(LONGEST_STEP, Math.max(1, patience.toNanos() / 4));
        long last = System.nanoTime();
        long seen = use.ended().getAsLong();
        while (!Thread.currentThread().isInterrupted()) {
            long ended = use.ended().getAsLong();
            if (ended != seen || use.active().getAsLong() > 0 || leases.count() > 0) {
                seen = ended;
                last = System.nanoTime();
            } else if (System.nanoTime() - last >= patience.toNanos()) {
                end.run();
                return;
            }
            LockSupport.parkNanos(step);
        }
    }
}
