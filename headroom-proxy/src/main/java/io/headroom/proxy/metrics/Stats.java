package io.headroom.proxy.metrics;

import io.headroom.api.exchange.Exchange;
import io.headroom.compress.EngineStatus;
import io.headroom.proxy.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The figures as JSON (PX-1301), as far as they exist: what nobody measures is not in it. Thread-safe. */
public final class Stats {
    private final ProxyMetrics metrics;
    private final InstantSource clock;
    private final Instant started;

    /** Takes the figures, and since when they are counted. */
    public Stats(ProxyMetrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** The document; recent exchanges are for local callers only. */
    public String json(List<Exchange> recent) {
        return Json.object(json -> {
            json.writeName("summary");
            json.writeStartObject();
            json.writeStringProperty("since", started.toString());
            json.writeNumberProperty(
                    "uptime_seconds", Duration.between(started, clock.instant()).toSeconds());
            json.writeNumberProperty("requests", metrics.requests.total());
            json.writeNumberProperty("tokens_saved", metrics.savedTokens.total());
            json.writeEndObject();
            requests(json);
            tokens(json);
            histogram(json, "overhead", metrics.overhead);
            histogram(json, "ttfb", metrics.firstByte);
            histogram(json, "latency", metrics.latency);
            prefixCache(json);
            compression(json);
            if (!recent.isEmpty()) {
                json.writeName("recent_requests");
                json.writeStartArray();
                recent.forEach(exchange -> RecentExchange.write(exchange, json));
                json.writeEndArray();
            }
        });
    }

    private void requests(JsonGenerator json) {
        json.writeName("requests");
        json.writeStartObject();
        json.writeNumberProperty("total", metrics.requests.total());
        json.writeNumberProperty("failed", metrics.failed.total());
        json.writeNumberProperty("active", metrics.active());
        numbers(json, "by_upstream", metrics.requests.by("upstream"));
        numbers(json, "by_model", metrics.requests.by("model"));
        numbers(json, "by_status", metrics.requests.by("status"));
        json.writeEndObject();
    }

    private void tokens(JsonGenerator json) {
        json.writeName("tokens");
        json.writeStartObject();
        numbers(json, "input", metrics.inputTokens.by("kind"));
        json.writeNumberProperty("output", metrics.outputTokens.total());
        json.writeNumberProperty("eligible", metrics.eligibleTokens.total());
        json.writeNumberProperty("saved", metrics.savedTokens.total());
        json.writeNumberProperty("calls_without_usage", metrics.unknownUsage.total());
        json.writeEndObject();
    }

    private void prefixCache(JsonGenerator json) {
        json.writeName("prefix_cache");
        json.writeStartObject();
        Map<String, Long> input = metrics.inputTokens.by("kind");
        json.writeNumberProperty("tokens_read", input.getOrDefault("cache_read", 0L));
        json.writeNumberProperty("tokens_written", input.getOrDefault("cache_write", 0L));
        numbers(json, "misses", metrics.cacheMisses.by("reason"));
        json.writeEndObject();
    }

    private void compression(JsonGenerator json) {
        EngineStatus engine = metrics.engine();
        json.writeName("compression");
        json.writeStartObject();
        numbers(json, "spans", metrics.spans.by("result"));
        numbers(json, "bypassed", metrics.bypassed.by("reason"));
        json.writeNumberProperty("shortened", engine.shortened());
        json.writeNumberProperty("round_trip_checks", engine.roundTripChecks());
        json.writeNumberProperty("round_trip_failures", engine.roundTripFailures());
        json.writeNumberProperty("deadlines_missed", engine.deadlinesMissed());
        json.writeNumberProperty("memo_hits", engine.memoHits());
        json.writeNumberProperty("memo_misses", engine.memoMisses());
        json.writeEndObject();
    }

    /** Quantiles are upper bounds of buckets, and are called so. */
    private static void histogram(JsonGenerator json, String name, Histogram histogram) {
        json.writeName(name);
        json.writeStartObject();
        long count = histogram.count();
        json.writeNumberProperty("count", count);
        json.writeNumberProperty("average_ms", count == 0 ? 0 : histogram.sum() * 1000 / count);
        json.writeNumberProperty("p50_below_ms", histogram.quantile(0.5) * 1000);
        json.writeNumberProperty("p99_below_ms", histogram.quantile(0.99) * 1000);
        json.writeEndObject();
    }

    private static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeName(name);
        json.writeStartObject();
        numbers.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }
}
