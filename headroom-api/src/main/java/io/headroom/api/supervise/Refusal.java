package io.headroom.api.supervise;

import java.util.Objects;

/**
 * Why a service cannot be set up on a host, found before anything is changed.
 *
 * @param kind what is in the way
 * @param reason what is in the way, why, and what the user can do, as sentences for people
 */
public record Refusal(Kind kind, String reason) {
    /** What is in the way. */
    public enum Kind {
        /** Something on the host, or in what was asked for. */
        HOST,
        /** The account lacks rights; with them it would work. */
        RIGHTS
    }

    public Refusal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Something on the host, or in what was asked for.
     *
     * @param reason the sentences
     * @return the value
     */
    public static Refusal host(String reason) {
        return new Refusal(Kind.HOST, reason);
    }

    /**
     * The account lacks rights.
     *
     * @param reason the sentences
     * @return the value
     */
    public static Refusal rights(String reason) {
        return new Refusal(Kind.RIGHTS, reason);
    }
}
