package io.headroom.api.testkit;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An honest double of the engine for one call: it estimates, counts steps and checkpoints, and stops a call where the test asks for it.
 * Not thread-safe, like the real one; take a new one for each call.
 */
public final class TestContext implements ShorteningContext {
    /** The least budget of mode balanced (C-905). */
    private static final int BALANCED_LEAST = 400;

    private final Fidelity floor;
    private final int budget;
    private final Mode mode;
    private final Map<String, String> settings;
    private final Function<CompressionContext, PatternMiner> miner;
    private final long stepLimit;
    private final int stopAt;

    private long steps;
    private int checkpoints;
    private Optional<CompressionStoppedException> stopped = Optional.empty();

    private TestContext(
            Fidelity floor,
            int budget,
            Mode mode,
            Map<String, String> settings,
            Function<CompressionContext, PatternMiner> miner,
            long stepLimit,
            int stopAt) {
        this.floor = floor;
        this.budget = budget;
        this.mode = mode;
        this.settings = Collections.unmodifiableMap(settings);
        this.miner = miner;
        this.stepLimit = stepLimit;
        this.stopAt = stopAt;
    }

    /**
     * A context for lossless forms, without settings, limits or patterns.
     *
     * @param floor the loosest fidelity that is allowed
     * @return the context
     */
    public static TestContext lossless(Fidelity floor) {
        return new TestContext(
                floor, BALANCED_LEAST, Mode.BALANCED, Map.of(), context -> TestContext::none, Long.MAX_VALUE, 0);
    }

    /**
     * A fresh context for shortening.
     *
     * @param tokens the budget, in estimated tokens
     * @param permitting the mode that permits lossy forms
     * @return a context that differs in this
     */
    public TestContext shortening(int tokens, Mode permitting) {
        return new TestContext(floor, tokens, permitting, settings, miner, stepLimit, stopAt);
    }

    /**
     * A fresh context with a miner.
     *
     * @param real makes the miner from the context, whose checkpoints it calls
     * @return a context that differs in this
     */
    public TestContext mining(Function<CompressionContext, PatternMiner> real) {
        return new TestContext(floor, budget, mode, settings, real, stepLimit, stopAt);
    }

    /**
     * A fresh context with settings.
     *
     * @param values names and values
     * @return a context that differs in this
     */
    public TestContext with(Map<String, String> values) {
        return new TestContext(floor, budget, mode, Map.copyOf(values), miner, stepLimit, stopAt);
    }

    /**
     * A fresh context with a work limit.
     *
     * @param limit the number of steps after which the call is stopped
     * @return a context that differs in this
     */
    public TestContext limitedTo(long limit) {
        return new TestContext(floor, budget, mode, settings, miner, limit, stopAt);
    }

    /**
     * A fresh context that ends the call, as if the client had gone.
     *
     * @param checkpoint the number of the checkpoint that throws, from 1 on
     * @return a context that differs in this
     */
    public TestContext stoppingAt(int checkpoint) {
        return new TestContext(floor, budget, mode, settings, miner, stepLimit, checkpoint);
    }

    @Override
    public Fidelity floor() {
        return floor;
    }

    @Override
    public int budget() {
        return budget;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public int estimate(CharSequence text) {
        return TokenEstimate.of(text);
    }

    @Override
    public PatternMiner patterns() {
        return miner.apply(this);
    }

    @Override
    public void checkpoint(long done) {
        if (done < 0) {
            throw new IllegalArgumentException("a checkpoint with " + done + " steps");
        }
        if (stopped.isPresent()) {
            throw new AssertionError("the compressor went on after it had been stopped");
        }
        steps += done;
        checkpoints++;
        if (checkpoints == stopAt) {
            stop(CompressionStoppedException.Cause.CANCELLED);
        }
        if (steps > stepLimit) {
            stop(CompressionStoppedException.Cause.WORK_LIMIT);
        }
    }

    /**
     * The steps so far.
     *
     * @return their sum
     */
    public long steps() {
        return steps;
    }

    /**
     * The checkpoints so far.
     *
     * @return how often {@link #checkpoint} was called
     */
    public int checkpoints() {
        return checkpoints;
    }

    /**
     * The signal that ended the call.
     *
     * @return the exception that {@link #checkpoint} threw, if it did
     */
    public Optional<CompressionStoppedException> stopped() {
        return stopped;
    }

    private void stop(CompressionStoppedException.Cause cause) {
        CompressionStoppedException signal = new CompressionStoppedException(cause);
        stopped = Optional.of(signal);
        throw signal;
    }

    private static Patterns none(List<String> lines) {
        return new Patterns(
                List.of(),
                lines.stream().map(line -> new Patterns.Line(-1, List.of())).toList());
    }
}
