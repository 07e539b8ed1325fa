package io.headroom.compress.engine;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Deadline;
import io.headroom.compress.Reason;
import io.headroom.compress.policy.PolicyClass;
import io.headroom.compress.retrieve.Slicer;
import org.jspecify.annotations.Nullable;

/** The computation of one form: what it is about, until when it is wanted, and who is working on it right now. */
final class Job implements Runnable {
    /** How a job's computation is done and where its result goes. */
    interface Work {
        void run(Job job);

        /** It will not be run. */
        default void drop(Job job) {}

        /** A result that may be used if time runs out before a better one is there. */
        default void soFar(Result result) {}
    }

    /**
     * What a form depends on.
     *
     * @param text the text
     * @param hash its hash in hex
     * @param origin the class of its origin
     * @param tokenizer what counts it
     * @param shortening whether parts of it may be left out
     */
    record Content(String text, String hash, PolicyClass origin, Tokenizer tokenizer, Shortening shortening) {}

    /** Whether parts of a text may be left out, and on which terms. */
    sealed interface Shortening permits Forbidden, Allowed {}

    /**
     * Every part stays.
     *
     * @param why the reason
     */
    record Forbidden(Reason why) implements Shortening {}

    /**
     * Parts may go.
     *
     * @param budget how much may stay
     * @param channel the way back
     * @param outlines whether only outlines of source are allowed
     */
    record Allowed(LossyBudget budget, RetrievalChannel channel, boolean outlines) implements Shortening {}

    final Content content;
    final Deadline deadline;
    private final Work work;
    private volatile @Nullable Claimant working;
    private @Nullable Slicer slicer;

    Job(Content content, Deadline deadline, Work work) {
        this.content = content;
        this.deadline = deadline;
        this.work = work;
    }

    @Override
    public void run() {
        work.run(this);
    }

    void drop() {
        work.drop(this);
    }

    /** Throws if nobody waits any more. */
    void pulse() {
        deadline.stopped().ifPresent(cause -> {
            throw new CompressionStoppedException(cause);
        });
    }

    void soFar(Result result) {
        work.soFar(result);
    }

    /** Cuts parts out of the text; made when it is needed first, by the thread that does the work. */
    Slicer slicer() {
        Slicer known = slicer;
        if (known == null) {
            known = new Slicer(content.text());
            slicer = known;
        }
        return known;
    }

    void working(@Nullable Claimant claimant) {
        working = claimant;
    }

    /** Who is at work, if any compressor is. */
    @Nullable
    Claimant working() {
        return working;
    }
}
