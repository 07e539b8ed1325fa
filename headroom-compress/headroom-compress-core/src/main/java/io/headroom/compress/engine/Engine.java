package io.headroom.compress.engine;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.Outcome.Tokens;
import io.headroom.compress.Reason;
import io.headroom.compress.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Takes requests from first look to outcome: what is known is replayed, the rest computed by the workers or the caller, waited for until
 * the deadline, kept where a form leaves something out, and settled. Nothing that happens on the way reaches the caller. Thread-safe.
 */
final class Engine {
    /** How long a wait goes on without a look at the cancellation. */
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Intake intake;
    private final Pipeline pipeline;
    private final Flights flights;
    private final Settling settling;
    private final Keeping keeping;
    private final Tally tally;
    private final ColdStart coldStart;
    private final LongSupplier clock;
    private final Threads threads;
    private final AtomicInteger active = new AtomicInteger();

    /**
     * Who computes.
     *
     * @param workers the pool
     * @param watch what looks after it
     * @param most how many requests may be computed or wait at the same time
     */
    record Threads(Workers workers, Watch watch, int most) {}

    Engine(
            Intake intake,
            Pipeline pipeline,
            Flights flights,
            Settling settling,
            Keeping keeping,
            Tally tally,
            ColdStart coldStart,
            LongSupplier clock,
            Threads threads) {
        this.intake = intake;
        this.pipeline = pipeline;
        this.flights = flights;
        this.settling = settling;
        this.keeping = keeping;
        this.tally = tally;
        this.coldStart = coldStart;
        this.clock = clock;
        this.threads = threads;
    }

    /** Computes in the calling thread. */
    Outcome here(CompressionRequest request, Deadline deadline) {
        return outcomes(List.of(request), deadline, Engine::runHere, Integer.MAX_VALUE)
                .get(0);
    }

    /** Computes in the workers. */
    List<Outcome> inWorkers(List<CompressionRequest> requests, Deadline deadline) {
        return outcomes(requests, deadline, threads.workers()::submit, threads.most());
    }

    /** Whether a request is being computed. */
    boolean busy() {
        return active.get() > 0;
    }

    /** Jobs that will not run: their texts stay as they are. */
    void drop(List<Runnable> jobs) {
        for (Runnable job : jobs) {
            if (job instanceof Job dropped) {
                dropped.drop();
            }
        }
    }

    private interface Runner {
        /** Returns whether the job runs, now or later. */
        boolean start(Job job);
    }

    private static boolean runHere(Job job) {
        job.run();
        return true;
    }

    private List<Outcome> outcomes(
            List<CompressionRequest> requests, Deadline deadline, Runner runner, int mostActive) {
        List<Span> spans = new ArrayList<>(requests.size());
        try {
            for (CompressionRequest request : requests) {
                spans.add(intake.take(request, clock.getAsLong()));
            }
            List<Span> lost = new ArrayList<>();
            settling.recall(spans);
            if (spans.stream().anyMatch(span -> span.result().isEmpty())) {
                compute(spans, deadline, runner, mostActive);
                lost.addAll(keeping.keep(spans));
                lost.addAll(keeping.keep(settling.settle(spans)));
            } else {
                lost.addAll(keeping.keep(spans));
            }
            if (!lost.isEmpty()) {
                withoutMarkers(lost, deadline, runner, mostActive);
            }
        } catch (Throwable fault) {
            fault(requests, spans, fault);
        }
        List<Outcome> outcomes = new ArrayList<>(spans.size());
        for (Span span : spans) {
            tally.outcome(span.result().orElseThrow());
            outcomes.add(span.outcome(clock.getAsLong()));
        }
        return outcomes;
    }

    /** Gives texts, for this once, the forms that they have where there is no way back. */
    private void withoutMarkers(List<Span> lost, Deadline deadline, Runner runner, int mostActive) {
        List<Span> plain = new ArrayList<>(lost.size());
        for (Span span : lost) {
            CompressionRequest request = span.request;
            plain.add(intake.take(
                    new CompressionRequest(request.content(), request.hint(), request.mode(), RetrievalChannel.none()),
                    clock.getAsLong()));
        }
        settling.recall(plain);
        if (plain.stream().anyMatch(span -> span.result().isEmpty())) {
            compute(plain, deadline, runner, mostActive);
            settling.settle(plain);
        }
        for (int i = 0; i < plain.size(); i++) {
            lost.get(i).recalled(plain.get(i).result().orElseThrow().because(Reason.STORE_FAILED));
        }
    }

    private void compute(List<Span> spans, Deadline deadline, Runner runner, int mostActive) {
        int entered = active.incrementAndGet();
        try {
            for (Span span : spans) {
                if (span.result().isEmpty()) {
                    if (entered > mostActive) {
                        saturate(span);
                    } else {
                        launch(span, deadline, runner);
                    }
                }
            }
            await(spans, deadline);
        } finally {
            active.decrementAndGet();
        }
    }

    private void launch(Span span, Deadline deadline, Runner runner) {
        Flights.Boarding boarding = flights.board(span.key());
        span.flight = boarding.flight();
        if (boarding.own()) {
            Job job =
                    new Job(span.identity.orElseThrow().content(), deadline, new Flying(span.key(), boarding.flight()));
            span.job = job;
            if (!runner.start(job)) {
                job.drop();
            }
        }
    }

    /** The way of a job to its flight's end. */
    private final class Flying implements Job.Work {
        private final String key;
        private final Flights.Flight flight;

        private Flying(String key, Flights.Flight flight) {
            this.key = key;
            this.flight = flight;
        }

        @Override
        public void run(Job job) {
            fly(job, key, flight);
        }

        @Override
        public void drop(Job job) {
            flights.land(key, flight, asIs(Reason.SATURATED, job.content.text()));
        }

        @Override
        public void soFar(Result result) {
            flight.soFar(result);
        }
    }

    private void saturate(Span span) {
        Flights.Boarding boarding = flights.board(span.key());
        span.flight = boarding.flight();
        flights.land(span.key(), boarding.flight(), asIs(Reason.SATURATED, span.text()));
    }

    /** Computes, whatever happens, and lands. */
    private void fly(Job job, String key, Flights.Flight flight) {
        if (flight.landing.isDone()) {
            return;
        }
        try {
            job.pulse();
            Result result = pipeline.compute(job).result();
            coldStart.worked(job.content.text().length());
            job.pulse();
            flights.land(key, flight, result);
        } catch (CompressionStoppedException stopped) {
            if (stopped.why() == CompressionStoppedException.Cause.CANCELLED) {
                flights.giveUp(key, flight);
            } else {
                flights.land(key, flight, flight.outOfTime(asIs(Reason.DEADLINE, job.content.text())));
            }
        } catch (Throwable fault) {
            report(fault);
            flights.land(key, flight, asIs(Reason.FAULT, job.content.text()));
        }
    }

    private void await(List<Span> spans, Deadline deadline) {
        boolean late = false;
        for (Span span : spans) {
            if (span.result().isEmpty()) {
                late |= !await(span, deadline);
            }
        }
        if (late) {
            tally.deadlinesMissed.increment();
            coldStart.late();
            for (Span span : spans) {
                if (span.job != null) {
                    threads.watch().over(span.job);
                }
            }
        }
    }

    /** Waits for one result. Returns whether it came in time. */
    private boolean await(Span span, Deadline deadline) {
        while (true) {
            Flights.Flight flight = span.flight;
            Optional<CompressionStoppedException.Cause> stopped = deadline.stopped();
            try {
                long nanos = Math.min(GLANCE.toNanos(), deadline.remaining().toNanos());
                Optional<Result> landed =
                        flight.landing.get(stopped.isPresent() ? 0 : Math.max(1, nanos), TimeUnit.NANOSECONDS);
                if (landed.isPresent()) {
                    span.computed(landed.get());
                    return landed.get().reason() != Reason.DEADLINE;
                }
                // Its client went. Whoever comes first computes it anew.
                launch(span, deadline, threads.workers()::submit);
            } catch (TimeoutException e) {
                if (stopped.isPresent()) {
                    end(span, flight, stopped.get());
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(span, flight, CompressionStoppedException.Cause.CANCELLED);
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a flight lands or is given up, it does not fail", e);
            }
        }
    }

    /** The text leaves as it is, and after a deadline that is its form from now on, for whoever else waits, too. */
    private void end(Span span, Flights.Flight flight, CompressionStoppedException.Cause cause) {
        Result unchanged = asIs(Reason.DEADLINE, span.text());
        if (cause == CompressionStoppedException.Cause.CANCELLED) {
            if (span.job != null) {
                flights.giveUp(span.key(), flight);
            }
            span.dropped(unchanged);
            return;
        }
        Optional<Result> holds = flights.land(span.key(), flight, flight.outOfTime(unchanged));
        if (holds.isPresent()) {
            span.computed(holds.get());
        } else {
            Flights.Boarding again = flights.board(span.key());
            span.computed(flights.land(span.key(), again.flight(), unchanged).orElse(unchanged));
        }
    }

    /** A fault of the engine's own, or of a machine at its limits: every text leaves as it is. */
    private void fault(List<CompressionRequest> requests, List<Span> spans, Throwable fault) {
        report(fault);
        for (int i = 0; i < requests.size(); i++) {
            CompressionRequest request = requests.get(i);
            Result unchanged = Result.unchanged(Reason.FAULT, new Tokens(0, 0, Tokens.Accuracy.ESTIMATED));
            if (i >= spans.size()) {
                spans.add(Span.decided(request, request.mode(), unchanged, clock.getAsLong()));
            } else if (spans.get(i).result().isEmpty()) {
                spans.get(i).dropped(unchanged);
            }
        }
    }

    private void report(Throwable fault) {
        String kind = fault.getClass().getSimpleName();
        tally.trouble("engine " + kind, "the engine failed with " + kind + "; the text was left as it is");
    }

    private static Result asIs(Reason reason, String text) {
        return Result.unchanged(reason, Pipeline.uncounted(text));
    }
}
