package io.headroom.proxy.credential;

import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.proxy.log.Redactor;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One {@link UpstreamAuth}, kept away from everything else: it runs on threads of its own, has a deadline, and after some faults in a row
 * is not asked for a while, so that requests fail at once instead of waiting (PX-1502). Thread-safe.
 */
final class AuthPlugin implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int MOST_FAULTS_IN_A_ROW = 3;
    private static final int THREADS = 8;
    private static final int QUEUE = 1000;
    private static final int LONGEST = 200;
    /** Fields that frame a message or say where it goes: nobody but the upstream client writes them. */
    private static final Set<String> FRAMING = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "keep-alive");

    private final String id;
    private final Optional<UpstreamAuth> plugin;
    private final Duration deadline;
    private final LongSupplier nanoTime;
    private final Redactor redactor = new Redactor();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    // Guarded by this.
    private int faults;
    private long pausedUntil;
    private boolean trying;
    private String lastFault = "";

    AuthPlugin(String id, Optional<UpstreamAuth> plugin, String threadPrefix) {
        this(id, plugin, threadPrefix, DEADLINE, System::nanoTime);
    }

    AuthPlugin(
            String id, Optional<UpstreamAuth> plugin, String threadPrefix, Duration deadline, LongSupplier nanoTime) {
        this.id = id;
        this.plugin = plugin;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), named(threadPrefix));
        threads.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, named(threadPrefix + "timer-"));
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger numbers = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Asks for the credentials of a request. */
    void ask(Outbound request, UpstreamCredentials.Answer answer) {
        if (plugin.isEmpty()) {
            answer.failed(missing() + "; the request was not sent");
            return;
        }
        if (!permitted()) {
            answer.failed(failing(fault()) + "; it is not asked again for a while, and the request was not sent");
            return;
        }
        Asking asking = new Asking(plugin.get(), request, answer);
        try {
            asking.start();
        } catch (RejectedExecutionException full) {
            asking.fail("too many requests wait for it");
        }
    }

    /** What is wrong at present. */
    synchronized Optional<String> trouble() {
        if (plugin.isEmpty()) {
            return Optional.of(missing());
        }
        return faults == 0 ? Optional.empty() : Optional.of(failing(lastFault));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private String missing() {
        return "there is no plugin " + id + " to set the credentials; put its jar into the plugin folder and restart";
    }

    private String failing(String fault) {
        return "the plugin " + id + " that sets the credentials fails: " + fault;
    }

    private synchronized String fault() {
        return lastFault;
    }

    /** Whether it may be asked; after a pause by one request at a time, until that went well. */
    private synchronized boolean permitted() {
        if (faults < MOST_FAULTS_IN_A_ROW) {
            return true;
        }
        if (trying || nanoTime.getAsLong() - pausedUntil < 0) {
            return false;
        }
        trying = true;
        return true;
    }

    private synchronized void wentWell() {
        faults = 0;
        trying = false;
    }

    private synchronized void wentWrong(String fault) {
        faults = Math.min(faults + 1, MOST_FAULTS_IN_A_ROW);
        trying = false;
        lastFault = fault;
        pausedUntil = nanoTime.getAsLong() + PAUSE.toNanos();
    }

    /** One request's question, which is answered once: by the plugin or by the clock. */
    private final class Asking {
        private final UpstreamAuth asked;
        private final Outbound request;
        private final UpstreamCredentials.Answer answer;
        private final AtomicBoolean answered = new AtomicBoolean();
        private volatile Optional<ScheduledFuture<?>> clock = Optional.empty();

        Asking(UpstreamAuth asked, Outbound request, UpstreamCredentials.Answer answer) {
            this.asked = asked;
            this.request = request;
            this.answer = answer;
        }

        void start() {
            Future<?> work = threads.submit(this::work);
            clock = Optional.of(timer.schedule(
                    () -> {
                        work.cancel(true);
                        fail("no answer for " + deadline.toMillis() + " ms");
                    },
                    deadline.toNanos(),
                    TimeUnit.NANOSECONDS));
            if (answered.get()) {
                stopClock();
            }
        }

        /** Otherwise the timer would keep the body for the rest of the time. */
        private void stopClock() {
            clock.ifPresent(running -> running.cancel(false));
        }

        private void work() {
            try {
                String target = ClientCredential.without(request.target());
                List<Header> given = asked.credentials(new UpstreamAuth.Request(
                        request.head().method(),
                        URI.create(request.upstream().getScheme() + "://"
                                + request.upstream().getRawAuthority() + target),
                        request.headers(),
                        request.body().map(AuthPlugin::sha256).orElse("")));
                Optional<String> wrong = wrong(given);
                if (wrong.isPresent()) {
                    fail(wrong.get());
                } else if (answered.compareAndSet(false, true)) {
                    stopClock();
                    wentWell();
                    answer.given(target, replaced(given));
                }
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
                fail(words(fault));
            }
        }

        void fail(String fault) {
            if (answered.compareAndSet(false, true)) {
                stopClock();
                wentWrong(fault);
                answer.failed(failing(fault) + "; the request was not sent");
            }
        }

        /** The client's fields without its credentials, and without those that the plugin replaces. */
        private List<Header> replaced(List<Header> given) {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            given.forEach(header -> names.add(header.name()));
            List<Header> fields = new ArrayList<>(ClientCredential.without(request.headers()));
            fields.removeIf(header -> names.contains(header.name()));
            fields.addAll(given);
            return fields;
        }
    }

    /** Why fields cannot be sent. Null is what a careless plugin returns. */
    private static Optional<String> wrong(List<Header> given) {
        if (given == null) {
            return Optional.of("it returned nothing");
        }
        for (Header header : given) {
            if (!header.name().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
                    || !header.value().matches("[\\x20-\\x7e\\t]*")
                    || FRAMING.contains(header.name().toLowerCase(Locale.ROOT))) {
                return Optional.of("it returned a header field that cannot be sent");
            }
        }
        return Optional.empty();
    }

    /** The fault in the plugin's own words, as far as they look like no secret. */
    private String words(Throwable fault) {
        String message = fault.getMessage();
        if (message == null || message.isBlank()) {
            return fault.getClass().getSimpleName();
        }
        String clean = redactor.text(message).replaceAll("\\p{Cntrl}", " ");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
