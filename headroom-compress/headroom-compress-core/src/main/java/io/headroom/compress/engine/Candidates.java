package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.compress.Explanation.Candidate;
import io.headroom.compress.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts into words what came of each compressor. */
final class Candidates {
    static final String USED = "used";
    private static final String LARGER = "larger";

    private Candidates() {}

    static List<Candidate> describe(int before, List<Claim> claims, List<Pipeline.Judged> judged, Result result) {
        List<Candidate> candidates = new ArrayList<>();
        for (Claim claim : claims) {
            Optional<Pipeline.Judged> verdict = judged.stream()
                    .filter(j ->
                            j.claim().claimant().id().equals(claim.claimant().id()))
                    .findFirst();
            candidates.add(new Candidate(
                    claim.claimant().id(),
                    verdict.map(j -> verdict(j, result))
                            .orElseGet(() -> claim.obstacle().map(Reason::key).orElse("declined")),
                    claim.form().map(Compressed::fidelity),
                    before,
                    claim.estimate(),
                    verdict.map(Pipeline.Judged::note).orElse(claim.note())));
        }
        return candidates;
    }

    /** The lossless candidates, and behind them the lossy ones, none of which was used. */
    static List<Candidate> followed(List<Candidate> lossless, List<Candidate> lossy) {
        List<Candidate> all = new ArrayList<>(lossless);
        all.addAll(lossy);
        return all;
    }

    /** The same where a lossy one was used in the place of the best lossless one. */
    static List<Candidate> outdone(List<Candidate> lossless, List<Candidate> lossy) {
        List<Candidate> larger = lossless.stream()
                .map(candidate -> candidate.verdict().equals(USED) ? larger(candidate) : candidate)
                .toList();
        return followed(larger, lossy);
    }

    private static Candidate larger(Candidate used) {
        return new Candidate(
                used.compressor(), LARGER, used.fidelity(), used.estimateBefore(), used.estimateAfter(), used.note());
    }

    private static String verdict(Pipeline.Judged judged, Result result) {
        if (judged.obstacle().isPresent()) {
            return judged.obstacle().get().key();
        }
        boolean used = result.compressor()
                .filter(judged.claim().claimant().id()::equals)
                .isPresent();
        return used ? USED : LARGER;
    }
}
