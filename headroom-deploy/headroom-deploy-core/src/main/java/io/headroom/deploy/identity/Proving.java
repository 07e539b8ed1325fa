package io.headroom.deploy.identity;

import io.headroom.api.supervise.ServiceState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits until the proxy of a profile has proven itself and takes requests. Time is monotonic, so that a corrected clock neither ends nor
 * prolongs the wait.
 */
public final class Proving {
    /** How long one question may take. */
    public static final Duration PROBE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** A pause is never longer than this part of the time waited so far, so that the proof is not noticed much later than it comes. */
    private static final int PART = 16;

    /** How often the supervisor is asked: each time takes a process, and processor time that the starting proxy needs. */
    private static final Duration SUPERVISOR_EVERY = Duration.ofMillis(500);
    /** A proxy that is just starting answers a moment before its run file is there. */
    private static final Duration FOREIGN_FOR = Duration.ofMillis(1500);
    /** A supervisor may tell of the last run for a moment. */
    private static final Duration FAILED_FOR = Duration.ofSeconds(1);

    private final IdentityProbe probe;
    private final LongSupplier nanos;
    private final Consumer<Duration> pause;

    /**
     * A way to wait.
     *
     * @param probe asks the port
     * @param nanos a monotonic clock, in nanoseconds
     * @param pause waits
     */
    public Proving(IdentityProbe probe, LongSupplier nanos, Consumer<Duration> pause) {
        this.probe = probe;
        this.nanos = nanos;
        this.pause = pause;
    }

    /**
     * What is waited for.
     *
     * @param profile whose proxy
     * @param port on which port
     * @param former an instance that does not count, since it is to be replaced
     * @param limit how long
     */
    public record Wanted(String profile, int port, Optional<String> former, Duration limit) {}

    /**
     * How it ended.
     *
     * @param answer the last answer
     * @param state in words: what was so at the end
     */
    public record Proof(Answer answer, String state) {
        /**
         * Whether the proxy is proven and takes requests.
         *
         * @return whether it is
         */
        public boolean ready() {
            return answer.kind() == Answer.Kind.PROVEN
                    && answer.readiness() == Answer.Readiness.READY
                    && state.isEmpty();
        }
    }

    /**
     * Waits for the proof, for the limit, or until the supervisor says that it failed or somebody else is seen on the port.
     *
     * @param wanted what to wait for
     * @param supervisor asks the supervisor
     * @return how it ended
     */
    public Proof await(Wanted wanted, Supplier<ServiceState> supervisor) {
        long begin = nanos.getAsLong();
        long foreignSince = begin;
        long failedSince = begin;
        long asked = begin;
        ServiceState state = ServiceState.of(ServiceState.Status.UNKNOWN);
        while (true) {
            Answer answer = probe.ask(wanted.port(), PROBE);
            long now = nanos.getAsLong();
            boolean ours = answer.isOf(wanted.profile())
                    && answer.instance()
                            .map(Instance::id)
                            .filter(id -> wanted.former().filter(id::equals).isEmpty())
                            .isPresent();
            if (ours && answer.readiness() == Answer.Readiness.READY) {
                return new Proof(answer, "");
            }
            foreignSince = answer.kind() == Answer.Kind.FOREIGN ? foreignSince : now;
            if (now - foreignSince >= FOREIGN_FOR.toNanos()) {
                return new Proof(answer, "another program answers on port " + wanted.port());
            }
            boolean over = now - begin >= wanted.limit().toNanos();
            if (over || now - asked >= SUPERVISOR_EVERY.toNanos()) {
                asked = now;
                state = supervisor.get();
                failedSince = state.status() == ServiceState.Status.FAILED ? failedSince : now;
                if (now - failedSince >= FAILED_FOR.toNanos()) {
                    return new Proof(answer, words(state));
                }
            }
            if (over) {
                return new Proof(answer, words(answer, state));
            }
            pause.accept(pauseAfter(now - begin));
        }
    }

    private static Duration pauseAfter(long waited) {
        long nanos = Math.max(FIRST_PAUSE.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), waited / PART));
        return Duration.ofNanos(nanos);
    }

    private static String words(ServiceState state) {
        return "the supervisor says " + state.status().name().toLowerCase(Locale.ROOT)
                + (state.detail().isEmpty() ? "" : " (" + state.detail() + ")");
    }

    private static String words(Answer answer, ServiceState state) {
        String seen = switch (answer.kind()) {
            case NOBODY -> "nobody listens";
            case SILENT -> "it does not answer";
            case FOREIGN -> "another program answers";
            case PROVEN -> "it says " + answer.status();
        };
        return seen + "; " + words(state);
    }
}
