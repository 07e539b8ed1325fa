package io.headroom.proxy.lease;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The leases on one proxy. A holder renews its lease while it needs the proxy and gives it back at the end; a holder that died stops
 * renewing, and its lease becomes void. Thread-safe.
 */
public final class Leases {
    /** How long a lease holds without being renewed. */
    public static final Duration VOID_AFTER = Duration.ofSeconds(90);

    /** Far more than anybody holds; a caller who makes up ids fills no memory. */
    private static final int MOST = 10_000;

    private final Map<String, Long> renewed = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /**
     * Starts without leases.
     *
     * @param nanoTime monotonic time, in nanoseconds
     */
    public Leases(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes or renews a lease.
     *
     * @param id who holds it
     * @return whether it is held now; not if there are too many
     */
    public boolean renew(String id) {
        if (!renewed.containsKey(id) && count() >= MOST) {
            return false;
        }
        renewed.put(id, nanoTime.getAsLong());
        return true;
    }

    /**
     * Gives a lease back.
     *
     * @param id who held it; nothing happens if nobody of that id did
     */
    public void giveBack(String id) {
        renewed.remove(id);
    }

    /**
     * How many hold.
     *
     * @return the number of leases that are not void
     */
    public int count() {
        long now = nanoTime.getAsLong();
        renewed.values().removeIf(at -> now - at > VOID_AFTER.toNanos());
        return renewed.size();
    }
}
