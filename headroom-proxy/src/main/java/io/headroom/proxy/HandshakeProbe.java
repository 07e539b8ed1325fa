package io.headroom.proxy;

import io.headroom.proxy.health.UpstreamProbe;
import io.headroom.proxy.upstream.Handshake;
import io.headroom.proxy.upstream.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries a handshake with each configured upstream, all at once, on threads of their own that end with it (PX-1202). One look at a time:
 * whoever asks meanwhile is told so, since waiting callers would take up the threads that requests need. Thread-safe.
 */
final class HandshakeProbe implements UpstreamProbe {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Map<String, URI> upstreams;
    private final Handshake handshake;
    private final String threadPrefix;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger numbers = new AtomicInteger();

    HandshakeProbe(Map<String, URI> upstreams, Handshake handshake, String threadPrefix) {
        this.upstreams = upstreams;
        this.handshake = handshake;
        this.threadPrefix = threadPrefix;
    }

    @Override
    public Map<String, Optional<String>> probe() {
        if (!looking.compareAndSet(false, true)) {
            Map<String, Optional<String>> busy = new TreeMap<>();
            upstreams.keySet().forEach(name -> busy.put(name, Optional.of("another look is under way; ask again")));
            return busy;
        }
        try {
            return look();
        } finally {
            looking.set(false);
        }
    }

    private Map<String, Optional<String>> look() {
        long end = System.nanoTime() + LIMIT.toNanos();
        Map<String, CompletableFuture<Optional<String>>> running = new TreeMap<>();
        upstreams.forEach((name, uri) -> running.put(name, start(Origin.of(uri))));
        Map<String, Optional<String>> results = new TreeMap<>();
        running.forEach((name, result) -> results.put(name, await(result, end)));
        return results;
    }

    private CompletableFuture<Optional<String>> start(Origin origin) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(handshake.trouble(origin, LIMIT));
                    } catch (RuntimeException | Error fault) {
                        result.complete(Optional.of("the probe failed: " + fault.getMessage()));
                    }
                },
                threadPrefix + "probe-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static Optional<String> await(CompletableFuture<Optional<String>> result, long end) {
        try {
            return result.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Optional.of("no answer for " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of("the proxy is shutting down");
        }
    }
}
