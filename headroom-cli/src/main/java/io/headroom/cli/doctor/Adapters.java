package io.headroom.cli.doctor;

import io.headroom.api.provider.ProviderAdapter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks what may throw or hang, adapters above all, of which none must stop the others (PV-104). */
final class Adapters {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Adapters() {}

    /** Thrown instead of an answer; the message says why, behind a subject. */
    static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }

    static <T> T ask(ProviderAdapter adapter, Supplier<T> question) throws NoAnswerException {
        return ask("headroom-adapter-" + adapter.id(), question);
    }

    /** Asks in a thread of that name. */
    static <T> T ask(String name, Supplier<T> question) throws NoAnswerException {
        FutureTask<T> task = new FutureTask<>(question::get);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            throw new NoAnswerException("did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new NoAnswerException("failed: " + failed.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("was interrupted");
        }
    }
}
