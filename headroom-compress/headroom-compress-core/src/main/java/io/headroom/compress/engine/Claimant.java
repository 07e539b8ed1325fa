package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.Mode;
import io.headroom.compress.Reason;
import io.headroom.compress.token.Estimate;
import io.headroom.compress.verify.RoundTrip;
import io.headroom.compress.work.Breaker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One compressor behind everything that keeps its faults to itself: whatever it throws, returns or does not return becomes a decline
 * with a reason. Only the end of the deadline passes through. Thread-safe.
 */
final class Claimant {
    /** Whoever had less than this before the deadline came is not to blame for missing it. */
    private static final long FAIR_CHANCE = Duration.ofMillis(10).toNanos();

    private final Compressor compressor;
    private final String id;
    private final Map<String, String> settings;
    private final Breaker breaker;
    private final LongSupplier clock;
    private final RoundTrip roundTrip;
    private final Tally tally;

    Claimant(
            Compressor compressor,
            Map<String, String> settings,
            Breaker breaker,
            LongSupplier clock,
            RoundTrip roundTrip,
            Tally tally) {
        this.compressor = compressor;
        this.id = compressor.id();
        this.settings = settings;
        this.breaker = breaker;
        this.clock = clock;
        this.roundTrip = roundTrip;
        this.tally = tally;
    }

    String id() {
        return id;
    }

    Compressor compressor() {
        return compressor;
    }

    Breaker breaker() {
        return breaker;
    }

    /** Whether it can leave something out. */
    boolean shortens() {
        return compressor instanceof LossyCompressor;
    }

    /** Whether what it leaves out are the bodies of source code. */
    boolean outlines() {
        return compressor instanceof LossyCompressor lossy
                && outside(lossy::outlines).orElse(false);
    }

    /** Asks for a lossless form. Throws {@link CompressionStoppedException} when the job's time is up, and nothing else. */
    Claim claim(Job job) {
        CallContext context = new CallContext(
                job.content.origin().floor(), settings, job.content.text().length(), job::pulse);
        return ask(job, content -> compressor.compress(content, context), form -> judge(form, job));
    }

    /** Asks for a lossy form, as {@link #claim} does for a lossless one. */
    Claim shorten(Job job, int budget, Mode mode) {
        ShorteningCall context = new ShorteningCall(
                job.content.origin().floor(), settings, job.content.text().length(), job::pulse, budget, mode);
        LossyCompressor lossy = (LossyCompressor) compressor;
        return ask(job, content -> lossy.shorten(content, context), form -> judgeLossy(form, job));
    }

    private interface Question {
        Optional<Compressed> ask(Content content);
    }

    private Claim ask(Job job, Question question, Function<Compressed, Claim> judge) {
        if (!breaker.tryEnter()) {
            tally.incident(id, Reason.BREAKER);
            return Claim.failed(this, Reason.BREAKER, "switched off for a minute after faults or missed deadlines");
        }
        Optional<Optional<Compressed>> answer;
        try {
            answer = guarded(job, () -> question.ask(new Content(job.content.text())));
        } catch (CompressionStoppedException stopped) {
            if (stopped.why() == CompressionStoppedException.Cause.WORK_LIMIT) {
                return Claim.declined(this, "more work than any reasonable text of that length");
            }
            throw stopped;
        }
        if (answer.isEmpty()) {
            return Claim.failed(this, Reason.FAULT, "failed");
        }
        breaker.succeeded();
        return answer.get().map(judge).orElseGet(() -> Claim.declined(this, "not of its kind"));
    }

    private Claim judge(Compressed form, Job job) {
        if (form.fidelity() == Fidelity.LOSSY) {
            return Claim.failed(this, Reason.POLICY, "lossy where a lossless form was asked for");
        }
        if (!form.fidelity().satisfies(job.content.origin().floor())) {
            return Claim.failed(this, Reason.POLICY, "less faithful than the policy asks for");
        }
        if (form.text().length() / 2 > job.content.text().length()) {
            return Claim.failed(this, Reason.NOT_SMALLER, "more than twice as long as the text");
        }
        return Claim.of(this, form, Estimate.of(form.text()));
    }

    private Claim judgeLossy(Compressed form, Job job) {
        if (form.fidelity() != Fidelity.LOSSY) {
            return Claim.failed(this, Reason.POLICY, "lossless where a lossy form was asked for");
        }
        if (form.text().length() >= job.content.text().length()) {
            return Claim.failed(this, Reason.NOT_SMALLER, "no shorter than the text");
        }
        return Claim.of(this, form, Estimate.of(form.text()));
    }

    /** Proves a form. Returns what is wrong with it, if anything. */
    Optional<String> verify(Compressed form, Job job) {
        tally.checks.increment();
        Optional<Optional<String>> checked =
                guarded(job, () -> roundTrip.check(compressor, form, job.content.text(), job::slicer));
        Optional<String> wrong = checked.orElse(Optional.of("the decoder failed"));
        wrong.ifPresent(what -> {
            tally.checksFailed.increment();
            tally.incident(id, Reason.VERIFY_FAILED);
            tally.trouble(
                    "verify " + id + job.content.hash(),
                    "compressor " + id + ": a form does not stand for its text, so it was not used: " + what
                            + " (content " + job.content.hash().substring(0, 12) + ")");
        });
        return wrong;
    }

    /** Whether the text is a form of this compressor already. */
    boolean owns(Job job) {
        return guarded(job, () -> roundTrip.isForm(compressor, job.content.text()))
                .orElse(false);
    }

    /** A trivial question at start-up; a compressor that cannot even answer that has no answer. */
    private static Optional<Boolean> outside(BooleanSupplier question) {
        try {
            return Optional.of(question.getAsBoolean());
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The compressor did not stop at its deadline. */
    void ignoredDeadline() {
        breaker.ignoredDeadline();
        tally.trouble("deadline " + id, "compressor " + id + ": went on after its deadline; its thread was given up");
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    /** Runs a call of the compressor's code; empty if it failed. Errors of the machine are faults like any other here. */
    private <T> Optional<T> guarded(Job job, Call<T> call) {
        long start = clock.getAsLong();
        job.working(this);
        try {
            T answer = call.run();
            if (answer == null) {
                return fault(new NullPointerException("null in place of an answer"));
            }
            return Optional.of(answer);
        } catch (CompressionStoppedException stopped) {
            boolean ours = stopped.why() == CompressionStoppedException.Cause.WORK_LIMIT
                    || job.deadline.stopped().isPresent();
            return ours ? stopped(stopped, clock.getAsLong() - start) : fault(stopped);
        } catch (Throwable fault) {
            return fault(fault);
        } finally {
            job.working(null);
        }
    }

    /** Tells the breaker, and lets the signal go up to whoever runs the job. */
    private <T> Optional<T> stopped(CompressionStoppedException stopped, long nanos) {
        if (stopped.why() == CompressionStoppedException.Cause.DEADLINE && nanos >= FAIR_CHANCE) {
            breaker.missedDeadline();
        } else {
            breaker.undecided();
        }
        throw stopped;
    }

    private <T> Optional<T> fault(Throwable fault) {
        breaker.failed();
        tally.incident(id, Reason.FAULT);
        String kind = fault.getClass().getSimpleName();
        tally.trouble("fault " + id + kind, "compressor " + id + ": failed with " + kind);
        return Optional.empty();
    }
}
