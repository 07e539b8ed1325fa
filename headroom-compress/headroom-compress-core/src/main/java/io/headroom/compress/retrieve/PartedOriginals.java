package io.headroom.compress.retrieve;

import java.time.Instant;
import java.util.Optional;

/** A store that reads parts of a long original without the rest. Thread-safe. */
public interface PartedOriginals {
    /**
     * Finds an original that is long enough to be read in parts, and counts as a use of it.
     *
     * @param id the first digits of its hash
     * @return the original; empty if it is short, was kept without an index, or is not here: then the store is asked for all of it
     */
    Optional<PartedOriginal> findParts(String id);

    /**
     * An original that is read in parts.
     *
     * @param id the first digits of its hash
     * @param tool what produced it, where that is known
     * @param created when it was kept first
     * @param text reads its text
     */
    record PartedOriginal(String id, Optional<String> tool, Instant created, PartedText text) {}
}
