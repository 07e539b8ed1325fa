package io.headroom.compress.engine;

import io.headroom.compress.work.Workers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks after jobs whose deadline has passed: one that does not end soon loses its thread. Owns a daemon thread, started by need. */
final class Watch implements AutoCloseable {
    private final Workers workers;
    private final Duration grace;
    private final ScheduledThreadPoolExecutor timer;

    Watch(Workers workers, Duration grace, String threadPrefix) {
        this.workers = workers;
        this.grace = grace;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, threadPrefix + "watch", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(30, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Gives a job, whose deadline has passed, the time that a cooperative one needs to notice. */
    void over(Job job) {
        try {
            var unused = timer.schedule(() -> check(job), grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The engine was closed meanwhile, and its threads were told to end.
            return;
        }
    }

    private void check(Job job) {
        Claimant working = job.working();
        // Our own steps end by themselves; only foreign code is given up.
        if (working != null && workers.abandon(job)) {
            working.ignoredDeadline();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
