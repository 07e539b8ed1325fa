package io.headroom.compress.engine;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.retrieve.Footer;
import io.headroom.compress.retrieve.RetrievalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The store of originals behind everything that keeps its faults to itself, and a memory of what it confirmed: what was there a moment
 * ago is not asked for again, and a store that is slow for once does not take a form away that everybody can still redeem. Thread-safe.
 */
final class Originals {
    /** Within this time a block that passes again is not touched again in the store. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    /** A store never evicts what was used in the last 24 hours (C-1004), and writes a use at most hourly. */
    private static final Duration SAFE = Duration.ofHours(22);

    private static final Duration WARMING = Duration.ofSeconds(3);
    private static final int MOST_REMEMBERED = 20_000;
    private static final long NANOS_PER_CHARACTER = 25;
    private static final int PATIENCE_IN_THE_COLD = 10;
    private static final int PATIENCE_WITH_FORMS_THAT_LEFT = 50;

    private final Optional<OriginalStore> store;
    private final Duration patience;
    private final String tenant;
    private final Tally tally;
    private final LongSupplier clock;
    private final ColdStart coldStart;
    private final Map<String, Long> confirmed = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * What ids are tagged with.
     *
     * @param key the secret
     * @param tenant whose originals these are
     */
    record Tags(byte[] key, String tenant) {
        RetrievalId of(String hash) {
            return RetrievalId.of(hash, key, tenant);
        }
    }

    /** Waits no longer than the patience for one request's originals. */
    Originals(Optional<OriginalStore> store, Duration patience, Tally tally, LongSupplier clock, ColdStart coldStart) {
        this.patience = patience;
        this.store = store;
        this.tally = tally;
        this.clock = clock;
        this.coldStart = coldStart;
        this.tenant = store.flatMap(there -> guarded(there::tenant)).orElse("");
    }

    boolean present() {
        return store.isPresent();
    }

    String tenant() {
        return tenant;
    }

    /** Empty without a store, and while it is in trouble: nothing that is left out could be redeemed. */
    Optional<Tags> tags() {
        return store.flatMap(there -> guarded(there::key).flatMap(key -> key)).map(key -> new Tags(key, tenant));
    }

    /** Makes the first transaction, which costs the most, before a request waits for it. Keeps nothing. */
    void warmUp() {
        tags();
        store.ifPresent(there -> guarded(() -> there.keep(List.of(), WARMING)));
    }

    /** Whether a text ends in a footer of ours. */
    boolean own(String text) {
        return present()
                && Footer.id(text)
                        .flatMap(id -> tags().map(tags -> id.verifies(tags.key(), tags.tenant())))
                        .orElse(false);
    }

    /** The original of a shortened text, if its footer is ours and the original is here. */
    Optional<String> original(String form) {
        if (!own(form)) {
            return Optional.empty();
        }
        Optional<OriginalStore.Lookup> found =
                store.flatMap(there -> Footer.id(form).flatMap(id -> guarded(() -> there.find(id.digits()))));
        return found.filter(OriginalStore.Found.class::isInstance)
                .map(lookup -> ((OriginalStore.Found) lookup).original().text());
    }

    /**
     * Sees to it that originals can be retrieved from now on: in one transaction, and only those of which that is not known.
     *
     * @param originals by hash
     * @return the hashes of those that can be retrieved
     */
    Set<String> keep(Map<String, Original> originals) {
        return keep(originals, coldStart.isOver() ? patience : patience.multipliedBy(PATIENCE_IN_THE_COLD));
    }

    /**
     * The same for originals whose forms have left before. They are waited for longer, since a conversation depends on them, and a store
     * that is merely slow has not lost them: without trouble they count as kept, and what was asked of the store goes on.
     *
     * @param originals by hash
     * @return the hashes of those that can be retrieved
     */
    Set<String> keepAgain(Map<String, Original> originals) {
        Set<String> safe = keep(originals, patience.multipliedBy(PATIENCE_WITH_FORMS_THAT_LEFT));
        return safe.size() < originals.size() && trouble().isEmpty() ? originals.keySet() : safe;
    }

    private Set<String> keep(Map<String, Original> originals, Duration limit) {
        Set<String> safe = new HashSet<>();
        List<Original> asked = new ArrayList<>();
        long now = clock.getAsLong();
        synchronized (confirmed) {
            originals.forEach((hash, original) -> {
                Long since = confirmed.get(hash);
                if (since == null || now - since > FRESH.toNanos()) {
                    asked.add(original);
                }
                if (since != null && now - since < SAFE.toNanos()) {
                    safe.add(hash);
                }
            });
        }
        if (!asked.isEmpty()) {
            Set<String> kept = store.flatMap(there -> guarded(() -> there.keep(asked, longer(limit, asked))))
                    .orElse(Set.of());
            confirm(kept, asked);
            safe.addAll(kept);
        }
        return safe;
    }

    /** Long texts take longer to write, and gain the most from being shortened. */
    private static Duration longer(Duration limit, Collection<Original> asked) {
        long characters =
                asked.stream().mapToLong(original -> original.text().length()).sum();
        return limit.plusNanos(characters * NANOS_PER_CHARACTER);
    }

    private void confirm(Set<String> kept, Collection<Original> asked) {
        long now = clock.getAsLong();
        synchronized (confirmed) {
            for (Original original : asked) {
                if (kept.contains(original.hash())) {
                    confirmed.put(original.hash(), now);
                }
            }
        }
    }

    Optional<String> trouble() {
        return store.flatMap(there -> guarded(there::trouble).flatMap(trouble -> trouble));
    }

    private interface Question<T> {
        T ask();
    }

    /** A store should report, not throw; one that does costs no request. */
    private <T> Optional<T> guarded(Question<T> question) {
        try {
            return Optional.ofNullable(question.ask());
        } catch (RuntimeException e) {
            broken(e);
            return Optional.empty();
        }
    }

    private void broken(RuntimeException fault) {
        tally.trouble(
                "originals",
                "the store of originals failed with " + fault.getClass().getSimpleName());
    }
}
