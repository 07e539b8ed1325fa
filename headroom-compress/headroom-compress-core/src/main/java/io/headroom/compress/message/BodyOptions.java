package io.headroom.compress.message;

import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request wants.
 *
 * @param mode overrides the engine's mode
 * @param retrieval whether there may be a way back
 * @param channel the way back, for who knows it better than the request's own tools show
 */
public record BodyOptions(Optional<Mode> mode, Retrieval retrieval, Optional<RetrievalChannel> channel) {
    /** Whether there may be a way back. */
    public enum Retrieval {
        /** The channel that was named, else the request's own shell or tool. */
        CLIENT,
        /** None, so that only lossless forms are used. */
        OFF
    }

    private static final BodyOptions DEFAULTS = new BodyOptions(Optional.empty(), Retrieval.CLIENT);

    /** Checks that nothing is null. */
    public BodyOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(retrieval, "retrieval");
        Objects.requireNonNull(channel, "channel");
    }

    /**
     * What a request wants that names no channel.
     *
     * @param mode overrides the engine's mode
     * @param retrieval whether the request's own tools may be used as the way back
     */
    public BodyOptions(Optional<Mode> mode, Retrieval retrieval) {
        this(mode, retrieval, Optional.empty());
    }

    /**
     * The engine's mode, and a way back that the caller names.
     *
     * @param channel the way back; none for lossless forms alone
     * @return the options
     */
    public static BodyOptions through(RetrievalChannel channel) {
        return new BodyOptions(Optional.empty(), Retrieval.CLIENT, Optional.of(channel));
    }

    /** The way back of a request that offers these tools. */
    RetrievalChannel channelFor(List<String> offeredTools) {
        return retrieval == Retrieval.OFF
                ? RetrievalChannel.none()
                : channel.orElseGet(() -> ChannelChoice.of(offeredTools));
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
