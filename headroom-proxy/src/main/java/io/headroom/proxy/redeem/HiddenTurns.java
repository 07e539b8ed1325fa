package io.headroom.proxy.redeem;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms;
import io.headroom.compress.SettledForms.Settled;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what clients were not shown: in the store of settled forms, which outlives the process, and the latest ones in memory, since
 * a store may be slow. What was kept first stays. Thread-safe.
 */
final class HiddenTurns {
    private static final int MOST_IN_MEMORY = 256;
    private static final int LONGEST_IN_MEMORY = 256 << 10;

    private final SettledForms store;
    private final JsonParts parts;
    private final Map<String, String> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_IN_MEMORY;
        }
    };

    /**
     * The exchanges behind one message that a client was shown.
     *
     * @param messages what stands for that message, one message after the other as they were sent
     * @param results the results that the next message begins with
     */
    record Hidden(List<String> messages, List<String> results) {
        Hidden {
            messages = List.copyOf(messages);
            results = List.copyOf(results);
        }

        private String json() {
            return "{\"messages\":[" + String.join(",", messages) + "],\"results\":[" + String.join(",", results)
                    + "]}";
        }
    }

    /** Takes the store, which stays its owner's to close. */
    HiddenTurns(SettledForms store, JsonParts parts) {
        this.store = store;
        this.parts = parts;
    }

    /** Keeps exchanges; waits for the store, but briefly. */
    void keep(String key, Hidden hidden) {
        String json = hidden.json();
        Settled settled =
                new Settled(key, Reason.OWN_OUTPUT, Optional.of(ToolOffer.NAME), Optional.of(json), "original", 0, 0);
        String first = store.settle(List.of(settled)).stream()
                .findFirst()
                .flatMap(Settled::form)
                .orElse(json);
        if (first.length() <= LONGEST_IN_MEMORY) {
            synchronized (latest) {
                latest.putIfAbsent(key, first);
            }
        }
    }

    /** Finds what was kept under any of the keys; waits for the store, but briefly. */
    Map<String, Hidden> find(Collection<String> keys) {
        Map<String, Hidden> found = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            String known;
            synchronized (latest) {
                known = latest.get(key);
            }
            if (known == null) {
                others.add(key);
            } else {
                read(known).ifPresent(hidden -> found.put(key, hidden));
            }
        }
        if (!others.isEmpty()) {
            store.findAll(others)
                    .forEach((key, settled) ->
                            settled.form().flatMap(this::read).ifPresent(hidden -> found.put(key, hidden)));
        }
        return found;
    }

    private Optional<Hidden> read(String json) {
        try {
            Map<String, Part> members = parts.of(json).members();
            return Optional.of(new Hidden(list(members.get("messages")), list(members.get("results"))));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static List<String> list(@org.jspecify.annotations.Nullable Part array) {
        return array == null
                ? List.of()
                : array.elements().stream().map(Part::raw).toList();
    }
}
