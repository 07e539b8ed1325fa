package io.headroom.compress.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool of daemon threads that can give up a thread. A task that does not end when it should keeps its thread, which cannot be
 * killed, but the pool goes on with another one in its place, a few times. Threads are started by need and end when idle. Thread-safe;
 * it owns its threads.
 */
public final class Workers {
    private static final long IDLE_SECONDS = 30;

    private final String prefix;
    private final int size;
    private final int spare;
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Set<Worker> workers = new HashSet<>();
    private int abandoned;
    private int idle;
    private int started;
    private boolean closed;

    /**
     * Creates a pool without threads.
     *
     * @param prefix what the threads' names start with
     * @param size how many tasks run at the same time
     * @param spare how many threads may be given up and replaced at the same time
     */
    public Workers(String prefix, int size, int spare) {
        this.prefix = prefix;
        this.size = size;
        this.spare = spare;
    }

    /**
     * Runs a task as soon as a thread is free.
     *
     * @param task the task; what it throws is lost
     * @return whether it will run; not after {@link #shutDown()}
     */
    public synchronized boolean submit(Runnable task) {
        if (closed) {
            return false;
        }
        queue.add(task);
        startIfNeeded();
        return true;
    }

    /**
     * Gives up the thread that runs a task: it is interrupted, ends with the task, and another one takes its place.
     *
     * @param task a task that was submitted
     * @return whether it was running; if not, nothing was done
     */
    public synchronized boolean abandon(Runnable task) {
        for (Worker worker : workers) {
            if (worker.task == task) {
                worker.givenUp = true;
                workers.remove(worker);
                abandoned++;
                worker.interrupt();
                startIfNeeded();
                return true;
            }
        }
        return false;
    }

    /**
     * How many threads were given up and still run.
     *
     * @return the number of tasks that do not end
     */
    public synchronized int abandoned() {
        return abandoned;
    }

    /**
     * Ends all threads once their tasks end.
     *
     * @return the tasks that waited and will not run
     */
    public synchronized List<Runnable> shutDown() {
        closed = true;
        List<Runnable> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        workers.forEach(Thread::interrupt);
        return waiting;
    }

    private void startIfNeeded() {
        int allowed = size - Math.max(0, abandoned - spare);
        if (!closed && idle < queue.size() && workers.size() < allowed) {
            Worker worker = new Worker(prefix + ++started);
            workers.add(worker);
            worker.start();
        }
    }

    private synchronized boolean begin(Worker worker, Runnable task) {
        worker.task = task;
        return !closed;
    }

    private synchronized boolean end(Worker worker) {
        worker.task = null;
        if (worker.givenUp) {
            abandoned--;
            startIfNeeded();
        }
        return worker.givenUp || closed;
    }

    private Runnable take() {
        synchronized (this) {
            idle++;
        }
        try {
            return queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return null;
        } finally {
            synchronized (this) {
                idle--;
            }
        }
    }

    private synchronized boolean leaves(Worker worker) {
        if (queue.isEmpty() || closed) {
            workers.remove(worker);
            return true;
        }
        return false;
    }

    private final class Worker extends Thread {
        private Runnable task;
        private boolean givenUp;

        private Worker(String name) {
            super(null, null, name, 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                Runnable next = take();
                if (next == null) {
                    if (leaves(this)) {
                        return;
                    }
                    continue;
                }
                if (!begin(this, next)) {
                    return;
                }
                try {
                    next.run();
                } catch (Throwable lost) {
                    // Tasks report their own faults; the thread serves the next one whatever comes.
                }
                if (end(this)) {
                    return;
                }
            }
        }
    }
}
