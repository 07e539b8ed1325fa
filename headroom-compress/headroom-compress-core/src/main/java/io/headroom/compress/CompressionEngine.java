package io.headroom.compress;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.engine.EngineParts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Shrinks texts, and never makes a fuss: whatever goes wrong, the text itself comes back, with the reason. Where mode, origin and the
 * request's way back permit it, and only with a store of originals, a form may leave something out: each such place is named in the
 * form, and its last line tells the call that gives everything back.
 *
 * <p>What a text becomes depends on the text, the settings and what its origin permits, and on nothing else. A form is used only after
 * it was decoded and compared with the text, and only if it saves tokens. The first form that leaves for a content is its form from then
 * on ({@link SettledForms}).
 *
 * <p>Thread-safe. The engine owns its threads, which are daemons and started by need, and ends them in {@link #close()}.
 */
public final class CompressionEngine implements AutoCloseable {
    private final CompressionSettings settings;
    private final EngineParts parts;

    private CompressionEngine(Builder b) {
        this.settings = b.settings;
        this.parts = new EngineParts(new EngineParts.Materials(
                b.settings,
                b.compressors,
                b.tokenCounters,
                b.settledForms,
                b.originals,
                b.patience,
                b.threadPrefix,
                b.clock));
    }

    /**
     * Starts a new engine's configuration.
     *
     * @return a builder with the default settings and no compressors
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The settings that the engine was built with.
     *
     * @return the settings
     */
    public CompressionSettings settings() {
        return settings;
    }

    /**
     * Compresses one text in the calling thread. A compressor that ignores the deadline delays the caller; use {@link #compressAll} where
     * that matters.
     *
     * <p>In mode {@link io.headroom.api.compress.Mode#AUDIT} the text itself comes back, as {@link Outcome.Kind#UNCHANGED}, with the
     * reason, compressor and figures of the form that would have been used.
     *
     * @param request the text and what is known about it
     * @param deadline until when the result is wanted
     * @return what became of it; never an exception, but for null
     */
    public Outcome compress(CompressionRequest request, Deadline deadline) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(deadline, "deadline");
        return parts.compress(request, deadline);
    }

    /**
     * Compresses the texts of one request in the engine's workers. Waits until the deadline at most, and a little for the store; what is
     * not done by then stays as it is, now and later. If too many requests are waiting, nothing is computed.
     *
     * @param requests the texts; equal ones are computed once
     * @param deadline until when the results are wanted
     * @return what became of each, in the same order; never an exception, but for null
     */
    public List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return parts.compressAll(List.copyOf(requests), deadline);
    }

    /**
     * Computes a text's form anew in the calling thread, without deadline and without remembering it, and tells why it is what it is. If
     * the form leaves something out, its original is kept in the store, so that the form can be used.
     *
     * @param request the text and what is known about it
     * @return the outcome, and what each compressor had to say
     */
    public Explanation explain(CompressionRequest request) {
        return parts.explain(Objects.requireNonNull(request, "request"));
    }

    /**
     * Decodes a form: a lossless one by itself, a lossy one by way of the store of originals.
     *
     * @param form a form that one of the compressors wrote
     * @return the text that it stands for, or JSON with the same tokens
     * @throws MalformedFormException if none of them did, or the original of a lossy form is not here
     */
    public String decode(String form) throws MalformedFormException {
        return parts.decode(Objects.requireNonNull(form, "form"));
    }

    /**
     * Says that another thread is about to call {@link #warmUp()}: {@link #awaitWarmUp} waits for it from now on, even if that thread
     * begins late.
     */
    public void expectWarmUp() {
        parts.expectWarmUp();
    }

    /**
     * Loads what the first request would otherwise wait for: vocabularies, compressors, the store. Takes up to a second or two, in the
     * calling thread; meant for a background thread at start-up, and ends early when that thread is interrupted. Calling it again does no
     * harm.
     */
    public void warmUp() {
        parts.warmUp();
    }

    /**
     * Practises on texts of its own until the compiler has seen the usual shapes, since a text that a slow start leaves as it is stays so.
     * Takes some seconds of one processor in the calling thread; meant for the same background thread, after {@link #warmUp()}. Stores
     * nothing, makes way for requests, and ends early when the thread is interrupted or the engine closed.
     */
    public void rehearse() {
        parts.rehearse();
    }

    /**
     * How long a request may wait for its texts: what the budget says, and more while the engine is cold, that is until it has worked
     * through 2 Mi characters or five requests were late in spite of the longer time.
     *
     * @param characters the length of the request's eligible texts
     * @return the time, from now on
     */
    public Duration timeFor(long characters) {
        return parts.timeFor(characters);
    }

    /**
     * Waits while {@link #warmUp()} runs in another thread, or is expected to, so that what a cold start costs does not count against a request's time; what
     * is left as it is once stays so. Returns at once if no warm-up is under way.
     *
     * @param limit the longest wait, from the moment on when the warm-up was expected or began
     */
    public void awaitWarmUp(Duration limit) {
        parts.awaitWarmUp(limit);
    }

    /**
     * Figures and troubles for health reports and metrics.
     *
     * @return the state as of now
     */
    public EngineStatus status() {
        return parts.status();
    }

    /** Ends the engine's threads and closes the store of settled forms. Running work ends at its next checkpoint. */
    @Override
    public void close() {
        parts.close();
    }

    /** Configures an engine. Not thread-safe. */
    public static final class Builder {
        private CompressionSettings settings = CompressionSettings.defaults();
        private List<Compressor> compressors = List.of();
        private List<TokenCounter> tokenCounters = List.of();
        private SettledForms settledForms = SettledForms.inMemory();
        private Optional<OriginalStore> originals = Optional.empty();
        private Duration patience = Duration.ofMillis(20);
        private String threadPrefix = "headroom-compress-";
        private LongSupplier clock = System::nanoTime;

        private Builder() {}

        /**
         * Sets the settings.
         *
         * @param value the settings; {@link CompressionSettings#defaults()} if never called
         * @return this builder
         */
        public Builder settings(CompressionSettings value) {
            settings = Objects.requireNonNull(value, "settings");
            return this;
        }

        /**
         * Sets the compressors.
         *
         * @param value the compressors, in any order; their precedence decides
         * @return this builder
         */
        public Builder compressors(List<? extends Compressor> value) {
            compressors = List.copyOf(value);
            return this;
        }

        /**
         * Sets the token counters. The built-in one, which knows every model, comes last in any case.
         *
         * @param value the counters, in the order in which they are asked
         * @return this builder
         */
        public Builder tokenCounters(List<? extends TokenCounter> value) {
            tokenCounters = List.copyOf(value);
            return this;
        }

        /**
         * Sets where forms are remembered over a restart. The engine closes it.
         *
         * @param value the store; {@link SettledForms#inMemory()} if never called
         * @return this builder
         */
        public Builder settledForms(SettledForms value) {
            settledForms = Objects.requireNonNull(value, "settledForms");
            return this;
        }

        /**
         * Sets where originals are kept of which a form shows only a part. Without this no form leaves anything out. The engine does not
         * close the store, since others read from it.
         *
         * @param value the store
         * @return this builder
         */
        public Builder originals(OriginalStore value) {
            originals = Optional.of(value);
            return this;
        }

        /**
         * Sets how long a request waits for its originals to be kept; what is not kept by then leaves in its lossless form.
         *
         * @param value the longest wait, to which 25 ns are added for each character; 20 ms if never called
         * @return this builder
         */
        public Builder patience(Duration value) {
            patience = Objects.requireNonNull(value, "patience");
            return this;
        }

        /**
         * Sets the prefix of the names of the engine's threads.
         *
         * @param value the prefix
         * @return this builder
         */
        public Builder threadPrefix(String value) {
            threadPrefix = Objects.requireNonNull(value, "threadPrefix");
            return this;
        }

        /** The clock of breakers and durations, for tests. Compressors never see it. */
        Builder clock(LongSupplier nanos) {
            clock = nanos;
            return this;
        }

        /**
         * Builds the engine. Starts no thread and loads nothing.
         *
         * @return the engine
         */
        public CompressionEngine build() {
            return new CompressionEngine(this);
        }
    }
}
