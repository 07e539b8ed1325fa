package io.headroom.proxy.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts observations in fixed buckets, for each value of at most one label. Thread-safe; observing takes no lock. */
public final class Histogram {
    private final String name;
    private final String help;
    private final List<String> labels;
    private final double[] bounds;
    private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

    Histogram(String name, String help, double[] bounds, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
        this.bounds = bounds.clone();
        if (labels.length == 0) {
            series.put(List.of(), new Series(bounds.length));
        }
    }

    /** Bounds that fit times from a tenth of a millisecond to ten minutes. */
    static double[] seconds() {
        return new double[] {
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
            120, 300, 600
        };
    }

    /** Bounds that fit bodies. */
    static double[] bytes() {
        return new double[] {1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864};
    }

    void observe(double value, String... labelValues) {
        Series own = series.computeIfAbsent(List.of(labelValues), key -> new Series(bounds.length));
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        own.buckets.get(bucket).increment();
        own.sum.add(value);
    }

    /** How many observations there were, over all label values. */
    long count() {
        return series.values().stream().mapToLong(Series::count).sum();
    }

    /** The sum of all observations. */
    double sum() {
        return series.values().stream().mapToDouble(own -> own.sum.sum()).sum();
    }

    /** The smallest bound under which a share of all observations lies; the largest bound if they lie beyond it; 0 without any. */
    double quantile(double share) {
        long count = count();
        long seen = 0;
        for (int i = 0; i < bounds.length && count > 0; i++) {
            int bucket = i;
            seen += series.values().stream()
                    .mapToLong(own -> own.buckets.get(bucket).sum())
                    .sum();
            if (seen >= share * count) {
                return bounds[i];
            }
        }
        return count == 0 ? 0 : bounds[bounds.length - 1];
    }

    void write(Exposition text) {
        text.head(name, "histogram", help);
        List<String> names = new ArrayList<>(labels);
        names.add("le");
        Map<String, List<String>> sorted = new TreeMap<>();
        series.keySet().forEach(key -> sorted.put(Exposition.labels(labels, key), key));
        sorted.forEach((shown, key) -> {
            Series own = series.get(key);
            long sum = 0;
            for (int i = 0; i <= bounds.length; i++) {
                sum += own.buckets.get(i).sum();
                List<String> values = new ArrayList<>(key);
                values.add(i == bounds.length ? "+Inf" : text.number(bounds[i]));
                text.sample(name + "_bucket" + Exposition.labels(names, values), sum);
            }
            text.sample(name + "_sum" + shown, text.number(own.sum.sum()));
            text.sample(name + "_count" + shown, sum);
        });
    }

    private static final class Series {
        private final List<LongAdder> buckets = new ArrayList<>();
        private final DoubleAdder sum = new DoubleAdder();

        Series(int bounds) {
            for (int i = 0; i <= bounds; i++) {
                buckets.add(new LongAdder());
            }
        }

        long count() {
            return buckets.stream().mapToLong(LongAdder::sum).sum();
        }
    }
}
