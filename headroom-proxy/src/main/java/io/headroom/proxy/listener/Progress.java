package io.headroom.proxy.listener;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.Usage;
import io.headroom.compress.Outcome;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.http.RequestHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of an exchange so far: the draft of its {@link Exchange}. Belongs to the exchange's I/O thread. */
final class Progress {
    private final RequestHead head;
    private final Instant at = Instant.now();
    private final long start = System.nanoTime();
    private Optional<String> dialect = Optional.empty();
    private Optional<String> upstream = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> bypassed = Optional.empty();
    private Optional<String> error = Optional.empty();
    private Exchange.Compression compression = Exchange.Compression.none();
    private long bodyStart = start;
    private long bodyEnd = start;
    private long admitted;
    private long decoding = -1;
    private long sent;
    private long firstByte;

    Progress(RequestHead head) {
        this.head = head;
    }

    void routed(@Nullable String dialectId, String upstreamName) {
        dialect = Optional.ofNullable(dialectId);
        upstream = Optional.of(upstreamName);
    }

    Optional<String> upstream() {
        return upstream;
    }

    void admitted() {
        admitted = System.nanoTime();
    }

    void decoded(long nanos) {
        decoding = nanos;
    }

    void bodyArrived() {
        bodyEnd = System.nanoTime();
    }

    void sending() {
        sent = System.nanoTime();
    }

    void responded() {
        firstByte = System.nanoTime();
    }

    void bypass(String reason) {
        bypassed = Optional.of(reason);
    }

    Optional<String> bypassed() {
        return bypassed;
    }

    void error(String what) {
        if (error.isEmpty()) {
            error = Optional.of(what);
        }
    }

    void compressed(BodyOutcome outcome) {
        model = outcome.facts().flatMap(BodyOutcome.Facts::model);
        long before = 0;
        long after = 0;
        int changed = 0;
        TreeSet<String> compressors = new TreeSet<>();
        for (BodyOutcome.Block block : outcome.blocks()) {
            before += block.outcome().tokens().before();
            after += block.outcome().tokens().after();
            if (block.outcome().kind() == Outcome.Kind.COMPRESSED) {
                changed++;
                block.outcome().compressor().ifPresent(compressors::add);
            }
        }
        bypassed = outcome.bypassed();
        compression = new Exchange.Compression(
                bypassed, before, after, outcome.blocks().size(), changed, List.copyOf(compressors));
    }

    Exchange.Compression compression() {
        return new Exchange.Compression(
                bypassed,
                compression.tokensBefore(),
                compression.tokensAfter(),
                compression.spans(),
                compression.changed(),
                compression.compressors());
    }

    /** What we cost: from the request's arrival until it was sent on, less the time that its body took to arrive. */
    Duration overhead() {
        long until = sent == 0 ? System.nanoTime() : sent;
        return Duration.ofNanos(Math.max(0, until - start - (bodyEnd - bodyStart)));
    }

    /** How long the exchange was in each stage that it has been through; scan, engine and splice are the body step's to tell. */
    Map<String, Duration> stages() {
        Map<String, Duration> stages = new TreeMap<>();
        if (admitted != 0) {
            stages.put("gate", Duration.ofNanos(admitted - start));
            if (bodyEnd > admitted) {
                stages.put("body", Duration.ofNanos(bodyEnd - admitted));
            }
        }
        if (decoding >= 0) {
            stages.put("decode", Duration.ofNanos(decoding));
        }
        if (firstByte != 0) {
            stages.put("upstream", Duration.ofNanos(firstByte - sent));
            stages.put("relay", Duration.ofNanos(System.nanoTime() - firstByte));
        }
        return stages;
    }

    Exchange exchange(int status, Usage usage) {
        return new Exchange(
                head.requestId(),
                at,
                head.method(),
                head.path(),
                dialect,
                upstream,
                model,
                status,
                compression(),
                usage,
                new Exchange.Timing(
                        overhead(),
                        firstByte == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(firstByte - start)),
                        Duration.ofNanos(System.nanoTime() - start)),
                head.headers().fields(),
                error);
    }
}
