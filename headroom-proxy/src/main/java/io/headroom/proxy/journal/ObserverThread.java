package io.headroom.proxy.journal;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.ExchangeObserver;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells one observer about exchanges, on a thread that it shares with nobody: one that throws or never returns loses its own events,
 * which are counted, and no other observer and no request notices (PX-1502). One that only throws is left alone in the end.
 * Thread-safe.
 */
final class ObserverThread implements AutoCloseable {
    private static final int QUEUE = 8192;
    private static final int MOST_FAULTS_IN_A_ROW = 20;
    private static final long GATHER_MILLIS = 5;
    private static final long CLOSE_MILLIS = 1000;

    private final ExchangeObserver observer;
    private final String id;
    private final BlockingQueue<Optional<Exchange>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder lost = new LongAdder();
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final Thread thread;
    private volatile boolean closed;

    ObserverThread(ExchangeObserver observer, String id, String threadName) {
        this.observer = observer;
        this.id = id;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    void tell(Exchange exchange) {
        if (closed || !queue.offer(Optional.of(exchange))) {
            lost.increment();
        }
    }

    long lost() {
        return lost.sum();
    }

    Optional<String> trouble() {
        if (queue.remainingCapacity() == 0) {
            return Optional.of("observer " + id + " is too slow and loses events");
        }
        return Optional.of(trouble.get()).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() {
        closed = true;
        // No exchange: it wakes a thread that waits for one. Where it does not fit, the thread has some.
        queue.offer(Optional.empty());
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        int faults = 0;
        try {
            while (faults < MOST_FAULTS_IN_A_ROW && !(closed && queue.isEmpty())) {
                Optional<Exchange> exchange = queue.take();
                if (exchange.isEmpty()) {
                    continue;
                }
                faults = told(exchange.get()) ? 0 : faults + 1;
                if (queue.isEmpty() && !closed) {
                    // Whoever tells the next ones need not wake this thread for each of them.
                    Thread.sleep(GATHER_MILLIS);
                }
            }
        } catch (InterruptedException stop) {
            lost.add(queue.size());
        }
        closed = true;
    }

    private boolean told(Exchange exchange) {
        try {
            observer.finished(exchange);
            return true;
        } catch (RuntimeException | LinkageError | StackOverflowError fault) {
            lost.increment();
            trouble.set("observer " + id + " fails: " + fault.getClass().getSimpleName());
            return false;
        }
    }
}
