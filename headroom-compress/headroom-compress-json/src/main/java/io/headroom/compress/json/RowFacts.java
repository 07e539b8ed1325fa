package io.headroom.compress.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells what is known of the elements in a gap: their ids, how often each value stands in them, and between which numbers they lie. */
final class RowFacts {
    private static final int MOST_VALUES = 5;
    private static final int LONGEST_VALUE = 24;
    private static final int SHORTEST_SHARED = 6;
    private static final int LONGEST_NAME = 40;
    private static final MathContext DIGITS = new MathContext(4);
    private static final double LARGEST_PLAIN = 1e12;
    private static final int FEW_GAPS = 3;
    private static final int SOME_GAPS = 10;
    /** Of fewer rows, between others that are shown, their ids are enough. */
    private static final int MANY_ROWS = 12;

    /** One fact about a column. */
    private interface Fact {
        String of(int from, int to);
    }

    private final JsonNodes nodes;
    private final List<Fact> ids = new ArrayList<>();
    private final List<Fact> categories = new ArrayList<>();
    private final List<Fact> ranges = new ArrayList<>();

    RowFacts(JsonNodes nodes, int[] elements, List<RowColumns.Column> columns) {
        this.nodes = nodes;
        for (RowColumns.Column column : columns) {
            if (column.count() == elements.length && isName(column.name())) {
                add(column);
            }
        }
        if (Arrays.stream(elements).map(nodes::kind).distinct().count() > 1) {
            categories.add(0, (from, to) -> kinds(elements, from, to));
        }
        if (nodes.key(elements[0]) >= 0) {
            ids.add(
                    0,
                    (from, to) -> plain(nodes.keyText(nodes.key(elements[from]))) + ".."
                            + plain(nodes.keyText(nodes.key(elements[to - 1]))));
        }
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && plain(name).equals(name);
    }

    private void add(RowColumns.Column column) {
        Set<String> values = new HashSet<>();
        boolean numbers = true;
        boolean plain = true;
        for (int node : column.nodes()) {
            numbers &= nodes.kind(node) == JsonNodes.NUMBER;
            String text = nodes.text(node);
            plain &= text.length() <= LONGEST_VALUE
                    && !text.isEmpty()
                    && plain(text).equals(text);
            values.add(text);
        }
        String name = column.name().isEmpty() ? "" : column.name() + " ";
        if (plain && values.size() <= MOST_VALUES) {
            categories.add((from, to) -> counts(name, column, from, to));
        } else if (numbers && name.isEmpty()) {
            ranges.add((from, to) -> statistics(column, from, to));
        } else if (plain && values.size() == column.nodes().length && ids.isEmpty()) {
            int shared = shared(column);
            ids.add((from, to) -> name + nodes.text(column.nodes()[from]).substring(shared) + ".."
                    + nodes.text(column.nodes()[to - 1]).substring(shared));
        } else if (numbers) {
            ranges.add((from, to) -> range(name, column, from, to));
        }
    }

    /** How much all values of a column begin with, such as a date or a folder, which each row that is shown tells as well. */
    private int shared(RowColumns.Column column) {
        String first = nodes.text(column.nodes()[0]);
        int shared = first.length();
        for (int node : column.nodes()) {
            int at = 0;
            int end = Math.min(shared, nodes.end(node) - nodes.start(node));
            while (at < end && first.charAt(at) == nodes.chars[nodes.start(node) + at]) {
                at++;
            }
            shared = at;
        }
        while (shared > 0 && !isBorder(first, shared)) {
            shared--;
        }
        return shared < SHORTEST_SHARED ? 0 : shared;
    }

    /** Behind a sign, or between the date and the time of ISO 8601. */
    private static boolean isBorder(String text, int at) {
        char before = text.charAt(at - 1);
        boolean time = before == 'T' && at > 1 && Character.isDigit(text.charAt(at - 2));
        return time || !Character.isLetterOrDigit(before);
    }

    /**
     * The facts of a gap.
     *
     * @param from the first element, from 0 on
     * @param to the element behind the last
     * @param gaps how many gaps there are; the more, the less is said of each
     */
    String of(int from, int to, int gaps) {
        int most = gaps <= FEW_GAPS ? 3 : gaps <= SOME_GAPS && to - from >= MANY_ROWS ? 1 : 0;
        List<String> facts = new ArrayList<>();
        ids.stream().limit(1).forEach(fact -> facts.add(fact.of(from, to)));
        categories.stream().limit(most).forEach(fact -> facts.add(fact.of(from, to)));
        ranges.stream().limit(most).forEach(fact -> facts.add(fact.of(from, to)));
        return String.join(", ", facts);
    }

    private String kinds(int[] elements, int from, int to) {
        int[] counts = new int[JsonNodes.NULL + 1];
        for (int row = from; row < to; row++) {
            counts[nodes.kind(elements[row])]++;
        }
        String[] names = {"objects", "arrays", "strings", "numbers", "true", "false", "null"};
        return IntStream.range(0, counts.length)
                .filter(kind -> counts[kind] > 0)
                .mapToObj(kind -> names[kind] + " " + counts[kind])
                .collect(Collectors.joining(" "));
    }

    private String counts(String name, RowColumns.Column column, int from, int to) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int row = from; row < to; row++) {
            counts.merge(nodes.text(column.nodes()[row]), 1, Integer::sum);
        }
        return name
                + counts.entrySet().stream()
                        .sorted(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue()))
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    private String range(String name, RowColumns.Column column, int from, int to) {
        String least = nodes.text(column.nodes()[from]);
        String most = least;
        for (int row = from; row < to; row++) {
            String value = nodes.text(column.nodes()[row]);
            least = number(value) < number(least) ? value : least;
            most = number(value) > number(most) ? value : most;
        }
        return name + least + "-" + most;
    }

    private String statistics(RowColumns.Column column, int from, int to) {
        double[] values = IntStream.range(from, to)
                .mapToDouble(row -> number(nodes.text(column.nodes()[row])))
                .sorted()
                .toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        return "min " + spelled(values[0]) + " max " + spelled(values[values.length - 1]) + " mean " + spelled(mean)
                + " median " + spelled(RowChoice.Statistics.median(values)) + " p95 "
                + spelled(values[Math.min(values.length - 1, (int) Math.ceil(values.length * 0.95) - 1)]);
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /** Four significant digits, in the same spelling everywhere. */
    private static String spelled(double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return "beyond double";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        BigDecimal stripped = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return Math.abs(value) < LARGEST_PLAIN ? stripped.toPlainString() : stripped.toString();
    }

    /** A text without what a note could be misread by. */
    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_NAME); i++) {
            char c = text.charAt(i);
            boolean good = c > ' ' && c < 0x7F && c != '[' && c != ']' && c != ';' && c != ',';
            out.append(good ? c : '_');
        }
        return out.toString();
    }
}
