package io.headroom.api.original;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the originals of shortened texts for as long as conversations live. A text is shortened only once its original is durable here,
 * so the store decides whether there are lossy forms at all.
 *
 * <p>A store belongs to one tenant: what another tenant keeps in the same database is unknown to it. It never throws for what is wrong
 * with a disk or a database, but keeps nothing, finds nothing and tells {@link #trouble()}. Thread-safe.
 */
public interface OriginalStore extends AutoCloseable {
    /**
     * The secret with which ids are tagged, so that text from elsewhere cannot pretend to be a marker. Made once by whoever opens the
     * database first, and the same for all who share it.
     *
     * @return 32 bytes, a copy; empty while the store is in trouble, and then nothing is shortened
     */
    Optional<byte[]> key();

    /**
     * Whose originals these are. It comes from the settings, never from a credential, and is part of what ids are tagged with.
     *
     * @return the tenant's name; empty text where there is only one
     */
    String tenant();

    /**
     * Makes originals durable, in one transaction; those that are there already count as used now.
     *
     * @param originals the originals
     * @param limit how long to wait at most
     * @return the hashes of those that can be retrieved from now on, after a kill of this process, too. Missing are: all, if the store
     *     failed or was too slow, and those whose id belongs to another hash
     */
    Set<String> keep(Collection<Original> originals, Duration limit);

    /**
     * Finds an original, and counts as a use of it.
     *
     * @param id the first {@value Original#ID_DIGITS} digits of its hash
     * @return what is known
     */
    Lookup find(String id);

    /**
     * Figures.
     *
     * @return as of now
     */
    Stats stats();

    /**
     * What is wrong with the store.
     *
     * @return a sentence for a health report; empty if all is well
     */
    Optional<String> trouble();

    @Override
    void close();

    /** What became of an id. */
    sealed interface Lookup permits Found, Evicted, Unknown {}

    /**
     * It is here.
     *
     * @param original the original
     * @param created when it was kept first
     */
    record Found(Original original, Instant created) implements Lookup {}

    /**
     * It was here.
     *
     * @param since when it was removed
     */
    record Evicted(Instant since) implements Lookup {}

    /** Nobody kept it here, or the store cannot tell. */
    record Unknown() implements Lookup {}

    /**
     * Figures of a store.
     *
     * @param entries how many originals there are
     * @param bytes the space that they take, compressed, in bytes
     * @param oldest when the one that was unused longest was used last; empty if there is none
     * @param hits how many lookups of this process found something
     * @param misses how many did not
     * @param evictions how many originals were removed for space or age
     */
    record Stats(long entries, long bytes, Optional<Instant> oldest, long hits, long misses, long evictions) {}
}
