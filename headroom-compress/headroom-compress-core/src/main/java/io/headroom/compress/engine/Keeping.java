package io.headroom.compress.engine;

import io.headroom.api.compress.Mode;
import io.headroom.api.original.Original;
import io.headroom.compress.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets no lossy form leave whose original cannot be retrieved (C-111): all originals of a request are kept in one transaction before its
 * forms are settled. Thread-safe.
 *
 * <p>A new form whose original is not kept gives way to the lossless one, and that is settled. A form that has left before, and whose
 * store is in trouble, gives way for this one request: a marker that nobody can redeem is worse than a prompt cache that misses once, and
 * the next request may find the original again. A store that is only slow is no reason: the form is part of the conversation already.
 */
final class Keeping {
    private final Originals originals;
    private final Flights flights;

    Keeping(Originals originals, Flights flights) {
        this.originals = originals;
        this.flights = flights;
    }

    /** Keeps what the lossy forms among these leave out. Returns those that have left before and cannot be redeemed now. */
    List<Span> keep(List<Span> spans) {
        List<Span> shortened = spans.stream().filter(Keeping::needsOriginal).toList();
        if (shortened.isEmpty()) {
            return List.of();
        }
        Set<String> kept = kept(shortened);
        List<Span> lost = new ArrayList<>();
        for (Span span : shortened) {
            Result result = span.result().orElseThrow();
            if (kept.contains(span.hash())) {
                if (result.lossless().isPresent()) {
                    flights.replace(span.key(), result.kept());
                }
            } else if (span.isFresh() && result.lossless().isPresent()) {
                Result instead = result.lossless().get().because(Reason.STORE_FAILED);
                flights.replace(span.key(), instead);
                span.computed(instead);
            } else {
                lost.add(span);
            }
        }
        return lost;
    }

    /** What is only measured needs no way back. */
    private static boolean needsOriginal(Span span) {
        return span.mode != Mode.AUDIT
                && span.result().flatMap(Result::shortened).isPresent();
    }

    /** The hashes of those whose id is ours, and whose original is there. */
    private Set<String> kept(List<Span> shortened) {
        Optional<Originals.Tags> tags = originals.tags();
        if (tags.isEmpty()) {
            return Set.of();
        }
        Map<String, Original> fresh = new LinkedHashMap<>();
        Map<String, Original> left = new LinkedHashMap<>();
        for (Span span : shortened) {
            String id = span.result().flatMap(Result::shortened).orElseThrow().id();
            if (tags.get().of(span.hash()).toString().equals(id)) {
                Original original = new Original(
                        span.hash(), span.text(), span.request.hint().tool());
                (span.isFresh() ? fresh : left).putIfAbsent(span.hash(), original);
            }
        }
        Set<String> kept = new HashSet<>(originals.keep(fresh));
        kept.addAll(originals.keepAgain(left));
        return kept;
    }
}
