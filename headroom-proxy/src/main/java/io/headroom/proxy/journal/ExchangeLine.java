package io.headroom.proxy.journal;

import io.headroom.api.exchange.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** An exchange as the fields of one log line: no body, no query, no header (PX-1401). */
final class ExchangeLine {
    private ExchangeLine() {}

    static Map<String, Object> of(Exchange exchange) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request_id", exchange.requestId());
        fields.put("method", exchange.method());
        fields.put("path", exchange.path());
        fields.put("dialect", exchange.dialect().orElse(null));
        fields.put("upstream", exchange.upstream().orElse(null));
        fields.put("model", exchange.model().orElse(null));
        fields.put("status", exchange.status());
        if (exchange.dialect().isPresent()) {
            Exchange.Compression compression = exchange.compression();
            fields.put("bypassed", compression.bypassed().orElse(null));
            fields.put("spans", compression.spans());
            fields.put("changed", compression.changed());
            fields.put("text_before", compression.tokensBefore());
            fields.put("text_after", compression.tokensAfter());
            fields.put("compressors", String.join(",", compression.compressors()));
            usage(exchange, fields);
        }
        fields.put("overhead_ms", exchange.timing().overhead().toNanos() / 1e6);
        exchange.timing().firstByte().ifPresent(time -> fields.put("ttfb_ms", time.toNanos() / 1e6));
        fields.put("total_ms", exchange.timing().total().toNanos() / 1e6);
        fields.put("error", exchange.error().orElse(null));
        return fields;
    }

    private static void usage(Exchange exchange, Map<String, Object> fields) {
        put(fields, "input_fresh", exchange.usage().freshInput());
        put(fields, "input_cache_read", exchange.usage().cacheRead());
        put(fields, "input_cache_write", exchange.usage().cacheWrite());
        put(fields, "output", exchange.usage().output());
    }

    private static void put(Map<String, Object> fields, String name, OptionalLong number) {
        number.ifPresent(value -> fields.put(name, value));
    }
}
