package io.headroom.compress.policy;

import io.headroom.api.compress.Mode;

/**
 * What may happen to a text.
 *
 * @param origin the class of its origin
 * @param mode the mode that holds for it
 * @param treatment whether it is looked at
 */
public record Verdict(PolicyClass origin, Mode mode, Treatment treatment) {
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
