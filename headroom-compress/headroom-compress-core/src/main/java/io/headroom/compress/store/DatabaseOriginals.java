package io.headroom.compress.store;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.OriginalList;
import io.headroom.compress.retrieve.PartedOriginals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One tenant's originals in a database. Thread-safe. */
final class DatabaseOriginals implements OriginalStore, OriginalList, PartedOriginals {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{" + Original.ID_DIGITS + "}");
    private static final Duration READING = Duration.ofSeconds(2);
    private static final Duration CLEARING = Duration.ofMinutes(1);
    private static final Duration PRUNE_EVERY = Duration.ofHours(1);
    private static final String FULL = "the store of originals is full with what was used in the last 24 hours,"
            + " so nothing more is left out of a text; raise store.max-bytes (--store-max-bytes)";

    private final DatabaseThread database;
    private final String tenant;
    private final long maxBytes;
    private final InstantSource clock;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile @Nullable Key key;
    private volatile boolean full;
    /** When to look next at what is too old; the database's thread alone uses it. */
    private long nextPrune = System.nanoTime();

    /** A key and the database that it belongs to. */
    private record Key(byte[] bytes, int generation) {}

    DatabaseOriginals(DatabaseThread database, String tenant, long maxBytes, InstantSource clock) {
        this.database = database;
        this.tenant = tenant;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> key() {
        Key known = key;
        if (known == null || known.generation() != database.generation()) {
            known = database.askReady(session -> new Key(session.originals().key(), database.generation()), READING)
                    .orElse(null);
            key = known;
        }
        return Optional.ofNullable(known).map(there -> there.bytes().clone());
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public Set<String> keep(Collection<Original> originals, Duration limit) {
        List<Original> copy = List.copyOf(originals);
        return database.ask(session -> keep(session.originals(), copy), limit).orElse(Set.of());
    }

    private Set<String> keep(OriginalTable table, List<Original> originals) throws SQLException {
        long now = clock.millis();
        OriginalTable.Kept kept = table.keep(tenant, originals, maxBytes, now);
        full = kept.full();
        if (System.nanoTime() - nextPrune >= 0) {
            nextPrune = System.nanoTime() + PRUNE_EVERY.toNanos();
            table.prune(now);
        }
        return kept.hashes();
    }

    @Override
    public Lookup find(String id) {
        Lookup found = ID.matcher(id).matches()
                ? database.askReady(session -> session.originals().find(tenant, id, clock.millis()), READING)
                        .orElse(new Unknown())
                : new Unknown();
        (found instanceof Found ? hits : misses).increment();
        return found;
    }

    @Override
    public Optional<PartedOriginal> findParts(String id) {
        Optional<PartedOriginal> found = ID.matcher(id).matches()
                ? database.askReady(session -> session.originals().findParts(tenant, id, clock.millis()), READING)
                        .flatMap(there -> there)
                : Optional.empty();
        found.ifPresent(there -> hits.increment());
        return found;
    }

    @Override
    public Stats stats() {
        OriginalTable.Figures figures = database.askReady(
                        session -> session.originals().figures(tenant), READING)
                .orElse(new OriginalTable.Figures(0, 0, Optional.empty(), 0));
        return new Stats(
                figures.entries(), figures.bytes(), figures.oldest(), hits.sum(), misses.sum(), figures.evictions());
    }

    @Override
    public Optional<String> trouble() {
        return full ? Optional.of(FULL) : database.trouble();
    }

    @Override
    public List<Entry> entries() {
        return database.askReady(session -> session.originals().rows(tenant), READING).orElse(List.of()).stream()
                .map(row -> new Entry(
                        row.hash(),
                        row.size(),
                        row.stored(),
                        row.tool(),
                        Instant.ofEpochMilli(row.created()),
                        Instant.ofEpochMilli(row.used())))
                .toList();
    }

    @Override
    public OptionalInt removeUnusedSince(Instant time) {
        return database.askReady(
                        session -> session.originals().removeUnusedSince(tenant, time.toEpochMilli(), clock.millis()),
                        CLEARING)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** The database belongs to whoever opened it. */
    @Override
    public void close() {}
}
