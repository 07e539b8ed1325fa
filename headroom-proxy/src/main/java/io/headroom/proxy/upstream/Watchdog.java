package io.headroom.proxy.upstream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * Barks when nothing happened for a while. Noting progress costs one field write: the timer is moved on only when it rings too early.
 * Belongs to one I/O thread.
 */
public final class Watchdog {
    private final XnioIoThread thread;
    private final long limitNanos;
    private final Runnable bark;
    private XnioExecutor.@Nullable Key timer;
    private long lastProgress;

    /** A watchdog that sleeps until {@link #start()}. */
    public Watchdog(XnioIoThread thread, Duration limit, Runnable bark) {
        this.thread = thread;
        this.limitNanos = limit.toNanos();
        this.bark = bark;
    }

    /** Begins to watch, or begins anew. */
    public void start() {
        lastProgress = System.nanoTime();
        if (timer == null) {
            schedule(limitNanos);
        }
    }

    /** Notes progress. */
    public void progress() {
        lastProgress = System.nanoTime();
    }

    /** Stops watching. */
    public void stop() {
        if (timer != null) {
            timer.remove();
            timer = null;
        }
    }

    private void schedule(long nanos) {
        // Rounded up: a timer that rings a moment too early would be set again and again.
        timer = thread.executeAfter(this::ring, nanos / 1_000_000 + 1, TimeUnit.MILLISECONDS);
    }

    private void ring() {
        if (timer == null) {
            return;
        }
        timer = null;
        long left = limitNanos - (System.nanoTime() - lastProgress);
        if (left > 0) {
            schedule(left);
        } else {
            bark.run();
        }
    }
}
