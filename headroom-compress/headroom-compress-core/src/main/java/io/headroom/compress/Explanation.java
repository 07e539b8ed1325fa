package io.headroom.compress;

import io.headroom.api.compress.Fidelity;
import java.util.List;
import java.util.Optional;

/** Why an outcome is what it is. */
public record Explanation(Outcome outcome, String policyClass, Fidelity floor, List<Candidate> candidates) {
    /** What one compressor had to say. */
    public record Candidate(
            String compressor,
            String verdict,
            Optional<Fidelity> fidelity,
            int estimateBefore,
            int estimateAfter,
            String note) {}
}
