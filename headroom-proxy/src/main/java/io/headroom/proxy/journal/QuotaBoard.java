package io.headroom.proxy.journal;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The rate limits that upstreams told in their last answers. Nothing is asked for: it only looks at what passes. Thread-safe. */
public final class QuotaBoard {
    private static final List<String> PREFIXES = List.of("anthropic-ratelimit-", "x-ratelimit-", "x-codex-");
    private static final int MOST_UPSTREAMS = 50;
    private static final int MOST_FIELDS = 64;
    private static final int LONGEST = 200;

    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Instant at, SortedMap<String, String> fields) {}

    /** Takes the clock that dates what is seen. */
    public QuotaBoard(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at the header of an answer. */
    public void answered(String upstreamName, HeaderFields headers) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (Header field : headers.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean limit = name.equals("retry-after") || PREFIXES.stream().anyMatch(name::startsWith);
            if (limit && field.value().length() <= LONGEST && fields.size() < MOST_FIELDS) {
                fields.put(name, field.value());
            }
        }
        boolean room = seen.containsKey(upstreamName) || seen.size() < MOST_UPSTREAMS;
        if (!fields.isEmpty() && room) {
            seen.put(upstreamName, new Seen(clock.instant(), fields));
        }
    }

    /** What was seen, by upstream. */
    public String json() {
        return Json.object(json -> {
            json.writeName("upstreams");
            json.writeStartObject();
            new TreeMap<>(seen).forEach((name, last) -> {
                json.writeName(name);
                json.writeStartObject();
                json.writeStringProperty("seen_at", last.at().toString());
                json.writeName("headers");
                json.writeStartObject();
                last.fields().forEach(json::writeStringProperty);
                json.writeEndObject();
                json.writeEndObject();
            });
            json.writeEndObject();
        });
    }
}
