package io.headroom.compress.retrieve;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Evicted;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.api.original.OriginalStore.Lookup;
import io.headroom.compress.settle.ContentHash;
import io.headroom.compress.token.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Redeems markers: the one way from an id to a part of its original, for the command line, the HTTP routes and the tools of agents. An id
 * whose tag was not made with this workspace's key reads as unknown, whatever the store holds. Thread-safe.
 */
public final class Retrieval {
    private static final System.Logger LOG = System.getLogger("io.headroom.compress");
    private static final int SHOWN_OF_AN_ID = 4;

    private final OriginalStore store;

    /**
     * Creates the way back.
     *
     * @param store where originals are; stays the caller's to close
     */
    public Retrieval(OriginalStore store) {
        this.store = store;
    }

    /**
     * Keeps a text, so that parts of it can be asked for.
     *
     * @param text any text
     * @param tool what produced it, where that is known
     * @param limit how long to wait for the store at most
     * @return the id by which it can be retrieved from now on; empty if the store failed or was too slow
     */
    public Optional<RetrievalId> keep(String text, Optional<String> tool, Duration limit) {
        String hash = ContentHash.of(text).hex();
        return store.key()
                .filter(key -> store.keep(List.of(new Original(hash, text, tool)), limit)
                        .contains(hash))
                .map(key -> RetrievalId.of(hash, key, store.tenant()));
    }

    /**
     * Looks for a part of an original.
     *
     * @param id what the marker printed, any text
     * @param slice which part
     * @return the part, or why there is none; never an exception for anything that an id or a slice may hold
     */
    public Answer retrieve(String id, Slice slice) {
        Optional<byte[]> key = store.key();
        if (key.isEmpty()) {
            return new Answer.Unavailable(store.trouble().orElse("the store of originals cannot be read"));
        }
        Optional<RetrievalId> known =
                RetrievalId.parse(id.strip()).filter(parsed -> parsed.verifies(key.get(), store.tenant()));
        if (known.isEmpty()) {
            return unknown(id);
        }
        return inParts(known.get().digits(), slice).orElseGet(() -> inWhole(id, known.get(), slice));
    }

    /** Reads no more of a long original than the answer needs; empty if the store cannot do that with this one. */
    private Optional<Answer> inParts(String digits, Slice slice) {
        if (!(store instanceof PartedOriginals parted)) {
            return Optional.empty();
        }
        try {
            return parted.findParts(digits).map(found -> {
                Landmarks landmarks = found.text().landmarks();
                Answer.Facts facts = new Answer.Facts(found.id(), found.tool(), found.created(), landmarks.tokens());
                return new SliceText(facts, new PartCuts(found.text()), slice).answer();
            });
        } catch (DamagedPartException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "an index of the original {0} is damaged ({1}); all of it is read",
                    digits,
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Answer inWhole(String id, RetrievalId known, Slice slice) {
        Lookup lookup = store.find(known.digits());
        if (lookup instanceof Found found) {
            Original original = found.original();
            Answer.Facts facts =
                    new Answer.Facts(original.id(), original.tool(), found.created(), Estimate.of(original.text()));
            return new SliceText(facts, new WholeCuts(original.text()), slice).answer();
        }
        if (lookup instanceof Evicted evicted) {
            return new Answer.Evicted(
                    evicted.since(),
                    "the original " + shortened(id) + " was removed at " + evicted.since()
                            + ", unused for too long or for want of space");
        }
        return store.trouble()
                .map(trouble -> (Answer) new Answer.Unavailable(trouble))
                .orElseGet(() -> unknown(id));
    }

    /**
     * What is said of an id that nobody knows here.
     *
     * @param id any text
     * @return the answer
     */
    public static Answer.Unknown unknown(String id) {
        return new Answer.Unknown("no original " + shortened(id) + " here");
    }

    /** Enough of an id to recognize it, and nothing that a terminal would obey. */
    private static String shortened(String id) {
        String plain = id.strip().replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() <= SHOWN_OF_AN_ID ? plain : plain.substring(0, SHOWN_OF_AN_ID) + "\u2026";
    }
}
