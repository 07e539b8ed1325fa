package io.headroom.proxy.journal;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.Usage;
import io.headroom.proxy.json.Json;
import io.headroom.proxy.log.LogWriter;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/**
 * One JSON line for each model call, in the fields that tools around the Python Headroom read (PX-1403). The fields for which there is
 * no figure are null. Thread-safe.
 */
public final class RequestLog implements AutoCloseable {
    private final LogWriter writer;

    /** Takes where to write. */
    public RequestLog(LogWriter writer) {
        this.writer = writer;
    }

    /** Writes an exchange, if it was a model call. */
    void write(Exchange exchange) {
        if (exchange.dialect().isPresent()) {
            writer.write(() -> Json.object(json -> fields(exchange, json)));
        }
    }

    Optional<String> trouble() {
        return writer.trouble();
    }

    @Override
    public void close() {
        writer.close();
    }

    private static void fields(Exchange exchange, JsonGenerator json) {
        Exchange.Compression compression = exchange.compression();
        long saved = compression.tokensBefore() - compression.tokensAfter();
        OptionalLong sent = input(exchange.usage());
        json.writeStringProperty("request_id", exchange.requestId());
        json.writeStringProperty("timestamp", exchange.at().toString());
        text(json, "provider", exchange.upstream());
        text(json, "model", exchange.model());
        number(json, "input_tokens_original", sent.isPresent() ? OptionalLong.of(sent.getAsLong() + saved) : sent);
        number(json, "input_tokens_optimized", sent);
        number(json, "output_tokens", exchange.usage().output());
        json.writeNumberProperty("tokens_saved", saved);
        json.writeName("savings_percent");
        if (sent.isPresent() && sent.getAsLong() + saved > 0) {
            json.writeNumber(100.0 * saved / (sent.getAsLong() + saved));
        } else {
            json.writeNull();
        }
        json.writeNumberProperty(
                "optimization_latency_ms", exchange.timing().overhead().toNanos() / 1e6);
        json.writeNumberProperty("total_latency_ms", exchange.timing().total().toNanos() / 1e6);
        json.writeName("tags");
        json.writeStartObject();
        json.writeEndObject();
        json.writeBooleanProperty("cache_hit", false);
        json.writeName("transforms_applied");
        json.writeStartArray();
        compression.compressors().forEach(json::writeString);
        json.writeEndArray();
        text(json, "error", exchange.error());
        json.writeNullProperty("turn_id");
    }

    /** All input tokens that the provider reported; empty if it reported none. */
    private static OptionalLong input(Usage usage) {
        if (usage.freshInput().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(usage.freshInput().getAsLong()
                + usage.cacheRead().orElse(0)
                + usage.cacheWrite().orElse(0));
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) {
        json.writeName(name);
        if (value.isPresent()) {
            json.writeString(value.get().length() > 200 ? value.get().substring(0, 200) : value.get());
        } else {
            json.writeNull();
        }
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) {
        json.writeName(name);
        if (value.isPresent()) {
            json.writeNumber(value.getAsLong());
        } else {
            json.writeNull();
        }
    }
}
