package io.headroom.compress.message;

import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import java.time.Duration;
import java.util.List;

/** The real engine. What comes while it warms up waits for it: a text that is left as it is once has to stay so. */
record WarmEngine(CompressionEngine engine) implements BlockEngine {
    @Override
    public List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline) {
        return engine.compressAll(requests, deadline);
    }

    @Override
    public Duration timeFor(long characters, CompressionSettings settings) {
        return engine.timeFor(characters);
    }

    @Override
    public void awaitWarmUp() {
        engine.awaitWarmUp(BodyCompressor.WARM_UP_LIMIT);
    }
}
