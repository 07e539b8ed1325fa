package io.headroom.compress.message;

import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import java.time.Duration;
import java.util.List;

/** What a body compressor needs of an engine. */
@FunctionalInterface
interface BlockEngine {
    /**
     * Decides about texts.
     *
     * @param requests the texts
     * @param deadline when to give up
     * @return an outcome for each text, in the same order
     */
    List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline);

    /** How long a body with that much eligible text may wait. */
    default Duration timeFor(long characters, CompressionSettings settings) {
        return settings.budget().forCharacters(characters);
    }

    /** Waits while the engine is still loading what it needs, as long as that is worth waiting for. */
    default void awaitWarmUp() {}
}
