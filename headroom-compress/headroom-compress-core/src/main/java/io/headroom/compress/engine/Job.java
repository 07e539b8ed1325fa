package io.headroom.compress.engine;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Deadline;
import io.headroom.compress.Reason;
import io.headroom.compress.policy.PolicyClass;
import org.jspecify.annotations.Nullable;

/** The computation of one form: what it is about, until when it is wanted, and who is working on it right now. */
final class Job implements Runnable {
    /** How a job's computation is done and where its result goes. */
    interface Work {
        void run(Job job);

        /** It will not be run. */
        default void drop(Job job) {}
    }

    /**
     * What a form depends on.
     *
     * @param text the text
     * @param hash its hash in hex
     * @param origin the class of its origin
     * @param tokenizer what counts it
     * @param lossyRefusal why no part of it may be left out
     */
    record Content(String text, String hash, PolicyClass origin, Tokenizer tokenizer, Reason lossyRefusal) {}

    final Content content;
    final Deadline deadline;
    private final Work work;
    private volatile @Nullable Claimant working;

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

    void working(@Nullable Claimant claimant) {
        working = claimant;
    }

    /** Who is at work, if any compressor is. */
    @Nullable
    Claimant working() {
        return working;
    }
}
