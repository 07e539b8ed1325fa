package io.headroom.proxy.metrics;

import io.headroom.compress.EngineStatus;
import java.util.List;

/** The engine's own figures in the text format. */
final class EngineFigures {
    private EngineFigures() {}

    static void write(EngineStatus status, Exposition text) {
        String outcomes = "headroom_engine_outcomes_total";
        text.head(outcomes, "counter", "Texts by compressor and reason.");
        status.outcomes()
                .forEach((compressor, reasons) -> reasons.forEach((reason, count) -> text.sample(
                        outcomes
                                + Exposition.labels(
                                        List.of("compressor", "reason"),
                                        List.of(compressor.isEmpty() ? "none" : compressor, reason)),
                        count)));
        counter(
                text,
                "headroom_roundtrip_checks_total",
                "Forms that were read back and compared.",
                status.roundTripChecks());
        counter(
                text,
                "headroom_roundtrip_failures_total",
                "Forms that did not stand for their text.",
                status.roundTripFailures());
        counter(text, "headroom_shortened_total", "Texts whose form leaves something out.", status.shortened());
        counter(text, "headroom_deadlines_missed_total", "Texts whose time was up.", status.deadlinesMissed());
        counter(text, "headroom_memo_hits_total", "Texts whose form was settled before.", status.memoHits());
        counter(text, "headroom_memo_misses_total", "Texts that were seen for the first time.", status.memoMisses());
        text.head("headroom_breaker_open", "gauge", "Compressors that are switched off for a while after faults.");
        status.openBreakers()
                .forEach(id -> text.sample(
                        "headroom_breaker_open" + Exposition.labels(List.of("compressor"), List.of(id)), 1));
    }

    private static void counter(Exposition text, String name, String help, long value) {
        text.head(name, "counter", help);
        text.sample(name, value);
    }
}
