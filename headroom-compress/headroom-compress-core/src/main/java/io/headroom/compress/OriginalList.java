package io.headroom.compress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a person may want to know and do about the originals of a store: look at them all, and remove them. Thread-safe. */
public interface OriginalList {
    /**
     * All originals of the tenant.
     *
     * @return the one that was used last first; empty, too, if the store is in trouble
     */
    List<Entry> entries();

    /**
     * Removes originals. Markers that name them cannot be redeemed any more, and say since when.
     *
     * @param time those that were used at this time or later stay
     * @return how many were removed; empty if the store is in trouble
     */
    OptionalInt removeUnusedSince(Instant time);

    /**
     * An original without its text.
     *
     * @param hash SHA-256 of the text, in hex
     * @param size the size of the text in UTF-8, in bytes
     * @param stored the space that it takes, in bytes
     * @param tool what produced it, where that is known
     * @param created when it was kept
     * @param used when it was used last, exact to an hour
     */
    record Entry(String hash, long size, long stored, Optional<String> tool, Instant created, Instant used) {}
}
