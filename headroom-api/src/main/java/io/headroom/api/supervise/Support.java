package io.headroom.api.supervise;

import java.util.Objects;

/**
 * Whether a supervisor can serve a preset on a host.
 *
 * @param verdict whether it can
 * @param reason why not, or why it is not known, and what the user can do; empty if it can
 */
public record Support(Verdict verdict, String reason) {
    private static final Support SUPPORTED = new Support(Verdict.SUPPORTED, "");

    /** Whether a supervisor can serve a preset. */
    public enum Verdict {
        /** It can. */
        SUPPORTED,
        /** It cannot. */
        UNSUPPORTED,
        /** The host does not answer the question; trying will tell. */
        UNKNOWN
    }

    public Support {
        Objects.requireNonNull(reason, "reason");
        if ((verdict == Verdict.SUPPORTED) != reason.isEmpty()) {
            throw new IllegalArgumentException(verdict + " with reason '" + reason + "'");
        }
    }

    /**
     * It can.
     *
     * @return the value
     */
    public static Support supported() {
        return SUPPORTED;
    }

    /**
     * It cannot.
     *
     * @param reason why, and what the user can do
     * @return the value
     */
    public static Support unsupported(String reason) {
        return new Support(Verdict.UNSUPPORTED, reason);
    }
}
