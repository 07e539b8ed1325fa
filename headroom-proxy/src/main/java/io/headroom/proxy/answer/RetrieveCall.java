package io.headroom.proxy.answer;

import io.headroom.api.exchange.Header;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.message.JsonStrings;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.MalformedSliceException;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.json.Json;
import io.headroom.proxy.json.JsonFields;
import io.headroom.proxy.metrics.ProxyMetrics;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Gives originals back over HTTP (C-1007, PX-316): by the id that a marker prints, in the same words as the command line. Whoever guesses
 * ids is stopped after a few. Thread-safe.
 */
public final class RetrieveCall {
    private static final int MOST_FAILURES = 40;
    private static final long WINDOW_SECONDS = 60;
    private static final int MOST_COUNTED = 10_000;

    private final OriginalStore store;
    private final Retrieval retrieval;
    private final ProxyMetrics metrics;
    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final Map<String, Long> retrievals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_COUNTED;
        }
    };

    /** Takes the store, which stays its owner's to close. */
    public RetrieveCall(OriginalStore store, ProxyMetrics metrics, InstantSource clock) {
        this.store = store;
        this.retrieval = new Retrieval(store);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Answers {@code GET /v1/retrieve/{id}?rows=…}. */
    public OwnAnswer get(RequestHead head, byte[] body) {
        Map<String, String> words = new LinkedHashMap<>();
        try {
            for (String part : head.query().orElse("").split("&")) {
                int equals = part.indexOf('=');
                if (!part.isEmpty()) {
                    String name = decoded(equals < 0 ? part : part.substring(0, equals));
                    words.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1)));
                }
            }
            String path = head.path();
            words.putIfAbsent(
                    "hash", path.startsWith("/v1/retrieve/") ? decoded(path.substring("/v1/retrieve/".length())) : "");
        } catch (IllegalArgumentException e) {
            return error(400, "invalid_request", "the URL has a broken % escape");
        }
        return answer(words, head);
    }

    /** Answers {@code POST /v1/retrieve}. */
    public OwnAnswer post(RequestHead head, byte[] body) {
        try {
            return answer(JsonFields.read(new String(body, StandardCharsets.UTF_8)), head);
        } catch (IOException e) {
            return error(400, "invalid_request", "the body is " + e.getMessage());
        }
    }

    /** Answers {@code GET /v1/retrieve/stats}. */
    public OwnAnswer stats() {
        OriginalStore.Stats stats = store.stats();
        return Answers.json(200, Json.object(json -> {
            json.writeNumberProperty("entries", stats.entries());
            json.writeNumberProperty("bytes", stats.bytes());
            json.writeName("oldest");
            stats.oldest().ifPresentOrElse(oldest -> json.writeString(oldest.toString()), json::writeNull);
            json.writeNumberProperty("hits", stats.hits());
            json.writeNumberProperty("misses", stats.misses());
            json.writeNumberProperty("evictions", stats.evictions());
            store.trouble().ifPresent(trouble -> json.writeStringProperty("trouble", trouble));
        }));
    }

    private OwnAnswer answer(Map<String, String> given, RequestHead head) {
        Map<String, String> words = new LinkedHashMap<>(given);
        String id = Optional.ofNullable(words.remove("hash")).orElse("");
        Optional<String> maxBytes = Optional.ofNullable(words.remove("max_bytes"));
        if (id.isEmpty()) {
            return error(400, "invalid_request", "hash: it is missing; give the id that the marker prints");
        }
        if (maxBytes.isPresent() && !maxBytes.get().matches("[1-9]\\d{0,8}")) {
            return error(400, "invalid_request", "max_bytes: is a number from 1 to 999999999");
        }
        Slice slice;
        try {
            // A program that asks for all of it gets all of it, unless it says how much it can take.
            if (!words.containsKey("max_tokens")) {
                words.putIfAbsent("all", "true");
            }
            slice = Slice.of(words);
        } catch (MalformedSliceException e) {
            return error(400, "invalid_request", e.getMessage());
        }
        if (tooManyFailures()) {
            return tooMany();
        }
        return written(id, retrieval.retrieve(id, slice), maxBytes.map(Integer::parseInt), head);
    }

    private OwnAnswer written(String id, Answer answer, Optional<Integer> maxBytes, RequestHead head) {
        if (answer instanceof Answer.Part part) {
            metrics.redeemed();
            String text = maxBytes.map(most -> prefix(part.text(), most)).orElse(part.text());
            boolean plain = head.headers()
                    .first("Accept")
                    .filter(types -> types.startsWith("text/plain"))
                    .isPresent();
            return plain
                    ? Answers.of(200, "text/plain; charset=utf-8", text)
                    : Answers.json(200, document(id, part, text));
        }
        if (answer instanceof Answer.Outside outside) {
            return error(400, "out_of_range", outside.message());
        }
        if (answer instanceof Answer.Evicted evicted) {
            metrics.dead("evicted");
            return error(404, "evicted", evicted.message());
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            metrics.dead("unavailable");
            return error(503, "unavailable", unavailable.message());
        }
        metrics.dead("unknown");
        failed();
        return error(404, "unknown", ((Answer.Unknown) answer).message());
    }

    private String document(String id, Answer.Part part, String text) {
        long count = counted(part.original().id());
        boolean whole = part.slice().selection() == Slice.Selection.WHOLE
                && part.slice().path().isEmpty()
                && part.slice().grep().isEmpty();
        return Json.object(json -> {
            json.writeStringProperty("hash", id);
            json.writeName("original_content");
            // Jackson refuses lone surrogates, which a text may hold.
            json.writeRawValue(JsonStrings.quote(text));
            json.writeNumberProperty("original_tokens", part.original().tokens());
            json.writeNumberProperty("original_item_count", part.items());
            json.writeName("compressed_item_count");
            json.writeNull();
            json.writeName("tool_name");
            part.original().tool().ifPresentOrElse(json::writeString, json::writeNull);
            json.writeNumberProperty("retrieval_count", count);
            if (!whole) {
                slice(json, part.slice());
            }
            if (part.cut().isPresent() || text.length() < part.text().length()) {
                json.writeBooleanProperty("truncated", true);
            }
            part.cut().ifPresent(cut -> json.writeStringProperty("shown", cut.shown()));
        });
    }

    private static void slice(JsonGenerator json, Slice slice) {
        json.writeName("slice");
        json.writeStartObject();
        slice.words().forEach((name, value) -> {
            if (!name.equals("all")) {
                json.writeStringProperty(name, value);
            }
        });
        json.writeEndObject();
    }

    private long counted(String digits) {
        synchronized (retrievals) {
            return retrievals.merge(digits, 1L, Long::sum);
        }
    }

    private void failed() {
        synchronized (failures) {
            failures.addLast(clock.instant());
        }
    }

    private boolean tooManyFailures() {
        Instant since = clock.instant().minusSeconds(WINDOW_SECONDS);
        synchronized (failures) {
            while (!failures.isEmpty() && !failures.peekFirst().isAfter(since)) {
                failures.removeFirst();
            }
            return failures.size() >= MOST_FAILURES;
        }
    }

    private static OwnAnswer tooMany() {
        OwnAnswer plain = error(429, "too_many_unknown_ids", "too many unknown ids; try again in a minute");
        List<Header> fields = new ArrayList<>(plain.headers().fields());
        fields.add(new Header("Retry-After", "" + WINDOW_SECONDS));
        return new OwnAnswer(plain.status(), new HeaderFields(fields), plain.body());
    }

    private static OwnAnswer error(int status, String type, String message) {
        return Answers.json(status, Json.object(json -> {
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeStringProperty("message", "Headroom: " + message);
            json.writeEndObject();
        }));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** As much of a text as so many bytes of UTF-8 hold, without half a character at its end. */
    private static String prefix(String text, int bytes) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (used > bytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
