package io.headroom.compress.engine;

import io.headroom.compress.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens, and keeps the troubles that someone should know of. Thread-safe. */
final class Tally {
    private static final System.Logger LOG = System.getLogger("io.headroom.compress");
    private static final int MOST_TROUBLES = 20;
    private static final String NOBODY = "";

    final LongAdder checks = new LongAdder();
    final LongAdder checksFailed = new LongAdder();
    final LongAdder deadlinesMissed = new LongAdder();
    final LongAdder shortened = new LongAdder();
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();

    private final Map<String, Map<Reason, LongAdder>> outcomes = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private final Set<String> reported = new HashSet<>();

    void outcome(Result result) {
        incident(result.compressor().orElse(NOBODY), result.reason());
        if (result.shortened().isPresent()) {
            shortened.increment();
        }
    }

    /** Something that happened to one compressor, or to nobody in particular. */
    void incident(String compressor, Reason reason) {
        LongAdder counter;
        synchronized (outcomes) {
            counter = outcomes.computeIfAbsent(compressor, id -> new EnumMap<>(Reason.class))
                    .computeIfAbsent(reason, r -> new LongAdder());
        }
        counter.increment();
    }

    /** Keeps and logs a trouble, once for each subject and only so many at all. A trouble never holds content. */
    void trouble(String subject, String sentence) {
        synchronized (troubles) {
            if (troubles.size() >= MOST_TROUBLES || !reported.add(subject)) {
                return;
            }
            troubles.add(sentence);
        }
        LOG.log(System.Logger.Level.WARNING, sentence);
    }

    Map<String, Map<String, Long>> outcomes() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        synchronized (outcomes) {
            outcomes.forEach((compressor, reasons) -> {
                Map<String, Long> counts = new TreeMap<>();
                reasons.forEach((reason, count) -> counts.put(reason.key(), count.sum()));
                copy.put(compressor, counts);
            });
        }
        return copy;
    }

    List<String> troubles() {
        synchronized (troubles) {
            return List.copyOf(troubles);
        }
    }
}
