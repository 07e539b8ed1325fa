package io.headroom.compress;

import java.util.List;
import java.util.Map;

/** Figures and troubles of an engine, for health reports and metrics. */
public record EngineStatus(
        boolean warm,
        Map<String, Map<String, Long>> outcomes, // compressor id ("" for none) -> reason key -> count
        long roundTripChecks,
        long roundTripFailures,
        long deadlinesMissed,
        long memoHits,
        long memoMisses,
        List<String> openBreakers,
        List<String> troubles) {}
