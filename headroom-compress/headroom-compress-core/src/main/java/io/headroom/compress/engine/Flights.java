package io.headroom.compress.engine;

import io.headroom.compress.settle.Memo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a content is computed once at a time, and that the first result is everybody's result: the memory of results, and the
 * computations that are on their way to it. Thread-safe.
 */
final class Flights {
    /** A computation that is on its way. Completed without a result, it was given up because its client went. */
    static final class Flight {
        final CompletableFuture<Optional<Result>> landing = new CompletableFuture<>();

        /** What is there already, and good enough if nothing better comes in time. */
        private volatile @Nullable Result soFar;

        void soFar(Result result) {
            soFar = result;
        }

        /** The result of a flight that ran out of time: the form that is there, or the text as it is. */
        Result outOfTime(Result asIs) {
            Result done = soFar;
            return done != null && done.form().isPresent() ? done.because(asIs.reason()) : asIs;
        }
    }

    /**
     * An entry into a flight.
     *
     * @param flight the flight
     * @param own whether the caller has to see to its computation
     */
    record Boarding(Flight flight, boolean own) {}

    private final Memo<Result> memo;
    private final Map<String, Flight> flights = new HashMap<>();

    Flights(long memoBytes) {
        memo = new Memo<>(memoBytes);
    }

    Optional<Result> known(String key) {
        return memo.find(key);
    }

    /** Joins the flight of a key, or starts one. One that is known already has landed. */
    synchronized Boarding board(String key) {
        Flight flight = flights.get(key);
        if (flight != null) {
            return new Boarding(flight, false);
        }
        flight = new Flight();
        Optional<Result> known = memo.find(key);
        if (known.isPresent()) {
            flight.landing.complete(known);
            return new Boarding(flight, false);
        }
        flights.put(key, flight);
        return new Boarding(flight, true);
    }

    /** Ends a flight with a result, unless it has ended before. Returns the result that holds. */
    Optional<Result> land(String key, Flight flight, Result result) {
        synchronized (this) {
            if (!flight.landing.isDone()) {
                memo.put(key, result);
                flights.remove(key, flight);
                flight.landing.complete(Optional.of(result));
            }
        }
        return flight.landing.join();
    }

    /** Ends a flight without a result, so that whoever else waits starts anew. */
    synchronized void giveUp(String key, Flight flight) {
        flights.remove(key, flight);
        flight.landing.complete(Optional.empty());
    }

    /** Takes a result that was settled elsewhere, and before ours. */
    void replace(String key, Result result) {
        memo.put(key, result);
    }
}
