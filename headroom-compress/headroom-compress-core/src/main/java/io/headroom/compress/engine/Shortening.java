package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Fidelity;
import io.headroom.compress.Explanation.Candidate;
import io.headroom.compress.Reason;
import io.headroom.compress.retrieve.Footer;
import io.headroom.compress.retrieve.NoSuchSliceException;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.token.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lossy stage: where it is allowed and worth while, compressors are asked in their order for a form that leaves something out. The
 * first that is proven and saves enough over the best lossless form, its footer included, is used. Knows no memory and no threads.
 * Thread-safe.
 */
final class Shortening {
    private final List<Claimant> claimants;
    private final Originals originals;

    Shortening(List<Claimant> claimants, Originals originals) {
        this.claimants = claimants.stream().filter(Claimant::shortens).toList();
        this.originals = originals;
    }

    /** Whether a text is a shortened one already. */
    boolean owns(Job job) {
        return originals.own(job.content.text());
    }

    /** Takes the best lossless result further, if it can. Throws as {@link Pipeline#compute} does. */
    Pipeline.Computation shorten(Job job, TokenGate gate, Pipeline.Computation lossless) {
        if (claimants.isEmpty()) {
            return lossless;
        }
        if (job.content.shortening() instanceof Job.Allowed allowed) {
            return originals.present()
                    ? shorten(job, gate, lossless, allowed)
                    : refused(lossless, Reason.STORE_FAILED, "there is no store of originals");
        }
        Reason why = ((Job.Forbidden) job.content.shortening()).why();
        return refused(
                lossless,
                why,
                why == Reason.NO_CHANNEL
                        ? "the request offers no way back to what is left out"
                        : "mode or policy leave nothing out here");
    }

    private Pipeline.Computation shorten(Job job, TokenGate gate, Pipeline.Computation lossless, Job.Allowed allowed) {
        String best = lossless.result().form().orElse(job.content.text());
        job.pulse();
        int from = allowed.budget().from();
        int size = gate.upTo(from, job.content.text());
        if (size < from) {
            return refused(lossless, Reason.TOO_SMALL, size + " tokens; texts are shortened from " + from + " on");
        }
        int tokens = gate.upTo(LossyBudget.COUNTED, best);
        Optional<Originals.Tags> tags = originals.tags();
        if (tags.isEmpty()) {
            Pipeline.Computation refused =
                    refused(lossless, Reason.STORE_FAILED, "the store of originals is in trouble");
            return new Pipeline.Computation(lossless.result().because(Reason.STORE_FAILED), refused.candidates());
        }
        return choose(
                job,
                gate,
                lossless,
                new Attempt(allowed, best, tokens, tags.get().of(job.content.hash())));
    }

    /**
     * What all candidates of a text have in common.
     *
     * @param allowed the terms
     * @param best the best lossless form, or the text
     * @param tokens the tokens of that
     * @param id the original's id
     */
    private record Attempt(Job.Allowed allowed, String best, int tokens, RetrievalId id) {}

    private Pipeline.Computation choose(Job job, TokenGate gate, Pipeline.Computation lossless, Attempt attempt) {
        List<Candidate> candidates = new ArrayList<>();
        for (Claimant claimant : claimants) {
            if (attempt.allowed().outlines() && !claimant.outlines()) {
                continue;
            }
            job.pulse();
            LossyBudget budget = attempt.allowed().budget();
            Claim claim = claimant.shorten(job, budget.tokens(attempt.tokens()), budget.mode());
            Judged judged = judge(job, gate, claim, attempt);
            candidates.add(candidate(job, claim, judged));
            if (judged.form().isPresent()) {
                String form = judged.form().get();
                Result.Shortened shortened = new Result.Shortened(
                        attempt.id().toString(), claim.form().orElseThrow().leftOut());
                Result result = Result.shortened(
                        claimant.id(), form, gate.figures(job.content.text(), form), shortened, lossless.result());
                return new Pipeline.Computation(result, Candidates.outdone(lossless.candidates(), candidates));
            }
        }
        return new Pipeline.Computation(lossless.result(), Candidates.followed(lossless.candidates(), candidates));
    }

    /**
     * What became of a candidate.
     *
     * @param form the final text, if it is used
     * @param verdict as {@link Candidate#verdict} spells it
     * @param note the same for a reader
     */
    private record Judged(Optional<String> form, String verdict, String note) {
        static Judged refused(Reason why, String note) {
            return new Judged(Optional.empty(), why.key(), note);
        }
    }

    private static Judged judge(Job job, TokenGate gate, Claim claim, Attempt attempt) {
        if (claim.form().isEmpty()) {
            return new Judged(
                    Optional.empty(), claim.obstacle().map(Reason::key).orElse("declined"), claim.note());
        }
        Compressed form = claim.form().get();
        job.pulse();
        Optional<String> wrong = claim.claimant().verify(form, job);
        if (wrong.isPresent()) {
            return Judged.refused(Reason.VERIFY_FAILED, wrong.get());
        }
        job.pulse();
        String text;
        try {
            text = Footer.append(
                    form.text(), Footer.write(attempt.id(), attempt.allowed().channel(), form.leftOut(), job.slicer()));
        } catch (NoSuchSliceException e) {
            return Judged.refused(Reason.VERIFY_FAILED, "a part that is left out is not one of the original");
        }
        TokenGate.Decision decision = gate.decide(attempt.best(), text, TokenGate.Saving.LOSSY);
        return decision.passed()
                ? new Judged(Optional.of(text), Candidates.USED, decision.note())
                : Judged.refused(Reason.NOT_SMALLER, decision.note());
    }

    private Pipeline.Computation refused(Pipeline.Computation lossless, Reason why, String note) {
        List<Candidate> candidates = claimants.stream()
                .map(claimant -> new Candidate(claimant.id(), why.key(), Optional.of(Fidelity.LOSSY), 0, 0, note))
                .toList();
        return new Pipeline.Computation(lossless.result(), Candidates.followed(lossless.candidates(), candidates));
    }

    private static Candidate candidate(Job job, Claim claim, Judged judged) {
        return new Candidate(
                claim.claimant().id(),
                judged.verdict(),
                Optional.of(Fidelity.LOSSY),
                Pipeline.uncounted(job.content.text()).before(),
                judged.form().map(Estimate::of).orElse(claim.estimate()),
                judged.note());
    }
}
