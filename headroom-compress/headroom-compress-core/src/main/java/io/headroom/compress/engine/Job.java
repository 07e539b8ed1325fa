package io.headroom.compress.engine;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Deadline;
import io.headroom.compress.policy.PolicyClass;
import org.jspecify.annotations.Nullable;

/** The computation of one form: what it is about, until when it is wanted, and who is working on it right now. */
final class Job implements Runnable {
    /** How a job's computation is done and where its result goes. */
    interface Work {
        void run(Job job);
    }

    final String text;
    final String hash;
    final PolicyClass origin;
    final Tokenizer tokenizer;
    final Deadline deadline;
    private final Work work;
    private volatile @Nullable Claimant working;

    Job(String text, String hash, PolicyClass origin, Tokenizer tokenizer, Deadline deadline, Work work) {
        this.text = text;
        this.hash = hash;
        this.origin = origin;
        this.tokenizer = tokenizer;
        this.deadline = deadline;
        this.work = work;
    }

    @Override
    public void run() {
        work.run(this);
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
