package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.compress.Explanation.Candidate;
import io.headroom.compress.Outcome.Tokens;
import io.headroom.compress.Outcome.Tokens.Accuracy;
import io.headroom.compress.Reason;
import io.headroom.compress.policy.PolicyClass;
import io.headroom.compress.token.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes the form of an eligible text: all compressors are asked, the smaller estimate wins and the first of equals, and a form is used
 * only once it is proven and saves tokens. Then the lossy stage has its turn. Knows no memory and no threads. Thread-safe.
 */
final class Pipeline {
    /**
     * A result and how it came about.
     *
     * @param result the result
     * @param candidates what each compressor had to say, in the order of their places
     */
    record Computation(Result result, List<Candidate> candidates) {}

    /** Estimates that differ by less say nothing about which form has fewer tokens. */
    private static final int BLUR_PERCENT = 4;

    private static final int ESTIMATED_WHOLE = 1 << 18;

    private final List<Claimant> claimants;
    private final Shortening shortening;
    private final int minTokens;

    Pipeline(List<Claimant> claimants, Shortening shortening, int minTokens) {
        this.claimants = List.copyOf(claimants);
        this.shortening = shortening;
        this.minTokens = minTokens;
    }

    /** Throws {@link io.headroom.api.compress.CompressionStoppedException} when the job's time is up. */
    Computation compute(Job job) {
        if (Eligibility.isBinary(job.content.text(), job::pulse)) {
            return new Computation(Result.unchanged(Reason.BINARY, uncounted(job.content.text())), List.of());
        }
        TokenGate gate = new TokenGate(job.content.tokenizer(), job::pulse);
        Tokens uncounted = uncounted(job.content.text());
        if (!gate.hasAtLeast(minTokens, job.content.text())) {
            return new Computation(Result.unchanged(Reason.TOO_SMALL, uncounted), List.of());
        }
        if (shortening.owns(job)) {
            Candidate owner = new Candidate(
                    "", "own_output", Optional.empty(), 0, 0, "its last line is a footer of this workspace");
            return new Computation(Result.unchanged(Reason.OWN_OUTPUT, uncounted), List.of(owner));
        }
        for (Claimant claimant : claimants) {
            job.pulse();
            if (claimant.owns(job)) {
                Candidate owner = new Candidate(
                        claimant.id(), "own_output", Optional.empty(), 0, 0, "decodes the text as its form");
                return new Computation(Result.unchanged(Reason.OWN_OUTPUT, uncounted), List.of(owner));
            }
        }
        List<Claim> claims = new ArrayList<>();
        for (Claimant claimant : claimants) {
            job.pulse();
            claims.add(claimant.claim(job));
        }
        Computation lossless = choose(job, gate, claims, uncounted);
        job.soFar(lossless.result());
        return shortening.shorten(job, gate, lossless);
    }

    private static Computation choose(Job job, TokenGate gate, List<Claim> claims, Tokens uncounted) {
        List<Claim> candidates = inOrder(claims);
        List<Judged> judged = new ArrayList<>();
        Optional<Result> chosen = Optional.empty();
        for (Claim claim : candidates) {
            if (chosen.isPresent()) {
                judged.add(new Judged(claim, Optional.empty(), "not needed"));
                continue;
            }
            Judged verdict = judge(job, gate, claim);
            judged.add(verdict);
            if (verdict.obstacle().isEmpty()) {
                Compressed form = claim.form().orElseThrow();
                chosen = Optional.of(Result.form(
                        claim.claimant().id(),
                        form.text(),
                        form.fidelity(),
                        gate.figures(job.content.text(), form.text())));
            }
        }
        Result result = chosen.orElseGet(() -> Result.unchanged(reason(claims, judged), uncounted));
        return new Computation(result, Candidates.describe(uncounted.before(), claims, judged, result));
    }

    /** The smaller estimate first; of those that an estimate cannot tell apart, the more specific shape. */
    private static List<Claim> inOrder(List<Claim> claims) {
        List<Claim> candidates = new ArrayList<>(
                claims.stream().filter(claim -> claim.form().isPresent()).toList());
        int smallest = candidates.stream().mapToInt(Claim::estimate).min().orElse(0);
        Optional<Claim> first = candidates.stream()
                .filter(claim -> claim.estimate() * 100L <= smallest * (100L + BLUR_PERCENT))
                .findFirst();
        candidates.sort(Comparator.comparingInt(Claim::estimate));
        first.ifPresent(claim -> {
            candidates.remove(claim);
            candidates.add(0, claim);
        });
        return candidates;
    }

    /**
     * What became of a candidate.
     *
     * @param claim the candidate
     * @param obstacle why it was not used
     * @param note the same for a reader, or the figures that decided
     */
    record Judged(Claim claim, Optional<Reason> obstacle, String note) {}

    private static Judged judge(Job job, TokenGate gate, Claim claim) {
        Compressed form = claim.form().orElseThrow();
        job.pulse();
        Optional<String> wrong = claim.claimant().verify(form, job);
        if (wrong.isPresent()) {
            return new Judged(claim, Optional.of(Reason.VERIFY_FAILED), wrong.get());
        }
        job.pulse();
        TokenGate.Decision decision = gate.decide(job.content.text(), form.text(), TokenGate.Saving.LOSSLESS);
        if (!decision.passed()) {
            return new Judged(claim, Optional.of(Reason.NOT_SMALLER), decision.note());
        }
        if (job.content.origin() == PolicyClass.SOURCE
                && SourceLines.mustStayFindable(job.content.text(), gate)
                && !SourceLines.findable(job.content.text(), form.text())) {
            return new Judged(claim, Optional.of(Reason.POLICY), "lines of source would no longer be found");
        }
        return new Judged(claim, Optional.empty(), decision.note());
    }

    /** The most telling of the reasons: what went wrong speaks before what did not fit. */
    private static Reason reason(List<Claim> claims, List<Judged> judged) {
        List<Reason> obstacles = new ArrayList<>();
        judged.forEach(verdict -> verdict.obstacle().ifPresent(obstacles::add));
        claims.forEach(claim -> claim.obstacle().ifPresent(obstacles::add));
        for (Reason telling : new Reason[] {
            Reason.VERIFY_FAILED,
            Reason.FAULT,
            Reason.BREAKER,
            Reason.NOT_SMALLER,
            Reason.POLICY,
            Reason.STORE_FAILED,
            Reason.NO_CHANNEL
        }) {
            if (obstacles.contains(telling)) {
                return telling;
            }
        }
        return Reason.NOT_CLAIMED;
    }

    /** The figures of a text that stays; those of a long one are taken from its beginning, since whoever waits is late already. */
    static Tokens uncounted(String text) {
        long estimate = text.length() <= ESTIMATED_WHOLE
                ? Estimate.of(text)
                : Estimate.of(text.substring(0, ESTIMATED_WHOLE)) * (long) text.length() / ESTIMATED_WHOLE;
        return new Tokens((int) estimate, (int) estimate, Accuracy.ESTIMATED);
    }
}
