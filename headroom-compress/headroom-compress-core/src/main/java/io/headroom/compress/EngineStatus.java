package io.headroom.compress;

import java.util.List;
import java.util.Map;

/**
 * Figures and troubles of an engine, for health reports and metrics.
 *
 * @param warm whether {@link CompressionEngine#warmUp()} was completed
 * @param outcomes by compressor id ({@code ""} where none was used) and reason: how often. Under a compressor's id stand the forms of it
 *     that were used ({@code ok}), and its own faults, failed checks and skipped calls
 * @param roundTripChecks forms that were decoded, or read back with their gaps filled, and compared
 * @param roundTripFailures forms that did not stand for their text, and were not used
 * @param deadlinesMissed requests that were not complete at their deadline
 * @param shortened texts whose form leaves something out
 * @param memoHits texts whose form was known in memory
 * @param memoMisses texts whose form had to be found elsewhere or computed
 * @param openBreakers compressors that are switched off for a while
 * @param troubles what someone should look at, in sentences; never any content
 */
public record EngineStatus(
        boolean warm,
        Map<String, Map<String, Long>> outcomes,
        long roundTripChecks,
        long roundTripFailures,
        long deadlinesMissed,
        long shortened,
        long memoHits,
        long memoMisses,
        List<String> openBreakers,
        List<String> troubles) {
    /** Copies the lists. */
    public EngineStatus {
        openBreakers = List.copyOf(openBreakers);
        troubles = List.copyOf(troubles);
    }
}
