package io.headroom.proxy.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.metrics.MetricsFormat;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.testing.Heads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C-1007, PX-316: retrieval over HTTP")
class RetrieveCallTest {
    private static final String HASH = "3fa9".repeat(16);
    private static final String TEXT = "[{\"a\":1},{\"a\":\"\u00e4\"},\n{\"a\":3}]";

    private final OriginalStore store = Stores.inMemory("", 1 << 20).originals();
    private final CompressionEngine engine = CompressionEngine.builder().build();
    private final ProxyMetrics metrics = new ProxyMetrics(engine::status);
    private Instant now = Instant.parse("2026-05-04T12:00:00Z");
    private final RetrieveCall call = new RetrieveCall(store, metrics, () -> now);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void givesASliceByPost() {
        OwnAnswer answer = post("{\"hash\":\"" + keep() + "\",\"rows\":\"2-3\"}");

        assertEquals(200, answer.status());
        assertEquals(
                "{\"hash\":\"" + keep() + "\",\"original_content\":\"{\\\"a\\\":\\\"\u00e4\\\"},\\n{\\\"a\\\":3}\","
                        + "\"original_tokens\":15,\"original_item_count\":3,\"compressed_item_count\":null,"
                        + "\"tool_name\":\"Bash\",\"retrieval_count\":1,\"slice\":{\"rows\":\"2-3\"}}",
                text(answer));
    }

    @Test
    void givesAllOfItByGetAsText() {
        OwnAnswer answer = call.get(
                Heads.of("GET", "/v1/retrieve/" + keep())
                        .with("Accept", "text/plain")
                        .build(),
                new byte[0]);

        assertEquals(TEXT, text(answer));
        assertEquals(
                "text/plain; charset=utf-8",
                answer.headers().first("Content-Type").orElseThrow());
    }

    @Test
    void readsItsWordsFromTheUrl() {
        OwnAnswer answer = call.get(
                Heads.of("GET", "/v1/retrieve/" + keep() + "?grep=%5B23%5D&ignore_case")
                        .build(),
                new byte[0]);

        assertTrue(text(answer).contains("\"original_content\":\"3:{\\\"a\\\":3}\\n\""), text(answer));
    }

    @Test
    void cutsAtBytesButNotWithinACharacter() {
        OwnAnswer answer = post("{\"hash\":\"" + keep() + "\",\"path\":\"/1/a\",\"max_bytes\":1}");

        assertTrue(text(answer).contains("\"original_content\":\"\""), text(answer));
        assertTrue(text(answer).contains("\"truncated\":true"), text(answer));
    }

    @Test
    @DisplayName("PX-316: 404 tells unknown from evicted, 400 names the field")
    void explainsErrors() {
        String id = keep();

        assertError(
                404,
                "unknown",
                "no original 3fa9\u2026 here",
                post("{\"hash\":\"" + id.substring(0, 25) + "00000000\"}"));
        assertError(400, "invalid_request", "hash: ", post("{}"));
        assertError(400, "invalid_request", "rows: ranges", post("{\"hash\":\"" + id + "\",\"rows\":\"x\"}"));
        assertError(400, "invalid_request", "grep: ", post("{\"hash\":\"" + id + "\",\"grep\":\"(\"}"));
        assertError(400, "invalid_request", "max_bytes: ", post("{\"hash\":\"" + id + "\",\"max_bytes\":-1}"));
        assertError(400, "invalid_request", "colums: ", post("{\"hash\":\"" + id + "\",\"colums\":\"x\"}"));
        assertError(400, "out_of_range", "there are rows 1-3", post("{\"hash\":\"" + id + "\",\"rows\":\"9\"}"));
        assertError(400, "invalid_request", "not a JSON object", post("nothing of it"));
        assertError(
                400,
                "invalid_request",
                "% escape",
                call.get(Heads.of("GET", "/v1/retrieve/%zz").build(), new byte[0]));
    }

    @Test
    @DisplayName("C-1007: 40 failed ids a minute, then 429 until the minute is over")
    void stopsWhoeverGuesses() {
        String id = keep();
        for (int i = 0; i < 40; i++) {
            assertEquals(404, post("{\"hash\":\"guess " + i + "\"}").status());
        }

        OwnAnswer stopped = post("{\"hash\":\"" + id + "\"}");
        assertEquals(429, stopped.status());
        assertEquals(Optional.of("60"), stopped.headers().first("Retry-After"));

        now = now.plusSeconds(60);
        assertEquals(200, post("{\"hash\":\"" + id + "\"}").status());
    }

    @Test
    @DisplayName("C-1007, PX-1302: figures of the store, and of redeemed and dead markers")
    void tellsFigures() {
        post("{\"hash\":\"" + keep() + "\"}");
        post("{\"hash\":\"guess\"}");

        assertTrue(text(call.stats()).startsWith("{\"entries\":1,\"bytes\":"), text(call.stats()));
        String figures = metrics.text(MetricsFormat.TEXT, 0);
        assertTrue(figures.contains("headroom_markers_redeemed_total 1\n"), figures);
        assertTrue(figures.contains("headroom_markers_dead_total{reason=\"unknown\"} 1\n"), figures);
    }

    private String keep() {
        store.keep(List.of(new Original(HASH, TEXT, Optional.of("Bash"))), Duration.ofSeconds(20));
        return RetrievalId.of(HASH, store.key().orElseThrow(), "").toString();
    }

    private OwnAnswer post(String body) {
        return call.post(Heads.of("POST", "/v1/retrieve").build(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(OwnAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void assertError(int status, String type, String message, OwnAnswer answer) {
        assertEquals(status, answer.status(), text(answer));
        assertTrue(text(answer).contains("\"type\":\"" + type + "\""), text(answer));
        assertTrue(text(answer).contains(message), text(answer));
    }
}
