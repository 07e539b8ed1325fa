package io.headroom.proxy.listener;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of request bodies that are held in memory at once. Thread-safe. */
final class MemoryGovernor {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    MemoryGovernor(long limit) {
        this.limit = limit;
    }

    /** A share of the memory, empty at first. */
    Lease lease() {
        return new Lease();
    }

    /** The bytes held now. */
    long held() {
        return held.get();
    }

    /** What one exchange holds. */
    final class Lease {
        private long bytes;
        private boolean released;

        /** Takes more; false, and nothing taken, if there is not enough. */
        synchronized boolean grow(long more) {
            if (released || held.addAndGet(more) > limit) {
                if (!released) {
                    held.addAndGet(-more);
                }
                return false;
            }
            bytes += more;
            return true;
        }

        /** Gives all of it back, once. */
        synchronized void release() {
            if (!released) {
                released = true;
                held.addAndGet(-bytes);
            }
        }
    }
}
