package io.headroom.proxy.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A number for each combination of label values, which only grows. Thread-safe; adding takes no lock. */
public final class Counter {
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, LongAdder> values = new ConcurrentHashMap<>();

    Counter(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
        if (labels.length == 0) {
            values.put(List.of(), new LongAdder());
        }
    }

    /** Adds to the number of some label values, in the order of the labels. */
    void add(long amount, String... labelValues) {
        values.computeIfAbsent(List.of(labelValues), key -> new LongAdder()).add(amount);
    }

    /** The sum over all label values. */
    long total() {
        return values.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The sums by the value of one label. */
    Map<String, Long> by(String label) {
        int index = labels.indexOf(label);
        Map<String, Long> sums = new TreeMap<>();
        values.forEach((key, adder) -> sums.merge(key.get(index), adder.sum(), Long::sum));
        return sums;
    }

    void write(Exposition text) {
        text.head(name, "counter", help);
        Map<String, Long> sorted = new TreeMap<>();
        values.forEach((key, adder) -> sorted.put(Exposition.labels(labels, key), adder.sum()));
        sorted.forEach((key, value) -> text.sample(name + key, value));
    }
}
