package io.headroom.proxy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.log.LogWriter;
import io.headroom.proxy.log.Redactor;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Engines;
import io.headroom.proxy.testing.Exchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExchangeRecorderTest {
    private final ProxyMetrics metrics = new ProxyMetrics(Engines::warm);
    private final QuotaBoard quota = new QuotaBoard(InstantSource.system());

    @TempDir
    private Path folder;

    private ExchangeRecorder recorder(ProxySettings settings, ExchangeObserver... observers) {
        InstantSource clock = InstantSource.system();
        ProxySettings.Log log = settings.log();
        EventLog events = new EventLog(
                log.dir().map(dir -> new LogWriter(dir.resolve("proxy.log"), log.maxBytes(), log.files(), "t-log")),
                () -> log,
                new Redactor(),
                clock);
        return new ExchangeRecorder(
                metrics,
                events,
                log.requests().map(file -> new RequestLog(new LogWriter(file, log.maxBytes(), log.files(), "t-req"))),
                new ExchangeRecorder.Boards(quota, new TransformationFeed(clock)),
                List.of(observers),
                "t-");
    }

    private ProxySettings.Builder logging() {
        return ProxySettings.builder()
                .workspace(folder)
                .set("log.file", folder.resolve("requests.jsonl").toString());
    }

    @ParameterizedTest
    @DisplayName("PX-407: marked secrets stand in no file, whichever way they came, in both formats")
    @ValueSource(strings = {"json", "text"})
    void writesNoSecrets(String format) throws IOException {
        Exchange exchange = Exchanges.of(
                "req-1",
                "claude sk-ant-api03-MARKED\n{\"forged\":1}",
                Optional.of("connect to http://a.example/?key=MARKED failed: Bearer MARKEDMARKED"),
                new Header("X-Api-Key", "MARKED"),
                new Header("Cookie", "a=MARKED"),
                new Header("X-Note", "eyJhbGciOiJub25lIn0.MARKEDx.MARKED"));
        List<Exchange> seen = new CopyOnWriteArrayList<>();

        try (ExchangeRecorder recorder =
                recorder(logging().set("log.format", format).build(), seen::add)) {
            recorder.arrived();
            recorder.finished(exchange);
            recorder.fault("tee", new IOException("sk-ant-api03-MARKED"));
            Await.until("the observer is told", () -> !seen.isEmpty());
            assertFalse(recorder.recent().toString().contains("MARKED"));
        }

        assertFalse(seen.toString().contains("MARKED"), seen.toString());
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertEquals(2, all.size(), all.toString());
            for (Path file : all) {
                String text = Files.readString(file);
                assertFalse(text.contains("MARKED"), file + ": " + text);
                assertTrue(
                        text.lines()
                                .allMatch(line -> line.startsWith(format.equals("json") ? "{" : "20")
                                        || file.endsWith("requests.jsonl")),
                        text);
            }
        }
    }

    @Test
    @DisplayName("PX-1401: one line for each exchange, with the figures")
    void writesALineForEachExchange() throws IOException {
        try (ExchangeRecorder recorder = recorder(logging().build())) {
            for (int i = 0; i < 3; i++) {
                recorder.arrived();
                recorder.finished(Exchanges.of("req-" + i, "claude-x"));
            }
        }

        List<String> lines = Files.readAllLines(folder.resolve("logs").resolve("proxy.log"));
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).contains("\"event\":\"exchange\",\"request_id\":\"req-0\""), lines.get(0));
        assertTrue(lines.get(0).contains("\"input_fresh\":1000"), lines.get(0));
        List<String> requests = Files.readAllLines(folder.resolve("requests.jsonl"));
        assertEquals(3, requests.size());
        assertTrue(
                requests.get(0).contains("\"input_tokens_original\":1350,\"input_tokens_optimized\":1050"),
                requests.get(0));
        assertTrue(requests.get(0).contains("\"transforms_applied\":[\"json-table\"]"), requests.get(0));
        assertEquals(0, metrics.active());
    }

    @Test
    @DisplayName("PX-1401: what is less important than the level is not logged")
    void keepsToTheLevel() throws IOException {
        try (ExchangeRecorder recorder =
                recorder(logging().set("log.level", "error").build())) {
            recorder.finished(Exchanges.of("req-1", "claude-x"));
        }

        assertFalse(Files.exists(folder.resolve("logs").resolve("proxy.log")));
    }

    @Test
    @DisplayName("PX-1502: an observer that throws and one that hangs disturb nobody else, and are named")
    void isolatesObservers() {
        CountDownLatch never = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        ExchangeObserver throwing = named("throwing", exchange -> {
            throw new IllegalStateException("broken");
        });
        ExchangeObserver hanging = named("hanging", exchange -> await(never));
        try (ExchangeRecorder recorder = recorder(
                ProxySettings.builder().build(), throwing, hanging, named("good", e -> seen.add(e.requestId())))) {
            for (int i = 0; i < 9000; i++) {
                recorder.finished(Exchanges.of("req-" + i, "claude-x"));
                int expected = i + 1;
                if (expected % 500 == 0) {
                    Await.until("the good one keeps up", () -> seen.size() == expected);
                }
            }

            assertEquals(9000, seen.size());
            assertTrue(recorder.lost() > 0);
            assertTrue(recorder.troubles().stream().anyMatch(text -> text.contains("throwing")));
            assertTrue(recorder.troubles().stream().anyMatch(text -> text.contains("hanging")));
            never.countDown();
        }
    }

    @Test
    @DisplayName("rate limits that upstreams told are kept, and nothing else of their headers")
    void keepsRateLimits() {
        quota.answered(
                "anthropic",
                new HeaderFields(List.of(
                        new Header("Anthropic-RateLimit-Unified-Status", "allowed"),
                        new Header("retry-after", "9"),
                        new Header("set-cookie", "secret"),
                        new Header("x-ratelimit-remaining", "x".repeat(1000)))));
        quota.answered("openai", new HeaderFields(List.of(new Header("content-type", "text/html"))));

        String json = quota.json();

        assertTrue(json.contains("\"anthropic-ratelimit-unified-status\":\"allowed\",\"retry-after\":\"9\""), json);
        assertFalse(json.contains("secret") || json.contains("xxx") || json.contains("openai"), json);
    }

    private static ExchangeObserver named(String id, ExchangeObserver observer) {
        return new ExchangeObserver() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void finished(Exchange exchange) {
                observer.finished(exchange);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
