package io.headroom.proxy.metrics;

import io.headroom.api.exchange.Exchange;
import tools.jackson.core.JsonGenerator;

/** One exchange as a JSON object: no query, no header, no text. */
final class RecentExchange {
    private RecentExchange() {}

    static void write(Exchange exchange, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("request_id", exchange.requestId());
        json.writeStringProperty("at", exchange.at().toString());
        json.writeStringProperty("method", exchange.method());
        json.writeStringProperty("path", exchange.path());
        exchange.dialect().ifPresent(id -> json.writeStringProperty("dialect", id));
        exchange.upstream().ifPresent(name -> json.writeStringProperty("upstream", name));
        exchange.model().ifPresent(name -> json.writeStringProperty("model", name));
        json.writeNumberProperty("status", exchange.status());
        json.writeNumberProperty("tokens_before", exchange.compression().tokensBefore());
        json.writeNumberProperty("tokens_after", exchange.compression().tokensAfter());
        json.writeNumberProperty("total_ms", exchange.timing().total().toMillis());
        exchange.error().ifPresent(text -> json.writeStringProperty("error", text));
        json.writeEndObject();
    }
}
