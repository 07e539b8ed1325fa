package io.headroom.proxy;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The worker threads of one instance: daemons that end when there is nothing to do. */
final class ProxyThreads implements AutoCloseable {
    private static final int BODY_QUEUE = 64;
    private static final int ERRAND_THREADS = 8;
    private static final int ERRAND_QUEUE = 10_000;
    private static final long END_MILLIS = 2000;

    private final String prefix;
    private final ThreadPoolExecutor bodies;
    private final ThreadPoolExecutor errands;
    private final Queue<Thread> interruptible = new ConcurrentLinkedQueue<>();

    /**
     * Creates the pools; threads start when they are needed.
     *
     * @param prefix what their names begin with
     * @param bodyThreads how many bodies may be worked on at once
     */
    ProxyThreads(String prefix, int bodyThreads) {
        this.prefix = prefix;
        bodies = pool("body", bodyThreads, new ArrayBlockingQueue<>(BODY_QUEUE));
        errands = pool("errand", ERRAND_THREADS, new LinkedBlockingQueue<>(ERRAND_QUEUE));
    }

    /** Runs body steps; rejects when its queue is full. */
    ExecutorService bodies() {
        return bodies;
    }

    /** Runs whatever else may block for a while. */
    ExecutorService errands() {
        return errands;
    }

    /** Starts a thread of its own. */
    void start(String role, Runnable task) {
        daemon(prefix + role + "-1", task).start();
    }

    /** Starts a thread of its own that nobody waits for: when the instance ends, it is interrupted. */
    void startInterruptible(String role, Runnable task) {
        Thread thread = daemon(prefix + role + "-1", task);
        interruptible.add(thread);
        thread.start();
    }

    private ThreadPoolExecutor pool(String role, int threads, BlockingQueue<Runnable> queue) {
        AtomicInteger numbers = new AtomicInteger();
        ThreadFactory factory = task -> daemon(prefix + role + "-" + numbers.incrementAndGet(), task);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, queue, factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        interruptible.forEach(Thread::interrupt);
        bodies.shutdownNow();
        // Usage figures of the last exchanges are still being read; they take milliseconds.
        errands.shutdown();
        try {
            if (!errands.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                errands.shutdownNow();
            }
            bodies.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
            for (Thread thread : interruptible) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            errands.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
