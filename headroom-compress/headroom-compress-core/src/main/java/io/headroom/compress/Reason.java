package io.headroom.compress;

import java.util.Locale;

/** Why a text was or was not replaced. */
public enum Reason {
    /** It was replaced. */
    OK,
    /** It is under the least number of tokens. */
    TOO_SMALL,
    /** It is over the largest size. */
    TOO_LARGE,
    /** It holds NUL or too many control characters. */
    BINARY,
    /** The mode or the tool's policy forbids it. */
    POLICY,
    /** The user excluded the tool. */
    EXCLUDED,
    /** It is a form of ours already, or what retrieval returned. */
    OWN_OUTPUT,
    /** No compressor knows such a text. */
    NOT_CLAIMED,
    /** No form saves enough tokens. */
    NOT_SMALLER,
    /** A form did not decode to the original. */
    VERIFY_FAILED,
    /** A lossy form would need a way back that the request does not offer. */
    NO_CHANNEL,
    /** The original could not be stored. */
    STORE_FAILED,
    /** The time was up. */
    DEADLINE,
    /** All workers were busy. */
    SATURATED,
    /** The compressor is switched off for a while after faults. */
    BREAKER,
    /** A compressor or the engine failed. */
    FAULT;

    /**
     * The spelling used in figures and JSON.
     *
     * @return the lower-case name
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
