package io.headroom.proxy.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.journal.ExchangeJournal;
import io.headroom.proxy.json.JsonFields;
import io.headroom.proxy.testing.Engines;
import io.headroom.proxy.testing.Exchanges;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyMetricsTest {
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z_]+(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"(,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*})?"
                    + " (?:[-+0-9.eE]+|\\+Inf)");

    private final ProxyMetrics metrics = new ProxyMetrics(Engines::warm);

    private void exchange(String model) {
        metrics.arrived();
        metrics.finished(Exchanges.of("r", model));
    }

    private List<String> samples() {
        return metrics.text(MetricsFormat.TEXT, 0)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    @DisplayName("PX-1302: what was counted is what is written")
    void writesWhatItCounted() {
        exchange("claude-x");
        exchange("claude-x");
        metrics.arrived();
        metrics.timedOut(ExchangeJournal.Timeout.CONNECT);
        metrics.aborted(ExchangeJournal.Party.CLIENT);
        metrics.fault("tee");

        List<String> samples = samples();

        assertTrue(samples.contains("headroom_inbound_requests_active 1"), metrics.text(MetricsFormat.TEXT, 0));
        assertTrue(samples.contains(
                "headroom_requests_total{upstream=\"anthropic\",model=\"claude-x\",status=\"200\"} 2"));
        assertTrue(samples.contains("headroom_tokens_input_total{model=\"claude-x\",kind=\"fresh\"} 2000"));
        assertTrue(samples.contains("headroom_tokens_input_total{model=\"claude-x\",kind=\"cache_read\"} 100"));
        assertTrue(samples.contains("headroom_tokens_output_total{model=\"claude-x\"} 14"));
        assertTrue(samples.contains("headroom_tokens_saved_total{model=\"claude-x\"} 600"));
        assertTrue(samples.contains("headroom_timeouts_total{wait=\"connect\"} 1"));
        assertTrue(samples.contains("headroom_exchanges_aborted_total{by=\"client\"} 1"));
        assertTrue(samples.contains("headroom_faults_total{where=\"tee\"} 1"));
        assertTrue(samples.contains("headroom_ttfb_seconds_bucket{le=\"0.025\"} 0"));
        assertTrue(samples.contains("headroom_ttfb_seconds_bucket{le=\"0.05\"} 2"));
        assertTrue(samples.contains("headroom_ttfb_seconds_bucket{le=\"+Inf\"} 2"));
        assertTrue(samples.contains("headroom_ttfb_seconds_count 2"));
        assertTrue(samples.contains("headroom_engine_outcomes_total{compressor=\"json-table\",reason=\"ok\"} 2"));
    }

    @ParameterizedTest
    @DisplayName("PX-1302: no model's name breaks the format")
    @ValueSource(
            strings = {
                "quote\"d",
                "back\\slash",
                "new\nline",
                "carriage\rreturn",
                "a\"} 1\nheadroom_evil_total{x=\"",
                "\uD800lone",
                "lone\uDC00",
                "\u0000\u001b[31m",
                "line\u2028separator",
                "",
                "日本語",
                "{}=,"
            })
    void escapesHostileNames(String model) {
        exchange(model);

        String text = metrics.text(MetricsFormat.TEXT, 0);

        for (String line : text.split("\n", -1)) {
            assertTrue(
                    line.isEmpty()
                            || line.startsWith("# ")
                            || SAMPLE.matcher(line).matches(),
                    line);
        }
        assertFalse(text.lines().anyMatch(line -> line.startsWith("headroom_evil_total")));
        assertEquals(text, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("PX-1302: of 10,000 models 50 have a name, and no exchange is lost")
    void boundsTheNumberOfModels() {
        for (int i = 0; i < 10_000; i++) {
            exchange("model-" + i);
        }

        Set<String> models = new HashSet<>(metrics.requests.by("model").keySet());

        assertEquals(51, models.size());
        assertTrue(models.contains("other"));
        assertEquals(9_950, metrics.requests.by("model").get("other"));
        assertEquals(10_000, metrics.requests.total());
        assertTrue(metrics.text(MetricsFormat.TEXT, 0).length() < 100_000);
    }

    @Test
    void cutsEndlessNames() {
        exchange("m".repeat(100_000));

        assertTrue(metrics.text(MetricsFormat.TEXT, 0).length() < 20_000);
    }

    @Test
    @DisplayName("PX-1301: the figures as JSON, recent exchanges only if they are handed over")
    void writesStats() throws Exception {
        exchange("claude-\"x");
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        Stats stats = new Stats(metrics, () -> now);

        String alone = stats.json(List.of());
        String local = stats.json(List.of(Exchanges.of("req-9", "claude-x", Optional.of("cut"))));

        assertTrue(alone.contains("\"tokens_saved\":300"), alone);
        assertTrue(alone.contains("\"fresh\":1000"), alone);
        assertTrue(alone.contains("\"average_ms\":40.0"), alone);
        assertFalse(alone.contains("recent_requests"));
        assertTrue(local.contains("\"request_id\":\"req-9\"") && local.contains("\"error\":\"cut\""), local);
        assertEquals(0, JsonFields.read(local).size());
    }

    @ParameterizedTest
    @DisplayName("PX-1302: OpenMetrics for whoever prefers it, the text format for all others")
    @CsvSource(
            delimiter = '|',
            value = {
                "''| TEXT",
                "*/*| TEXT",
                "text/plain| TEXT",
                "application/openmetrics-text| OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2| OPEN_METRICS",
                "application/openmetrics-text; version=1.0.0; charset=utf-8, text/plain;q=0.5| OPEN_METRICS",
                "application/openmetrics-text;q=0.2,text/plain;q=0.3| TEXT",
                "application/openmetrics-text;version=2.0.0,text/plain;q=0.3| TEXT",
                "application/openmetrics-text;q=0| TEXT",
                "application/vnd.google.protobuf;q=1| TEXT"
            })
    void negotiatesTheFormat(String accept, MetricsFormat expected) {
        assertEquals(expected, MetricsFormat.preferred(List.of(accept)));
    }

    @Test
    @DisplayName("PX-1302: OpenMetrics names counters without _total, shows fractions and ends with EOF")
    void writesOpenMetrics() {
        exchange("claude-x");

        String text = metrics.text(MetricsFormat.OPEN_METRICS, 3);

        assertTrue(text.endsWith("\n# EOF\n"), text);
        assertTrue(text.contains("# TYPE headroom_requests counter\nheadroom_requests_total{"), text);
        assertTrue(text.contains("# TYPE headroom_inbound_requests_active gauge\n"), text);
        assertTrue(text.contains("headroom_ttfb_seconds_bucket{le=\"1.0\"} 1\n"), text);
        assertTrue(text.contains("headroom_body_bytes_bucket{le=\"1024.0\"} 0\n"), text);
        assertFalse(text.lines().anyMatch(line -> line.matches("# (?:TYPE|HELP) \\S+_total .*")), text);
        assertTrue(
                text.lines()
                        .filter(line -> line.startsWith("# TYPE") && line.endsWith(" counter"))
                        .map(line -> line.split(" ")[2])
                        .allMatch(name -> text.contains("\n" + name + "_total") || !text.contains("\n" + name + "{")),
                text);
    }

    @Test
    @DisplayName("PX-1302: stages, and bytes that a splice changed, which must stay 0")
    void writesStagesAndStrayBytes() {
        BodyOutcome.Work work = new BodyOutcome.Work(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ZERO, 0);
        metrics.compressed(new BodyOutcome(new byte[5], Optional.empty(), List.of(), Optional.empty(), work));
        metrics.stage("upstream", Duration.ofSeconds(2));

        List<String> samples = samples();

        assertTrue(
                samples.contains("headroom_stage_seconds_bucket{stage=\"engine\",le=\"0.025\"} 1"), samples::toString);
        assertTrue(samples.contains("headroom_stage_seconds_count{stage=\"scan\"} 1"), samples::toString);
        assertTrue(samples.contains("headroom_stage_seconds_sum{stage=\"upstream\"} 2"), samples::toString);
        assertTrue(samples.contains("headroom_passthrough_bytes_modified_total 0"), samples::toString);
    }
}
