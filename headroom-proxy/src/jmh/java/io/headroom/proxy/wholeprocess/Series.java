package io.headroom.proxy.wholeprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Durations of one kind, by rounds. */
final class Series {
    private final List<long[]> rounds = new ArrayList<>();

    void add(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        rounds.add(sorted);
    }

    /** A percentile of all durations, in milliseconds. */
    double percentile(double part) {
        long[] all = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return at(all, part);
    }

    /** By how much the medians of the rounds differ, in milliseconds: what a difference must exceed to mean anything. */
    double noise() {
        double[] medians =
                rounds.stream().mapToDouble(round -> at(round, 0.5)).sorted().toArray();
        return medians[medians.length - 1] - medians[0];
    }

    int count() {
        return rounds.stream().mapToInt(round -> round.length).sum();
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))] / 1e6;
    }
}
