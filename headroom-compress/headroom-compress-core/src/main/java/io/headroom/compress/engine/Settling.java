package io.headroom.compress.engine;

import io.headroom.compress.Outcome.Tokens.Accuracy;
import io.headroom.compress.SettledForms;
import io.headroom.compress.SettledForms.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings results from memory and store, and back: one query and one transaction for a request. Thread-safe. */
final class Settling {
    private final Flights flights;
    private final SettledForms store;
    private final Tally tally;

    Settling(Flights flights, SettledForms store, Tally tally) {
        this.flights = flights;
        this.store = store;
        this.tally = tally;
    }

    /** Fills in what is known. */
    void recall(List<Span> spans) {
        Map<String, List<Span>> unknown = new LinkedHashMap<>();
        for (Span span : spans) {
            if (span.result().isPresent()) {
                continue;
            }
            var known = flights.known(span.key());
            if (known.isPresent()) {
                tally.hits.increment();
                span.recalled(known.get());
            } else {
                tally.misses.increment();
                unknown.computeIfAbsent(span.key(), key -> new ArrayList<>()).add(span);
            }
        }
        if (!unknown.isEmpty()) {
            found(unknown.keySet()).forEach((key, settled) -> {
                for (Span span : unknown.getOrDefault(key, List.of())) {
                    span.recalled(replay(span, settled));
                }
            });
        }
    }

    /** Stores what is new. Where another process came first, its form is used; returns the texts of which that is so. */
    List<Span> settle(List<Span> spans) {
        Map<String, Span> fresh = new LinkedHashMap<>();
        for (Span span : spans) {
            if (span.toBeStored()) {
                fresh.put(span.key(), span);
            }
        }
        if (fresh.isEmpty()) {
            return List.of();
        }
        List<Span> replaced = new ArrayList<>();
        List<Settled> forms = new ArrayList<>();
        fresh.forEach((key, span) -> forms.add(span.result().orElseThrow().settled(key)));
        for (Settled earlier : stored(forms)) {
            for (Span span : spans) {
                if (span.identity.isPresent() && span.key().equals(earlier.key())) {
                    span.recalled(replay(span, earlier));
                    replaced.add(span);
                }
            }
        }
        return replaced;
    }

    private Result replay(Span span, Settled settled) {
        boolean exact = span.identity.orElseThrow().content().tokenizer().exact();
        Result result = Result.of(settled, exact ? Accuracy.EXACT : Accuracy.APPROXIMATE);
        flights.replace(settled.key(), result);
        return result;
    }

    private Map<String, Settled> found(Set<String> keys) {
        try {
            return store.findAll(keys);
        } catch (RuntimeException e) {
            return broken(e, Map.of());
        }
    }

    private List<Settled> stored(List<Settled> forms) {
        try {
            return store.settle(forms);
        } catch (RuntimeException e) {
            return broken(e, List.of());
        }
    }

    /** A store should report, not throw; one that does costs no request. */
    private <T> T broken(RuntimeException fault, T instead) {
        tally.trouble(
                "store",
                "the store of settled forms failed with " + fault.getClass().getSimpleName());
        return instead;
    }
}
