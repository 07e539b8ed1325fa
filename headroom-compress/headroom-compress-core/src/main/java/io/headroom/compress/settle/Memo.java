package io.headroom.compress.settle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map that forgets what was not used for longest once its values take more than a number of bytes. Thread-safe.
 *
 * @param <V> what is remembered
 */
public final class Memo<V extends Memo.Weighed> {
    /** A value that knows its size. */
    public interface Weighed {
        /**
         * The size in memory.
         *
         * @return bytes, roughly
         */
        long weight();
    }

    private static final long ENTRY = 300;

    private final long capacity;
    private final Map<String, V> values = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    /**
     * Creates an empty memo.
     *
     * @param capacity how many bytes it may take
     */
    public Memo(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Finds a value and marks it as used.
     *
     * @param key its key
     * @return the value, if it is remembered
     */
    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * Remembers a value, in the place of an older one.
     *
     * @param key its key
     * @param value the value
     */
    public synchronized void put(String key, V value) {
        V before = values.put(key, value);
        weight += ENTRY + value.weight() - (before == null ? 0 : ENTRY + before.weight());
        var oldest = values.entrySet().iterator();
        while (weight > capacity && oldest.hasNext()) {
            weight -= ENTRY + oldest.next().getValue().weight();
            oldest.remove();
        }
    }
}
