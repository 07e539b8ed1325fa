package io.headroom.compress.json;

/** Asked before a writer makes its output longer. Encoders write what they have read and need no limit; decoders do. */
public interface OutputLimit {
    /** Lets everything pass. */
    OutputLimit NONE = (written, more) -> {};

    /**
     * Tells that {@code more} characters are about to follow.
     *
     * @param written how many characters the output has
     * @param more how many it is to get
     */
    void grow(int written, long more);
}
