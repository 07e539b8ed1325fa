package io.headroom.compress;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.token.TokenCounter;
import java.util.List;

public final class CompressionEngine implements AutoCloseable {
    private final CompressionSettings settings;

    private CompressionEngine(Builder b) {
        this.settings = b.settings;
    }

    public static Builder builder() {
        return new Builder();
    }

    public CompressionSettings settings() {
        return settings;
    }

    /** In the calling thread; never throws but for null. */
    public Outcome compress(CompressionRequest request, Deadline deadline) {
        throw new IllegalStateException("being written");
    }

    /** In the engine's workers, waits at most until the deadline. Same order as the requests. */
    public List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline) {
        throw new IllegalStateException("being written");
    }

    public Explanation explain(CompressionRequest request) {
        throw new IllegalStateException("being written");
    }

    /** Tries each compressor's decoder. */
    public String decode(String form) throws MalformedFormException {
        throw new IllegalStateException("being written");
    }

    /** Loads what the first request would otherwise wait for (tokenizers, compressors). */
    public void warmUp() {}

    public EngineStatus status() {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {}

    public static final class Builder {
        private CompressionSettings settings = CompressionSettings.defaults();

        private Builder() {}

        public Builder settings(CompressionSettings value) {
            settings = value;
            return this;
        }

        public Builder compressors(List<? extends Compressor> value) {
            return this;
        }

        public Builder tokenCounters(List<? extends TokenCounter> value) {
            return this;
        }

        /** Where forms are remembered over a restart; default: in memory only. */
        public Builder settledForms(SettledForms value) {
            return this;
        }

        /** Prefix of the names of the engine's threads. */
        public Builder threadPrefix(String value) {
            return this;
        }

        public CompressionEngine build() {
            return new CompressionEngine(this);
        }
    }
}
