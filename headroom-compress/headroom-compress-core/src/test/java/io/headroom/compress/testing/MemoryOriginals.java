package io.headroom.compress.testing;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that can be told to be in any kind of trouble. Thread-safe. */
public final class MemoryOriginals implements OriginalStore {
    /** What is wrong with it. */
    public enum State {
        WELL,
        /** Nothing new is kept, and what is there is found: full, or too slow for its limit. */
        KEEPS_NOTHING,
        /** It has no key and keeps nothing. */
        IN_TROUBLE,
        /** It throws, which no store should do. */
        THROWS
    }

    private final byte[] key;
    private final String tenant;
    private final Map<String, Original> kept = new HashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile State state = State.WELL;

    public MemoryOriginals(String secret, String tenant) {
        this.key = secret.repeat(32).substring(0, 32).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        this.tenant = tenant;
    }

    public MemoryOriginals() {
        this("k", "");
    }

    public void become(State value) {
        state = value;
    }

    public void forgetAll() {
        synchronized (kept) {
            kept.clear();
        }
    }

    /** How often originals were brought. */
    public int calls() {
        return calls.get();
    }

    public int size() {
        synchronized (kept) {
            return kept.size();
        }
    }

    @Override
    public Optional<byte[]> key() {
        fail();
        return state == State.IN_TROUBLE ? Optional.empty() : Optional.of(key.clone());
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public Set<String> keep(Collection<Original> originals, Duration limit) {
        calls.incrementAndGet();
        fail();
        Set<String> there = new HashSet<>();
        if (state == State.WELL) {
            synchronized (kept) {
                for (Original original : originals) {
                    kept.put(original.hash().substring(0, Original.ID_DIGITS), original);
                    there.add(original.hash());
                }
            }
        }
        return there;
    }

    @Override
    public Lookup find(String id) {
        fail();
        synchronized (kept) {
            Original original = kept.get(id);
            return original == null ? new Unknown() : new Found(original, Instant.EPOCH);
        }
    }

    private void fail() {
        if (state == State.THROWS) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Override
    public Stats stats() {
        return new Stats(size(), 0, Optional.empty(), 0, 0, 0);
    }

    @Override
    public Optional<String> trouble() {
        return state == State.WELL ? Optional.empty() : Optional.of("originals: " + state);
    }

    @Override
    public void close() {}
}
