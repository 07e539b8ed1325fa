package io.headroom.api.compress;

/**
 * What a form keeps of the text that it stands for, from strict to loose. {@link #BYTES} and {@link #DATA} are lossless.
 *
 * <p>The order of the constants is part of the contract: {@code a.compareTo(b) <= 0} means that {@code a} keeps at least what
 * {@code b} keeps.
 */
public enum Fidelity {
    /** Decoding gives the same characters. */
    BYTES,
    /**
     * Decoding gives the same JSON tokens in the same order: number spelling, key order, types and string values survive, white space
     * between tokens and the spelling of escapes need not.
     */
    DATA,
    /** Parts are left out, and each is named at its place. */
    LOSSY;

    /**
     * Tells whether a form of this fidelity may stand where {@code floor} is asked for.
     *
     * @param floor the loosest fidelity that is allowed
     * @return whether this fidelity keeps at least as much
     */
    public boolean satisfies(Fidelity floor) {
        return compareTo(floor) <= 0;
    }
}
