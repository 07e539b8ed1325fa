package io.headroom.deploy.identity;

import java.util.Objects;
import java.util.Optional;

/**
 * What came back from a port.
 *
 * @param kind who answered
 * @param instance which proxy; there exactly if it is proven
 * @param status what a proven proxy says about itself, such as {@code healthy} or {@code starting}; otherwise empty
 * @param readiness whether a proven proxy takes requests
 */
public record Answer(Kind kind, Optional<Instance> instance, String status, Readiness readiness) {
    /** Who answered. */
    public enum Kind {
        /** Nobody listens. */
        NOBODY,
        /** Somebody listens and said nothing within the time. */
        SILENT,
        /** Somebody answered who has not proven to be a proxy of this workspace. */
        FOREIGN,
        /** A proxy of this workspace, proven by the key in its run file. */
        PROVEN
    }

    /** Whether requests may be sent. */
    public enum Readiness {
        /** They may. */
        READY,
        /** Not now. */
        NOT_READY
    }

    public Answer {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(readiness, "readiness");
        if ((kind == Kind.PROVEN) != instance.isPresent()) {
            throw new IllegalArgumentException(kind + " with instance " + instance);
        }
    }

    /**
     * An answer of nobody that is proven.
     *
     * @param kind who answered
     * @return the answer
     */
    public static Answer of(Kind kind) {
        return new Answer(kind, Optional.empty(), "", Readiness.NOT_READY);
    }

    /**
     * Whether it is a proxy of a profile.
     *
     * @param profile the profile's name
     * @return whether it is proven and says so
     */
    public boolean isOf(String profile) {
        return instance.flatMap(Instance::profile).filter(profile::equals).isPresent();
    }
}
