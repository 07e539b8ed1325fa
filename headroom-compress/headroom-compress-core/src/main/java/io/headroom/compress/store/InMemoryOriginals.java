package io.headroom.compress.store;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.OriginalList;
import io.headroom.compress.retrieve.PartedOriginals;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.DataFormatException;

/** One tenant's originals that end with the process; deflated, with the same rules as in a database. Thread-safe. */
final class InMemoryOriginals implements OriginalStore, OriginalList, PartedOriginals {
    private static final int KEY_BYTES = 32;
    private static final int MOST_EVICTED = 100_000;
    private static final Duration SAFE = Duration.ofHours(24);
    private static final Duration LIFE = Duration.ofDays(30);
    private static final String FULL =
            "the store of originals in memory is full with what was used in the last 24 hours";

    private final byte[] key = new byte[KEY_BYTES];
    private final String tenant;
    private final long maxBytes;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, FoldedOriginal> texts = new HashMap<>();
    private final Map<String, Instant> evicted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_EVICTED;
        }
    };
    private long bytes;
    private long hits;
    private long misses;
    private long evictions;
    private boolean full;

    InMemoryOriginals(String tenant, long maxBytes, InstantSource clock) {
        this.tenant = tenant;
        this.maxBytes = maxBytes;
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    @Override
    public Optional<byte[]> key() {
        return Optional.of(key.clone());
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public Set<String> keep(Collection<Original> originals, Duration limit) {
        Map<Original, FoldedOriginal> folded = new LinkedHashMap<>();
        for (Original original : originals) {
            folded.put(original, FoldedOriginal.of(original.hash(), original.text()));
        }
        synchronized (this) {
            return keep(folded);
        }
    }

    private Set<String> keep(Map<Original, FoldedOriginal> originals) {
        Instant now = clock.instant();
        Set<String> kept = new HashSet<>();
        removeUnused(now.minus(LIFE), now);
        full = false;
        originals.forEach((original, folded) -> {
            Entry known = entries.get(original.id());
            if (known != null) {
                if (known.hash().equals(original.hash())) {
                    used(original.id(), known, now);
                    kept.add(original.hash());
                }
            } else if (room(folded.stored(), now)) {
                entries.put(
                        original.id(),
                        new Entry(original.hash(), folded.size(), folded.stored(), original.tool(), now, now));
                texts.put(original.id(), folded);
                evicted.remove(original.id());
                bytes += folded.stored();
                kept.add(original.hash());
            } else {
                full = true;
            }
        });
        return kept;
    }

    private boolean room(long need, Instant now) {
        if (bytes + need <= maxBytes) {
            return true;
        }
        List<Entry> candidates = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.used().isBefore(now.minus(SAFE))) {
                candidates.add(entry);
            }
        }
        candidates.sort(Comparator.comparing(Entry::used).thenComparing(Entry::hash));
        for (Entry entry : candidates) {
            remove(entry, now);
            if (bytes + need <= maxBytes) {
                return true;
            }
        }
        return false;
    }

    private void remove(Entry entry, Instant now) {
        String id = entry.hash().substring(0, Original.ID_DIGITS);
        entries.remove(id);
        texts.remove(id);
        bytes -= entry.stored();
        evicted.put(id, now);
        evictions++;
    }

    private void used(String id, Entry entry, Instant now) {
        entries.put(id, new Entry(entry.hash(), entry.size(), entry.stored(), entry.tool(), entry.created(), now));
    }

    @Override
    public synchronized Lookup find(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            misses++;
            Instant since = evicted.get(id);
            return since == null ? new Unknown() : new Evicted(since);
        }
        hits++;
        used(id, entry, clock.instant());
        try {
            String text = Folded.unfold(texts.get(id).deflated());
            return new Found(new Original(entry.hash(), text, entry.tool()), entry.created());
        } catch (DataFormatException e) {
            throw new IllegalStateException("memory holds what this class put there", e);
        }
    }

    @Override
    public synchronized Optional<PartedOriginal> findParts(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        FoldedOriginal folded = texts.get(id);
        Optional<PartedOriginal> found = folded.index()
                .flatMap(index -> FoldedText.of(entry.hash(), folded.deflated(), index))
                .map(text -> new PartedOriginal(id, entry.tool(), entry.created(), text));
        if (found.isPresent()) {
            hits++;
            used(id, entry, clock.instant());
        }
        return found;
    }

    @Override
    public synchronized Stats stats() {
        Optional<Instant> oldest = entries.values().stream().map(Entry::used).min(Comparator.naturalOrder());
        return new Stats(entries.size(), bytes, oldest, hits, misses, evictions);
    }

    @Override
    public synchronized Optional<String> trouble() {
        return full ? Optional.of(FULL) : Optional.empty();
    }

    @Override
    public synchronized List<Entry> entries() {
        List<Entry> all = new ArrayList<>(entries.values());
        all.sort(Comparator.comparing(Entry::used).reversed().thenComparing(Entry::hash));
        return all;
    }

    @Override
    public synchronized OptionalInt removeUnusedSince(Instant time) {
        return OptionalInt.of(removeUnused(time, clock.instant()));
    }

    private int removeUnused(Instant time, Instant now) {
        List<Entry> old = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.used().isBefore(time)) {
                old.add(entry);
            }
        }
        old.forEach(entry -> remove(entry, now));
        return old.size();
    }

    @Override
    public void close() {}
}
