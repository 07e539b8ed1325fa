package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.api.original.OriginalStore.Unknown;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OriginalStore} must keep: what it says it keeps is found again, character by character, by its own tenant alone, and
 * no id, text or name makes it throw.
 */
@Tag("C-1001")
public abstract class OriginalStoreContract {
    /** Long enough for a loaded machine; whoever keeps nothing within it is broken. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * Opens the store under test. Within one test it is always the same database, which is empty at first; the implementation closes it
     * when the test ends.
     *
     * @param tenant whose originals
     * @return the store
     */
    protected abstract OriginalStore open(String tenant);

    /**
     * An original of a text.
     *
     * @param text any text
     * @return the original, with its true hash
     */
    protected static Original original(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(text));
            return new Original(HexFormat.of().formatHex(digest), text, Optional.of("Bash"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** UTF-8, lone surrogates as three bytes each. */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out.write(0xe0 | (c >> 12));
                out.write(0x80 | ((c >> 6) & 0x3f));
                out.write(0x80 | (c & 0x3f));
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** The reason for a store. */
    @Test
    @DisplayName("C-1001: what is kept is found again, character by character")
    final void findsWhatItKeeps() {
        OriginalStore store = open("");
        List<Original> originals = new ArrayList<>();
        for (String text : List.of(
                "plain",
                "",
                "\u0000\r\n\t \ufeff",
                "a lone \ud800 surrogate, \u00e9, \ud83d\ude00",
                "'; drop table original; --",
                "long ".repeat(200_000))) {
            originals.add(original(text));
        }

        Set<String> kept = store.keep(originals, LIMIT);

        assertEquals(originals.size(), kept.size());
        for (Original original : originals) {
            Found found = assertInstanceOf(Found.class, store.find(original.id()));
            assertEquals(original, found.original());
        }
        assertEquals(Optional.empty(), store.trouble());
    }

    /** A block passes in each turn. */
    @Test
    @DisplayName("C-1003: keeping again keeps, and does not count twice")
    final void keepsAgain() {
        OriginalStore store = open("");
        Original original = original("again and again");

        assertEquals(Set.of(original.hash()), store.keep(List.of(original, original), LIMIT));
        assertEquals(Set.of(original.hash()), store.keep(List.of(original), LIMIT));

        assertEquals(1, store.stats().entries());
        assertTrue(store.stats().bytes() > 0);
        assertTrue(store.stats().oldest().isPresent());
    }

    /** 24 digits are not all digits. */
    @Test
    @DisplayName("C-1002: an id that belongs to another hash is not stored")
    final void refusesAnotherHashUnderTheSameId() {
        OriginalStore store = open("");
        Original first = original("the first");
        Original second = new Original(
                first.hash().substring(0, Original.ID_DIGITS) + "0".repeat(64 - Original.ID_DIGITS),
                "another",
                Optional.empty());
        Original third = original("the third");
        store.keep(List.of(first), LIMIT);

        Set<String> kept = store.keep(List.of(second, third), LIMIT);

        assertEquals(Set.of(third.hash()), kept);
        assertEquals(
                first, assertInstanceOf(Found.class, store.find(first.id())).original());
    }

    /** Sessions, projects and tenants never mix. */
    @Test
    @DisplayName("C-1002: a tenant's original is unknown to others, who have the same key")
    final void keepsTenantsApart() {
        OriginalStore one = open("one");
        OriginalStore other = open("other");
        Original original = original("a secret of one");
        one.keep(List.of(original), LIMIT);

        assertInstanceOf(Unknown.class, other.find(original.id()));
        assertEquals(0, other.stats().entries());
        assertEquals("one", one.tenant());
        assertEquals(Set.of(original.hash()), other.keep(List.of(original), LIMIT));
        assertInstanceOf(Found.class, other.find(original.id()));
    }

    /** Ids are tagged with it. */
    @Test
    @DisplayName("C-904: the key has 32 bytes, stays the same, and what is handed out is a copy")
    final void hasOneKey() {
        OriginalStore store = open("");
        byte[] key = store.key().orElseThrow();
        byte[] kept = key.clone();
        Arrays.fill(key, (byte) 0);

        assertEquals(32, kept.length);
        assertTrue(Arrays.equals(kept, store.key().orElseThrow()));
        assertFalse(Arrays.equals(kept, new byte[32]));
    }

    /** Ids come from texts that anybody may have written. */
    @Test
    @DisplayName("C-1006: no id makes it throw")
    final void takesAnyId() {
        OriginalStore store = open("");

        for (String id : List.of("", "x", "3fa9".repeat(6), "' or ''='", "%", "\u0000", "\ud800", "9".repeat(10_000))) {
            assertInstanceOf(Unknown.class, store.find(id), id);
        }
        assertEquals(8, store.stats().misses());
        assertEquals(0, store.stats().hits());
    }

    /** Workers of one engine share it. */
    @Test
    @DisplayName("thread-safe: what several threads keep at once is all there")
    final void keepsFromManyThreads() throws InterruptedException {
        OriginalStore store = open("");
        List<String> lost = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 25; i++) {
                    Original original = original("text " + i + (i % 2 == 0 ? " of " + number : ""));
                    if (store.keep(List.of(original), LIMIT).isEmpty()
                            || !(store.find(original.id()) instanceof Found)) {
                        lost.add(original.text());
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), lost);
        assertEquals(12 + 4 * 13, store.stats().entries());
    }
}
