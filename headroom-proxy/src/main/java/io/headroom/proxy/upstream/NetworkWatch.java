package io.headroom.proxy.upstream;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * Notices that this machine has other addresses than before, such as after a VPN was switched on or off: connections from before look open
 * and lead nowhere (PX-604). It looks before a connection is used again, on a worker, and not more than once a second. Thread-safe.
 */
final class NetworkWatch {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Set<InetAddress>> addresses;
    private final Executor worker;
    private final Runnable changed;
    private volatile long lookedAt = System.nanoTime() - PAUSE;
    private @Nullable Set<InetAddress> known;

    /** Calls {@code changed}, on a worker, when the addresses are not those of the last look. */
    NetworkWatch(Supplier<Set<InetAddress>> addresses, Executor worker, Runnable changed) {
        this.addresses = addresses;
        this.worker = worker;
        this.changed = changed;
    }

    /** Looks, if it is time, and then goes on; false if it is not time, and the caller may go on at once. */
    boolean lookFirst(XnioIoThread thread, Runnable then) {
        if (recent()) {
            return false;
        }
        try {
            worker.execute(() -> {
                try {
                    look();
                } finally {
                    thread.execute(then);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private boolean recent() {
        return System.nanoTime() - lookedAt < PAUSE;
    }

    /** Looks, unless someone just did; on a worker, and also before the first connection, to have something to compare with. */
    synchronized void look() {
        if (recent()) {
            return;
        }
        Set<InetAddress> now = addresses.get();
        Set<InetAddress> before = known;
        known = now;
        lookedAt = System.nanoTime();
        if (before != null && !before.equals(now)) {
            changed.run();
        }
    }
}
