package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Evicted;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.api.original.OriginalStore.Unknown;
import io.headroom.api.testkit.OriginalStoreContract;
import io.headroom.compress.OriginalList;
import io.headroom.compress.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What our own stores keep beyond the contract kit: life, room, lists. */
abstract class OriginalsContract extends OriginalStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PLENTY = 1L << 30;

    protected final MovableClock clock = new MovableClock();

    /** Opens the store of this test; again and again the same database. */
    protected abstract OriginalStore open(String tenant, long maxBytes, MovableClock clock);

    @Override
    protected final OriginalStore open(String tenant) {
        return open(tenant, PLENTY, clock);
    }

    @Test
    @DisplayName("C-1004: the least recently used are evicted, and remembered with the time")
    void evictsWhatWasUnusedForLongest() {
        OriginalStore store = open("", 30_000, clock);
        Original first = incompressible(1);
        Original second = incompressible(2);
        store.keep(List.of(first, second), LIMIT);
        clock.move(Duration.ofDays(2));
        store.find(first.id());
        clock.move(Duration.ofDays(2));
        Instant evicted = clock.instant();
        Original third = incompressible(3);

        assertEquals(Set.of(third.hash()), store.keep(List.of(third), LIMIT));

        assertInstanceOf(Found.class, store.find(first.id()));
        assertEquals(new Evicted(evicted), store.find(second.id()));
        assertEquals(1, store.stats().evictions());
        assertEquals(Optional.empty(), store.trouble());
    }

    @Test
    @DisplayName("C-1004: what was used in the last 24 hours stays; then nothing more is kept, and that is a trouble")
    void keepsNothingRatherThanEvictWhatIsInUse() {
        OriginalStore store = open("", 30_000, clock);
        Original first = incompressible(1);
        Original second = incompressible(2);
        Original third = incompressible(3);
        store.keep(List.of(first, second), LIMIT);
        clock.move(Duration.ofHours(23));

        assertEquals(Set.of(), store.keep(List.of(third), LIMIT));
        assertTrue(store.trouble().orElseThrow().contains("full"));
        assertInstanceOf(Found.class, store.find(first.id()));
        assertTrue(store.key().isPresent());

        clock.move(Duration.ofHours(25));
        assertEquals(Set.of(third.hash()), store.keep(List.of(third), LIMIT));
        assertEquals(Optional.empty(), store.trouble());
    }

    @Test
    @DisplayName("C-1004: an evicted original that passes again is there again")
    void keepsAnEvictedOneAgain() {
        OriginalStore store = open("", 20_000, clock);
        Original first = incompressible(1);
        Original second = incompressible(2);
        store.keep(List.of(first), LIMIT);
        clock.move(Duration.ofDays(2));
        store.keep(List.of(second), LIMIT);
        assertInstanceOf(Evicted.class, store.find(first.id()));
        clock.move(Duration.ofDays(2));

        assertEquals(Set.of(first.hash()), store.keep(List.of(first), LIMIT));

        assertInstanceOf(Found.class, store.find(first.id()));
    }

    @Test
    void listsAndRemoves() {
        OriginalStore store = open("");
        OriginalList list = (OriginalList) store;
        Original old = original("old");
        store.keep(List.of(old), LIMIT);
        clock.move(Duration.ofDays(3));
        Original fresh = original("fresh and new");
        store.keep(List.of(fresh), LIMIT);

        List<OriginalList.Entry> entries = list.entries();

        assertEquals(
                List.of(fresh.hash(), old.hash()),
                entries.stream().map(OriginalList.Entry::hash).toList());
        assertEquals(13, entries.get(0).size());
        assertEquals(Optional.of("Bash"), entries.get(0).tool());
        assertEquals(OptionalInt.of(1), list.removeUnusedSince(clock.instant().minus(Duration.ofDays(1))));
        assertInstanceOf(Evicted.class, store.find(old.id()));
        assertInstanceOf(Found.class, store.find(fresh.id()));
        assertInstanceOf(Unknown.class, store.find("0".repeat(24)));
    }

    /** Some 10 000 bytes that stay that many. */
    protected static Original incompressible(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 13_000; i++) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return original(text.toString());
    }
}
