package io.headroom.cli.eval;

import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import io.headroom.workload.probe.ProbeReport;
import java.util.Locale;
import java.util.Set;

/**
 * One measured workload in one layout.
 *
 * @param workload what was measured
 * @param layout how its JSON was laid out; {@link Layout#MIN} for other texts
 * @param tokens its tokens
 * @param minified the tokens of the same data without white space; for other texts the same as {@code tokens}
 * @param after the tokens of the forms
 * @param fidelities what the forms keep, in lower case; empty if no text was replaced
 * @param probes what became of the probes
 * @param nanos the time, cold
 * @param digest SHA-256 of the forms, 16 hex digits
 */
record Measured(
        Workload workload,
        Layout layout,
        int tokens,
        int minified,
        int after,
        Set<String> fidelities,
        ProbeReport probes,
        long nanos,
        String digest) {
    /** What is saved of the text as sent, in percent. */
    double saved() {
        return percent(tokens);
    }

    /** What is saved of the same data without white space, in percent; white space that goes is no merit. */
    double savedOfMinified() {
        return percent(minified);
    }

    /** The layout, or {@code text}. */
    String kind() {
        return workload.json() ? layout.name().toLowerCase(Locale.ROOT) : "text";
    }

    private double percent(int before) {
        return before == 0 ? 0 : 100.0 * (before - after) / before;
    }
}
