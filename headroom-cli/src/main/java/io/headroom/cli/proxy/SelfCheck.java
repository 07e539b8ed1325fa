package io.headroom.cli.proxy;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks the proxy again and again whether it lives. A process that listens and never answers is worse than none, since no supervisor
 * starts it again; so after three failures in a row it gives up.
 */
final class SelfCheck {
    private static final int FAILURES = 3;

    private final BooleanSupplier alive;
    private final Runnable giveUp;
    private int failed;

    SelfCheck(BooleanSupplier alive, Runnable giveUp) {
        this.alive = alive;
        this.giveUp = giveUp;
    }

    /** Checks at this pace in the executor's one thread, until the executor is shut down. */
    void start(ScheduledExecutorService executor, Duration pace) {
        long millis = pace.toMillis();
        var unused = executor.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** One check. */
    void check() {
        failed = alive.getAsBoolean() ? 0 : failed + 1;
        if (failed == FAILURES) {
            giveUp.run();
        }
    }
}
