package io.headroom.compress.policy;

import io.headroom.api.compress.Mode;

/**
 * What may happen to a text.
 *
 * @param origin the class of its origin
 * @param mode the mode that holds for it
 * @param terms the mode by which its form is made: the same, but for what is only measured that which would hold if it were not
 * @param treatment whether it is looked at
 * @param shortening whether parts of it may be left out where the request offers a way back to them
 */
public record Verdict(PolicyClass origin, Mode mode, Mode terms, Treatment treatment, Shortening shortening) {
    /** Whether parts of a text may be left out. */
    public enum Shortening {
        /** The mode or the class forbids it. */
        NEVER,
        /** Where there is a way back. */
        ANY,
        /** By outlines of source code alone. */
        OUTLINES
    }

    /** Whether a text is looked at. */
    public enum Treatment {
        /** It may be compressed. */
        COMPRESS,
        /** The mode forbids it. */
        OFF,
        /** The user excluded the tool. */
        EXCLUDED,
        /** It is what retrieval returned. */
        RETRIEVED
    }
}
