package io.headroom.compress.engine;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.ShorteningContext;
import java.util.Map;

/** What one compressor is told when it may leave something out. Not thread-safe. */
final class ShorteningCall extends CallContext implements ShorteningContext {
    private final int budget;
    private final Mode mode;

    ShorteningCall(
            Fidelity floor, Map<String, String> settings, int characters, Runnable pulse, int budget, Mode mode) {
        super(floor, settings, characters, pulse);
        this.budget = budget;
        this.mode = mode;
    }

    @Override
    public int budget() {
        return budget;
    }

    @Override
    public Mode mode() {
        return mode;
    }
}
