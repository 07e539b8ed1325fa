package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.compress.Explanation.Candidate;
import io.headroom.compress.Reason;
import io.headroom.compress.token.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts into words what came of each compressor. */
final class Candidates {
    private Candidates() {}

    static List<Candidate> describe(String text, List<Claim> claims, List<Pipeline.Judged> judged, Result result) {
        int before = Estimate.of(text);
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

    private static String verdict(Pipeline.Judged judged, Result result) {
        if (judged.obstacle().isPresent()) {
            return judged.obstacle().get().key();
        }
        boolean used = result.compressor()
                .filter(judged.claim().claimant().id()::equals)
                .isPresent();
        return used ? "used" : "larger";
    }
}
