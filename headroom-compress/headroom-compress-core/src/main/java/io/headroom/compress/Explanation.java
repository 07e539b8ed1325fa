package io.headroom.compress;

import io.headroom.api.compress.Fidelity;
import java.util.List;
import java.util.Optional;

/**
 * Why an outcome is what it is.
 *
 * @param outcome the outcome
 * @param policyClass the class of the text's origin, such as {@code source} or {@code output}
 * @param floor how faithful a form has to be for that class
 * @param candidates what each compressor had to say, in the order in which they are asked; empty if none was asked
 */
public record Explanation(Outcome outcome, String policyClass, Fidelity floor, List<Candidate> candidates) {
    /** Copies the list. */
    public Explanation {
        candidates = List.copyOf(candidates);
    }

    /**
     * What one compressor had to say.
     *
     * @param compressor its id
     * @param verdict {@code used}, {@code larger} than another one's form, {@code declined}, {@code own_output}, or the reason why its form
     *     was not used, as {@link Reason#key()} spells it
     * @param fidelity what its form keeps, if it had one
     * @param estimateBefore the estimate of the text
     * @param estimateAfter the estimate of its form, if it had one
     * @param note the figures or the failure that decided; may be empty
     */
    public record Candidate(
            String compressor,
            String verdict,
            Optional<Fidelity> fidelity,
            int estimateBefore,
            int estimateAfter,
            String note) {}
}
