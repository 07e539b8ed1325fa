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
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.PartedOriginals;
import io.headroom.compress.retrieve.PartedText;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.retrieve.Slice;
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

    @Test
    @DisplayName("C-1002: a long original is read in parts, and its parts are those of the whole")
    void readsALongOriginalInParts() {
        OriginalStore store = open("");
        Original rows = longRows("tree \ud83c\udf33");
        Original text = original("a line of a log\r\n".repeat(20_000));
        Original small = original("[1,2,3]");
        store.keep(List.of(rows, text, small), LIMIT);

        PartedText parts = parts(store, rows).orElseThrow().text();
        assertEquals(rows.text().substring(100_000, 180_000), parts.part(100_000, 180_000));
        assertEquals(rows.text(), parts.part(0, parts.length()));
        assertEquals("{\"id\":4000,\"name\":\"tree \ud83c\udf33\"}", slice(store, rows, Slice.rows(4_001, 4_001)));
        assertEquals("a line of a log\r\n".repeat(2), slice(store, text, Slice.lines(19_999, 20_000)));
        assertEquals(Optional.of("Bash"), parts(store, text).orElseThrow().tool());
        assertEquals(Optional.empty(), parts(store, small));
        assertEquals(rows, assertInstanceOf(Found.class, store.find(rows.id())).original());
        assertTrue(parts(open("another"), rows).isEmpty());
    }

    @Test
    @DisplayName("C-1003: reading a part is a use")
    void readingAPartIsAUse() {
        OriginalStore store = open("");
        Original text = original("a line of a log\r\n".repeat(20_000));
        store.keep(List.of(text), LIMIT);
        clock.move(Duration.ofDays(20));
        Instant read = clock.instant();

        assertTrue(parts(store, text).isPresent());

        assertEquals(Optional.of(read), store.stats().oldest());
        assertEquals(1, store.stats().hits());
    }

    /** Some 300 000 characters, the last of each row of which is not ASCII. */
    protected static Original longRows(String name) {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < 9_000; i++) {
            rows.append(i == 0 ? "" : ",\n")
                    .append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"")
                    .append(name)
                    .append("\"}");
        }
        return original(rows.append("]\n").toString());
    }

    protected static Optional<PartedOriginals.PartedOriginal> parts(OriginalStore store, Original original) {
        return ((PartedOriginals) store).findParts(original.id());
    }

    protected static String slice(OriginalStore store, Original original, Slice slice) {
        String id = RetrievalId.of(original.hash(), store.key().orElseThrow(), store.tenant())
                .toString();
        Answer answer = new Retrieval(store).retrieve(id, slice);
        return answer instanceof Answer.Part part ? part.text() : answer.toString();
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
