package io.headroom.compress.engine;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.compress.token.Estimate;
import java.util.Map;

/** What one compressor is told during one call. It counts the work before it looks at any clock. Not thread-safe. */
final class CallContext implements CompressionContext {
    /** Room for what any call costs, so that small texts have a fair limit, too. */
    private static final long BASE_STEPS = 1 << 16;

    private static final int STEPS_PER_CHARACTER = 64;

    private final Fidelity floor;
    private final Map<String, String> settings;
    private final Runnable pulse;
    private long stepsLeft;

    CallContext(Fidelity floor, Map<String, String> settings, int characters, Runnable pulse) {
        this.floor = floor;
        this.settings = settings;
        this.pulse = pulse;
        this.stepsLeft = BASE_STEPS + (long) STEPS_PER_CHARACTER * characters;
    }

    @Override
    public Fidelity floor() {
        return floor;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public int estimate(CharSequence text) {
        return Estimate.of(text);
    }

    @Override
    public PatternMiner patterns() {
        return new LineMiner(this);
    }

    @Override
    public void checkpoint(long steps) {
        // The call itself counts, or a loop that reports no steps would have no limit.
        stepsLeft -= Math.max(0, Math.min(steps, Long.MAX_VALUE / 2)) + 1;
        if (stepsLeft < 0) {
            throw new CompressionStoppedException(CompressionStoppedException.Cause.WORK_LIMIT);
        }
        pulse.run();
    }
}
