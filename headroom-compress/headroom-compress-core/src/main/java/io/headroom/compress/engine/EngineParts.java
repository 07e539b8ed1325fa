package io.headroom.compress.engine;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.EngineStatus;
import io.headroom.compress.Explanation;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms;
import io.headroom.compress.policy.Verdict;
import io.headroom.compress.verify.RoundTrip;
import io.headroom.compress.work.Breaker;
import io.headroom.compress.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** An engine put together from its parts: what {@link io.headroom.compress.CompressionEngine} shows to the outside. Thread-safe. */
public final class EngineParts implements AutoCloseable {
    /** How many threads that never come back may be replaced. */
    private static final int SPARE_THREADS = 4;

    /** More practice makes the first texts a little faster and costs every idle proxy megabytes of compiled code. */
    private static final int FEW_LINES = 20;

    private static final int MANY_LINES = 40;
    private static final int ROUNDS = 1;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Hint REHEARSED = Hint.tool("Bash").model("claude");

    private static final Duration GRACE = Duration.ofMillis(100);

    private final Tally tally = new Tally();
    private final List<Claimant> claimants;
    private final Tokenizers tokenizers;
    private final Intake intake;
    private final Pipeline pipeline;
    private final Engine engine;
    private final Workers workers;
    private final Watch watch;
    private final SettledForms settled;
    private final Originals originals;
    private final LongSupplier clock;
    private final CompressionSettings.Budget budget;
    private final ColdStart coldStart = new ColdStart();
    private final CountDownLatch warm = new CountDownLatch(1);
    private volatile OptionalLong warmingSince = OptionalLong.empty();
    private final AtomicReference<Thread> warmer = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * What an engine is made of.
     *
     * @param settings the settings
     * @param compressors in any order
     * @param counters in the order in which they are asked
     * @param settled the store of settled forms, closed with the engine
     * @param originals the store of originals, not closed here; without one nothing is left out
     * @param patience how long a request waits for its originals to be kept
     * @param threadPrefix what the threads' names start with
     * @param clock nanoseconds from an arbitrary point on
     */
    public record Materials(
            CompressionSettings settings,
            List<Compressor> compressors,
            List<TokenCounter> counters,
            SettledForms settled,
            Optional<OriginalStore> originals,
            Duration patience,
            String threadPrefix,
            LongSupplier clock) {}

    /**
     * Puts an engine together. Starts no thread and loads nothing.
     *
     * @param materials what it is made of
     */
    public EngineParts(Materials materials) {
        CompressionSettings settings = materials.settings();
        clock = materials.clock();
        budget = settings.budget();
        settled = materials.settled();
        claimants = claimants(materials);
        tokenizers = new Tokenizers(materials.counters(), tally);
        originals = new Originals(materials.originals(), materials.patience(), tally, clock, coldStart);
        intake = new Intake(settings, tokenizers, originals.tenant());
        pipeline = new Pipeline(
                claimants,
                new Shortening(claimants, originals),
                settings.limits().minTokens());
        int size = Math.max(1, settings.budget().workers());
        workers = new Workers(materials.threadPrefix(), size, SPARE_THREADS);
        watch = new Watch(workers, GRACE, materials.threadPrefix());
        Flights flights = new Flights(settings.limits().memoBytes());
        Engine.Threads threads = new Engine.Threads(
                workers, watch, size + Math.max(0, settings.budget().queue()));
        engine = new Engine(
                intake,
                pipeline,
                flights,
                new Settling(flights, settled, tally),
                new Keeping(originals, flights),
                tally,
                coldStart,
                clock,
                threads);
    }

    private List<Claimant> claimants(Materials materials) {
        RoundTrip roundTrip = new RoundTrip();
        return materials.compressors().stream()
                .sorted(Comparator.comparingInt(Compressor::precedence).thenComparing(Compressor::id))
                .map(compressor -> new Claimant(
                        compressor,
                        materials.settings().plugins().getOrDefault(compressor.id(), Map.of()),
                        new Breaker(materials.clock()),
                        materials.clock(),
                        roundTrip,
                        tally))
                .toList();
    }

    /**
     * Computes in the calling thread.
     *
     * @param request the request
     * @param deadline until when the result is wanted
     * @return the outcome
     */
    public Outcome compress(CompressionRequest request, Deadline deadline) {
        return engine.here(request, deadline);
    }

    /**
     * Computes in the workers.
     *
     * @param requests the requests
     * @param deadline until when the results are wanted
     * @return the outcomes in the same order
     */
    public List<Outcome> compressAll(List<CompressionRequest> requests, Deadline deadline) {
        return engine.inWorkers(requests, deadline);
    }

    /**
     * Computes anew, remembering no form, and tells how. Where a form leaves something out, its original is kept.
     *
     * @param request the request
     * @return the outcome and its reasons
     */
    public Explanation explain(CompressionRequest request) {
        Verdict verdict = intake.judge(request);
        Span span = intake.take(request, clock.getAsLong());
        List<Explanation.Candidate> candidates = List.of();
        if (span.identity.isPresent()) {
            Job job = new Job(span.identity.get().content(), Deadline.never(), none -> {});
            Pipeline.Computation computation = computed(job);
            span.computed(computation.result());
            new Keeping(originals, new Flights(0)).keep(List.of(span));
            candidates = computation.candidates();
        }
        return new Explanation(
                span.outcome(clock.getAsLong()),
                verdict.origin().key(),
                verdict.origin().floor(),
                candidates);
    }

    private Pipeline.Computation computed(Job job) {
        try {
            return pipeline.compute(job);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Pipeline.Computation(
                    Result.unchanged(Reason.FAULT, Pipeline.uncounted(job.content.text())), List.of());
        }
    }

    /**
     * Decodes a form.
     *
     * @param form the form of one of the compressors
     * @return the text that it stands for
     * @throws MalformedFormException if no compressor knows the form
     */
    public String decode(String form) throws MalformedFormException {
        Optional<String> original = originals.original(form);
        if (original.isPresent()) {
            return original.get();
        }
        List<String> refusals = new ArrayList<>();
        String itself = null;
        for (Claimant claimant : claimants) {
            try {
                String text = claimant.compressor().decode(form);
                if (!text.equals(form)) {
                    return text;
                }
                itself = text;
            } catch (MalformedFormException e) {
                refusals.add(claimant.id() + ": " + e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                refusals.add(claimant.id() + ": failed with " + e.getClass().getSimpleName());
            }
        }
        if (itself != null) {
            return itself;
        }
        throw new MalformedFormException("no compressor wrote this: " + String.join("; ", refusals));
    }

    /** Lets requests wait from now on for a warm-up that another thread is about to begin. */
    public void expectWarmUp() {
        warmingSince = OptionalLong.of(clock.getAsLong());
    }

    /** Loads vocabularies, opens the store and runs each compressor once; ends early when the thread is interrupted. */
    public void warmUp() {
        if (warmingSince.isEmpty()) {
            expectWarmUp();
        }
        warmer.set(Thread.currentThread());
        try {
            tokenizers.warmUp();
            if (!Thread.currentThread().isInterrupted()) {
                settled.findAll(List.of());
                originals.warmUp();
            }
            rehearse(Rehearsal.texts(0, FEW_LINES));
        } finally {
            warmer.set(null);
            warm.countDown();
        }
    }

    /** Practises until the compiler has seen enough; ends early when the thread is interrupted or the engine closed. */
    public void rehearse() {
        warmer.set(Thread.currentThread());
        try {
            for (int round = 1; round <= ROUNDS && rehearse(Rehearsal.texts(round, MANY_LINES)); round++) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } finally {
            warmer.set(null);
        }
    }

    /** Computes forms and forgets them. A compressor may swallow an interrupt, so the end of the engine is looked at, too. */
    private boolean rehearse(List<String> texts) {
        for (String text : texts) {
            while (engine.busy() && !ended()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            if (ended()) {
                return false;
            }
            Span span = intake.take(
                    new CompressionRequest(new Content(text), REHEARSED, Mode.BALANCED, RetrievalChannel.cli()),
                    clock.getAsLong());
            span.identity.ifPresent(identity -> computed(new Job(identity.content(), Deadline.never(), none -> {})));
            coldStart.worked(text.length());
        }
        return true;
    }

    private boolean ended() {
        return closed || Thread.currentThread().isInterrupted();
    }

    /**
     * How long a request may wait.
     *
     * @param characters the length of its eligible texts
     * @return the time
     */
    public Duration timeFor(long characters) {
        Duration usual = budget.forCharacters(characters);
        return coldStart.isOver() || usual.compareTo(budget.cold()) > 0 ? usual : budget.cold();
    }

    /**
     * Waits for a warm-up that is under way or expected.
     *
     * @param limit the longest wait, from the moment on when it was expected or began: one that hangs delays nobody later
     */
    public void awaitWarmUp(Duration limit) {
        OptionalLong since = warmingSince;
        if (since.isPresent() && warm.getCount() > 0) {
            try {
                long left = limit.toNanos() - (clock.getAsLong() - since.getAsLong());
                warm.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Figures and troubles.
     *
     * @return as of now
     */
    public EngineStatus status() {
        List<String> troubles = new ArrayList<>(tally.troubles());
        settled.trouble().ifPresent(troubles::add);
        originals.trouble().ifPresent(troubles::add);
        if (workers.abandoned() > 0) {
            troubles.add(workers.abandoned() + " threads are kept by compressors that do not end");
        }
        return new EngineStatus(
                warm.getCount() == 0,
                tally.outcomes(),
                tally.checks.sum(),
                tally.checksFailed.sum(),
                tally.deadlinesMissed.sum(),
                tally.shortened.sum(),
                tally.hits.sum(),
                tally.misses.sum(),
                claimants.stream()
                        .filter(claimant -> claimant.breaker().isOpen())
                        .map(Claimant::id)
                        .toList(),
                troubles);
    }

    @Override
    public void close() {
        closed = true;
        Thread warming = warmer.get();
        if (warming != null) {
            warming.interrupt();
        }
        watch.close();
        engine.drop(workers.shutDown());
        settled.close();
    }
}
