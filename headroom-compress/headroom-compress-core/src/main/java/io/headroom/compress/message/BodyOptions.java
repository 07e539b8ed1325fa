package io.headroom.compress.message;

import io.headroom.api.compress.Mode;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request wants.
 *
 * @param mode overrides the engine's mode
 * @param retrieval whether the request's own tools may be used as the way back
 */
public record BodyOptions(Optional<Mode> mode, Retrieval retrieval) {
    /** Whether there may be a way back. */
    public enum Retrieval {
        /** The request's own shell or tool. */
        CLIENT,
        /** None, so that only lossless forms are used. */
        OFF
    }

    private static final BodyOptions DEFAULTS = new BodyOptions(Optional.empty(), Retrieval.CLIENT);

    /** Checks that nothing is null. */
    public BodyOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(retrieval, "retrieval");
    }

    /**
     * What a request gets that wants nothing in particular.
     *
     * @return the engine's mode, and the request's own tools as the way back
     */
    public static BodyOptions defaults() {
        return DEFAULTS;
    }
}
