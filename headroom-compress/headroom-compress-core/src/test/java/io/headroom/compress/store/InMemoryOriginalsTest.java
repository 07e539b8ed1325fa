package io.headroom.compress.store;

import io.headroom.api.original.OriginalStore;
import io.headroom.compress.testing.MovableClock;

/** The rules about life and room that a store in memory shares with the others. */
class InMemoryOriginalsTest extends OriginalsContract {
    @Override
    protected OriginalStore open(String tenant, long maxBytes, MovableClock clock) {
        return new InMemoryOriginals(tenant, maxBytes, clock);
    }
}
