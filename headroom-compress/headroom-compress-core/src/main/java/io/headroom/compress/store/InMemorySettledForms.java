package io.headroom.compress.store;

import io.headroom.compress.SettledForms;
import io.headroom.compress.settle.Memo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Settled forms that end with the process, bounded by bytes. Thread-safe. */
final class InMemorySettledForms implements SettledForms {
    private record Entry(Settled settled) implements Memo.Weighed {
        @Override
        public long weight() {
            return settled.form().map(form -> 2L * form.length()).orElse(0L);
        }
    }

    private final Memo<Entry> memo;

    /**
     * Creates an empty store.
     *
     * @param bytes how much it may take
     */
    InMemorySettledForms(long bytes) {
        memo = new Memo<>(bytes);
    }

    @Override
    public Optional<Settled> find(String key) {
        return memo.find(key).map(Entry::settled);
    }

    @Override
    public synchronized List<Settled> settle(Collection<Settled> forms) {
        List<Settled> earlier = new ArrayList<>();
        for (Settled form : forms) {
            Optional<Settled> known = find(form.key());
            if (known.isEmpty()) {
                memo.put(form.key(), new Entry(form));
            } else if (!known.get().equals(form)) {
                earlier.add(known.get());
            }
        }
        return earlier;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
