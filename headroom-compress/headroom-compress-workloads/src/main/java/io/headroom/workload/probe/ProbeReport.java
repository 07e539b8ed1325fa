package io.headroom.workload.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the probes of a text.
 *
 * @param retained how many stand verbatim in the form, numbers together with their key
 * @param encoded how many the decoder returns
 * @param redeemable how many are in what the printed call returns
 * @param lost the others
 */
public record ProbeReport(int retained, int encoded, int redeemable, List<Probe> lost) {
    /** Copies the list. */
    public ProbeReport {
        lost = List.copyOf(lost);
    }

    /**
     * The report of no text.
     *
     * @return a report without a probe
     */
    public static ProbeReport none() {
        return new ProbeReport(0, 0, 0, List.of());
    }

    /**
     * The report of both.
     *
     * @param other another text's report
     * @return the sums
     */
    public ProbeReport plus(ProbeReport other) {
        List<Probe> both = new ArrayList<>(lost);
        both.addAll(other.lost);
        return new ProbeReport(retained + other.retained, encoded + other.encoded, redeemable + other.redeemable, both);
    }

    /**
     * All probes.
     *
     * @return their number
     */
    public int total() {
        return retained + encoded + redeemable + lost.size();
    }
}
