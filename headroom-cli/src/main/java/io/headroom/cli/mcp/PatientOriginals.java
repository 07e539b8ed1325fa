package io.headroom.cli.mcp;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A store that is waited for: no request to a provider waits behind a tool call, so a database that opens slowly is no reason to leave
 * nothing out. Whoever gave the store closes it.
 */
record PatientOriginals(OriginalStore store) implements OriginalStore {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Optional<byte[]> key() {
        return store.key();
    }

    @Override
    public String tenant() {
        return store.tenant();
    }

    @Override
    public Set<String> keep(Collection<Original> originals, Duration limit) {
        return store.keep(originals, PATIENCE);
    }

    @Override
    public Lookup find(String id) {
        return store.find(id);
    }

    @Override
    public Stats stats() {
        return store.stats();
    }

    @Override
    public Optional<String> trouble() {
        return store.trouble();
    }

    @Override
    public void close() {}
}
