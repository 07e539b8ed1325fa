package io.headroom.api.testkit.probe;

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
     * All probes.
     *
     * @return their number
     */
    public int total() {
        return retained + encoded + redeemable + lost.size();
    }
}
