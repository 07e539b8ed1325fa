package io.headroom.compress.message;

import io.headroom.api.compress.Mode;
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
        /** None. */
        OFF
    }
}
