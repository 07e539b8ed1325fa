package io.headroom.api.testkit.savings;

import io.headroom.api.testkit.probe.ProbeReport;
import io.headroom.api.testkit.workload.Layout;
import io.headroom.api.testkit.workload.Workload;

/**
 * One measured workload.
 *
 * @param workload what was measured
 * @param layout how JSON was laid out; {@link Layout#MIN} for other texts
 * @param tokens the tokens of the texts as sent
 * @param minified the tokens of the same data without white space; for other texts as sent
 * @param after the tokens of the forms
 * @param probes what became of the probes
 * @param digest the SHA-256 of all forms in UTF-8, 16 hex digits
 * @param nanos how long it took, cold
 */
public record SavingsRow(
        Workload workload,
        Layout layout,
        int tokens,
        int minified,
        int after,
        ProbeReport probes,
        String digest,
        long nanos) {
    /**
     * The saving against the texts as sent.
     *
     * @return percent
     */
    public double saved() {
        return percent(tokens);
    }

    /**
     * The saving against the same data without white space.
     *
     * @return percent; may be negative
     */
    public double savedAgainstMinified() {
        return percent(minified);
    }

    private double percent(int before) {
        return before == 0 ? 0 : 100.0 * (before - after) / before;
    }
}
