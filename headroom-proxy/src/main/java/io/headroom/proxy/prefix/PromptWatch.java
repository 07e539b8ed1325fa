package io.headroom.proxy.prefix;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.Usage;
import io.headroom.compress.message.BodyOutcome.Facts;
import io.headroom.proxy.http.HeaderFields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches whether prompts are still found in the provider's cache, and finds out why not (PX-523). Works beside the exchanges and never in
 * their way: what cannot be looked at in time is not looked at. Keeps checksums, no content, and nothing beyond the process. Thread-safe.
 */
public final class PromptWatch {
    private static final long MOST_WAITING_BYTES = 64L << 20;

    private final Executor worker;
    private final InstantSource clock;
    private final Consumer<Throwable> faults;
    private final SessionKey sessions = new SessionKey();
    private final PromptReader reader = new PromptReader();
    private final Lineages lineages = new Lineages();
    private final AtomicLong waiting = new AtomicLong();

    /**
     * Creates a watch.
     *
     * @param worker runs the reading
     * @param clock tells when prompts are sent
     * @param faults is told of faults of ours
     */
    public PromptWatch(Executor worker, InstantSource clock, Consumer<Throwable> faults) {
        this.worker = worker;
        this.clock = clock;
        this.faults = faults;
    }

    /**
     * A model call as it came.
     *
     * @param headers the request's fields
     * @param dialect the dialect of the body
     * @param facts what was found in the body
     * @param treatment what the request asked of us
     */
    public record Call(HeaderFields headers, Dialect dialect, Facts facts, String treatment) {}

    /** A prompt on its way. */
    @FunctionalInterface
    public interface Sent {
        /**
         * Says how it was answered.
         *
         * @param usage what the provider reported
         * @param missed is told, on any thread and at most once, if its cache was read less than it could have been
         */
        void answered(Usage usage, Consumer<Miss> missed);
    }

    /**
     * Takes note of a prompt that is about to be sent; returns at once.
     *
     * @param came the decoded body as it came; must not change
     * @param went the body as it is sent; the same array if nothing was changed
     */
    public Sent sending(Call call, byte[] came, byte[] went) {
        List<String> members = call.dialect().prompt();
        Optional<String> session =
                sessions.of(call.headers(), call.dialect().id(), call.facts().conversationKey());
        long bytes = came == went ? came.length : (long) came.length + went.length;
        if (members.isEmpty() || session.isEmpty()) {
            return (usage, missed) -> {};
        }
        if (waiting.addAndGet(bytes) > MOST_WAITING_BYTES) {
            waiting.addAndGet(-bytes);
            return (usage, missed) -> {};
        }
        Instant at = clock.instant();
        CompletableFuture<Optional<Prompt>> reading = run(() -> reader.read(came, members)
                        .flatMap(first -> (came == went ? Optional.of(first) : reader.read(went, members))
                                .map(second -> new Prompt(
                                        session.get(),
                                        call.facts().model().orElse(""),
                                        call.treatment(),
                                        first,
                                        second,
                                        at))))
                .whenComplete((prompt, fault) -> waiting.addAndGet(-bytes));
        return (usage, missed) -> {
            CompletableFuture<Void> unused =
                    reading.thenAccept(prompt -> prompt.ifPresent(sent -> answered(sent, usage, missed)));
        };
    }

    private void answered(Prompt sent, Usage usage, Consumer<Miss> missed) {
        try {
            lineages.answered(sent, usage).ifPresent(missed);
        } catch (RuntimeException fault) {
            faults.accept(fault);
        }
    }

    private CompletableFuture<Optional<Prompt>> run(Supplier<Optional<Prompt>> work) {
        try {
            return CompletableFuture.supplyAsync(work, worker).exceptionally(fault -> {
                faults.accept(fault);
                return Optional.empty();
            });
        } catch (RejectedExecutionException ending) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
