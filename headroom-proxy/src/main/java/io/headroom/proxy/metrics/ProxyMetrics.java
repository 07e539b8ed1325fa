package io.headroom.proxy.metrics;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.Usage;
import io.headroom.compress.EngineStatus;
import io.headroom.compress.message.BodyOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The figures of one proxy (PX-1302). Labels never hold a path, a key or a text. Thread-safe; counting takes no lock to speak of. */
public final class ProxyMetrics {
    private static final int MOST_NAMES = 50;

    private final Supplier<EngineStatus> engine;
    private final Labels models = new Labels(MOST_NAMES);
    private final Labels upstreams = new Labels(MOST_NAMES);
    private final Labels compressors = new Labels(MOST_NAMES);
    private final Labels reasons = new Labels(MOST_NAMES);
    private final LongAdder active = new LongAdder();

    final Counter requests =
            new Counter("headroom_requests_total", "Finished exchanges.", "upstream", "model", "status");
    final Counter failed = new Counter(
            "headroom_requests_failed_total", "Exchanges that ended early or with an error of ours.", "upstream");
    final Counter inputTokens =
            new Counter("headroom_tokens_input_total", "Input tokens as providers reported them.", "model", "kind");
    final Counter outputTokens =
            new Counter("headroom_tokens_output_total", "Output tokens as providers reported them.", "model");
    final Counter savedTokens =
            new Counter("headroom_tokens_saved_total", "Tokens that compression removed from requests.", "model");
    final Counter eligibleTokens =
            new Counter("headroom_tokens_eligible_total", "Tokens of texts that may be compressed.", "model");
    final Counter unknownUsage =
            new Counter("headroom_usage_unknown_total", "Model calls whose answer told no usage.", "upstream");
    final Counter spans =
            new Counter("headroom_spans_total", "Texts that may be compressed, by what became of them.", "result");
    final Counter bypassed =
            new Counter("headroom_bypassed_total", "Model calls that were sent as they came.", "reason");
    final Counter refused = new Counter(
            "headroom_requests_refused_total", "Requests that were answered by an error of ours unsent.", "reason");
    final Counter strayBytes = new Counter(
            "headroom_passthrough_bytes_modified_total",
            "Bytes around replaced texts that were not as they came; found before anything was sent, and always 0.");
    final Counter timeouts = new Counter("headroom_timeouts_total", "Waits that reached their limit.", "wait");
    final Counter aborted = new Counter("headroom_exchanges_aborted_total", "Exchanges that were cut short.", "by");
    final Counter faults = new Counter("headroom_faults_total", "Faults of Headroom that no client noticed.", "where");
    final Counter upstreamErrors =
            new Counter("headroom_upstream_errors_total", "Error answers of upstreams.", "upstream", "status");
    final Counter cacheMisses = new Counter(
            "headroom_cache_miss_attribution_total",
            "Prompts of which the provider's cache held less than it could have, by why.",
            "provider",
            "reason");
    final Counter redeemed = new Counter("headroom_markers_redeemed_total", "Originals that were asked for and given.");
    final Counter dead =
            new Counter("headroom_markers_dead_total", "Originals that were asked for and are not here.", "reason");
    final Histogram overhead = new Histogram(
            "headroom_overhead_seconds", "From the accepted request until it was sent on.", Histogram.seconds());
    final Histogram firstByte =
            new Histogram("headroom_ttfb_seconds", "Until the first byte of the answer.", Histogram.seconds());
    final Histogram latency =
            new Histogram("headroom_latency_seconds", "Until the last byte was sent.", Histogram.seconds());
    final Histogram engineTime =
            new Histogram("headroom_engine_seconds", "Time for one text.", Histogram.seconds(), "compressor");
    final Histogram stages =
            new Histogram("headroom_stage_seconds", "Time in each stage of an exchange.", Histogram.seconds(), "stage");
    final Histogram bodyBytes =
            new Histogram("headroom_body_bytes", "Bodies of model calls as sent.", Histogram.bytes());

    /** Takes where the engine's own figures can be had. */
    public ProxyMetrics(Supplier<EngineStatus> engine) {
        this.engine = engine;
    }

    /** Counts an original that was given to somebody. */
    public void redeemed() {
        redeemed.add(1);
    }

    /** Counts an original that was asked for and could not be given: {@code unknown}, {@code evicted} or {@code unavailable}. */
    public void dead(String reason) {
        dead.add(1, reason);
    }

    /** Counts a request that came. */
    public void arrived() {
        active.increment();
    }

    /** Counts an exchange that is over. */
    public void finished(Exchange exchange) {
        active.decrement();
        String upstream = upstreams.bounded(exchange.upstream().orElse("none"));
        String model = models.bounded(exchange.model().orElse("none"));
        requests.add(1, upstream, model, Integer.toString(exchange.status()));
        if (exchange.error().isPresent()) {
            failed.add(1, upstream);
            if (exchange.upstream().isEmpty()) {
                refused.add(1, reasons.bounded(exchange.error().get()));
            }
        } else if (exchange.upstream().isPresent() && exchange.status() >= 400) {
            upstreamErrors.add(1, upstream, Integer.toString(exchange.status()));
        }
        exchange.compression().bypassed().ifPresent(this::bypassed);
        compression(exchange.compression(), model);
        if (exchange.dialect().isPresent() && exchange.upstream().isPresent()) {
            usage(exchange.usage(), upstream, model);
        }
        overhead.observe(seconds(exchange.timing().overhead()));
        exchange.timing().firstByte().ifPresent(time -> firstByte.observe(seconds(time)));
        latency.observe(seconds(exchange.timing().total()));
    }

    /** Counts a model call that was sent as it came. */
    private void bypassed(String reason) {
        bypassed.add(1, reasons.bounded(reason));
    }

    /** Counts a wait that reached its limit. */
    public void timedOut(Enum<?> wait) {
        timeouts.add(1, wait.name().toLowerCase(Locale.ROOT));
    }

    /** Counts an exchange that was cut short. */
    public void aborted(Enum<?> by) {
        aborted.add(1, by.name().toLowerCase(Locale.ROOT));
    }

    /** Counts a fault that was survived. */
    public void fault(String where) {
        faults.add(1, reasons.bounded(where));
    }

    /** Notes how long an exchange was in a stage out of a fixed set. */
    public void stage(String name, Duration time) {
        stages.observe(seconds(time), name);
    }

    /** Counts what the engine did with the texts of a body. */
    public void compressed(BodyOutcome outcome) {
        BodyOutcome.Work work = outcome.work();
        stage("scan", work.scan());
        stage("engine", work.engine());
        stage("splice", work.splice());
        strayBytes.add(work.strayBytes());
        bodyBytes.observe(outcome.body().length);
        for (BodyOutcome.Block block : outcome.blocks()) {
            String compressor = compressors.bounded(block.outcome().compressor().orElse("none"));
            engineTime.observe(block.outcome().nanos() / 1e9, compressor);
            spans.add(1, block.outcome().reason().key());
        }
    }

    /** Counts a prompt that was found in the provider's cache less far than it could have been. */
    public void missed(String upstream, String reason) {
        cacheMisses.add(1, upstreams.bounded(upstream), reason);
    }

    /** How many exchanges run now. */
    public long active() {
        return active.sum();
    }

    /** The engine's own figures. */
    EngineStatus engine() {
        return engine.get();
    }

    /** All figures, and how many events the journal lost. */
    public String text(MetricsFormat format, long lostEvents) {
        Exposition text = new Exposition(format);
        text.head("headroom_journal_lost_total", "counter", "Log lines and observers' events that were lost.");
        text.sample("headroom_journal_lost_total", lostEvents);
        text.head("headroom_inbound_requests_active", "gauge", "Exchanges that run now.");
        text.sample("headroom_inbound_requests_active", active());
        for (Counter counter : List.of(
                requests,
                failed,
                inputTokens,
                outputTokens,
                savedTokens,
                eligibleTokens,
                unknownUsage,
                spans,
                bypassed,
                refused,
                strayBytes,
                timeouts,
                aborted,
                faults,
                upstreamErrors,
                cacheMisses,
                redeemed,
                dead)) {
            counter.write(text);
        }
        for (Histogram histogram : List.of(overhead, firstByte, latency, stages, engineTime, bodyBytes)) {
            histogram.write(text);
        }
        EngineFigures.write(engine.get(), text);
        return text.finish();
    }

    private void compression(Exchange.Compression compression, String model) {
        long saved = compression.tokensBefore() - compression.tokensAfter();
        if (compression.tokensBefore() > 0) {
            eligibleTokens.add(compression.tokensBefore(), model);
        }
        if (saved > 0) {
            savedTokens.add(saved, model);
        }
    }

    private void usage(Usage usage, String upstream, String model) {
        boolean known = usage.freshInput().isPresent() || usage.output().isPresent();
        if (!known) {
            unknownUsage.add(1, upstream);
        }
        input(usage.freshInput(), model, "fresh");
        input(usage.cacheRead(), model, "cache_read");
        input(usage.cacheWrite(), model, "cache_write");
        usage.output().ifPresent(tokens -> outputTokens.add(tokens, model));
    }

    private void input(OptionalLong tokens, String model, String kind) {
        tokens.ifPresent(number -> inputTokens.add(number, model, kind));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
