package io.headroom.proxy.upstream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections over all I/O threads, and lets those wait who find no place. Thread-safe. */
final class Places {
    private final AtomicInteger free;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    Places(int places) {
        this.free = new AtomicInteger(places);
    }

    /** Takes a place if there is one. */
    boolean take() {
        return free.getAndUpdate(count -> count > 0 ? count - 1 : 0) > 0;
    }

    /** Gives a place back and calls whoever waits longest. */
    void giveBack() {
        free.incrementAndGet();
        callOne();
    }

    /** Calls {@code retry}, on any thread, when a place may be free. */
    void await(Runnable retry) {
        waiting.add(retry);
        if (free.get() > 0) {
            callOne();
        }
    }

    /** Forgets a waiter. */
    void forget(Runnable retry) {
        if (!waiting.remove(retry)) {
            // It was called already and will not use its turn.
            callOne();
        }
    }

    /** Whether anybody waits. */
    boolean wanted() {
        return !waiting.isEmpty();
    }

    private void callOne() {
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }
}
