package io.headroom.compress.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Chooses the elements of an array that stay, whatever the budget says: the first and the last, each kind of error, what is out of the
 * ordinary. What an element is worth follows from the array alone. See C-906 of the compression specification for the rules.
 */
final class RowChoice {
    /** Values of importance; higher stays longer. */
    static final int BORDER = 3;

    static final int SINGULAR = 2;
    static final int REPEATED = 1;

    private static final int BORDER_ROWS = 3;
    private static final int MOST_ERROR_PATTERNS = 60;
    private static final int MOST_OF_A_RULE = 5;
    private static final double SHARE_OF_A_RULE = 0.02;
    private static final double RARE = 0.01;
    private static final double DEVIATIONS = 8;
    private static final int FEWEST_FOR_STATISTICS = 20;
    private static final int LONGEST_CATEGORY = 64;
    private static final int LONGEST_MESSAGE = 160;

    private final JsonNodes nodes;
    private final int[] elements;
    private final Steps steps;
    private final byte[] worth;

    RowChoice(JsonNodes nodes, int[] elements, Steps steps) {
        this.nodes = nodes;
        this.elements = elements;
        this.steps = steps;
        this.worth = new byte[elements.length];
    }

    /** The worth of each element; 0 for what may be left out. */
    byte[] judge(List<RowColumns.Column> columns) {
        for (int row = 0; row < elements.length; row++) {
            if (row < BORDER_ROWS || row >= elements.length - BORDER_ROWS) {
                worth[row] = BORDER;
            }
        }
        errors();
        if (elements.length >= FEWEST_FOR_STATISTICS) {
            keys(columns);
            shapes();
            for (RowColumns.Column column : columns) {
                categories(column);
                numbers(column);
            }
        }
        return worth;
    }

    private void raise(int row, int value) {
        worth[row] = (byte) Math.max(worth[row], value);
    }

    /** The first and the last of each kind of error. */
    private void errors() {
        Map<String, int[]> patterns = new LinkedHashMap<>();
        for (int row = 0; row < elements.length; row++) {
            String pattern = error(elements[row]);
            if (!pattern.isEmpty()) {
                int[] seen = patterns.get(pattern);
                if (seen == null && patterns.size() < MOST_ERROR_PATTERNS) {
                    patterns.put(pattern, new int[] {row, row});
                } else if (seen != null) {
                    seen[1] = row;
                }
            }
        }
        for (int[] seen : patterns.values()) {
            raise(seen[0], SINGULAR);
            raise(seen[1], REPEATED);
        }
    }

    /** What kind of error an element tells of: its messages without numbers; empty if it tells of none. */
    private String error(int element) {
        if (!ErrorWords.in(nodes, element, steps)) {
            return "";
        }
        StringBuilder pattern = new StringBuilder();
        for (int node = element; node < nodes.next(element); node++) {
            if (nodes.kind(node) == JsonNodes.STRING && isMessage(node)) {
                mask(nodes.start(node), Math.min(nodes.end(node), nodes.start(node) + LONGEST_MESSAGE), pattern);
            }
        }
        return pattern.length() == 0 ? "error" : pattern.toString();
    }

    /** Sentences make an error what it is; ids, hosts and times do not. */
    private boolean isMessage(int node) {
        for (int i = nodes.start(node); i < nodes.end(node); i++) {
            if (nodes.chars[i] == ' ') {
                return true;
            }
        }
        return ErrorWords.in(nodes.chars, nodes.start(node), nodes.end(node));
    }

    /** A text without its numbers and hexadecimal ids. */
    private void mask(int from, int to, StringBuilder out) {
        int at = from;
        while (at < to) {
            int start = at;
            boolean digit = false;
            boolean hex = true;
            while (at < to && Character.isLetterOrDigit(nodes.chars[at])) {
                char c = nodes.chars[at++];
                digit |= c >= '0' && c <= '9';
                hex &= Character.digit(c, 16) >= 0;
            }
            if (at == start) {
                out.append(nodes.chars[at++]);
            } else if (digit && (hex || at - start <= 4)) {
                out.append('0');
            } else {
                for (int i = start; i < at; i++) {
                    char c = nodes.chars[i];
                    out.append(c >= '0' && c <= '9' ? '0' : c);
                }
            }
        }
        out.append('\n');
    }

    /** What only a few elements have. */
    private void keys(List<RowColumns.Column> columns) {
        Rule rule = new Rule();
        for (RowColumns.Column column : columns) {
            if (column.count() <= rare()) {
                for (int row = 0; row < elements.length; row++) {
                    if (column.nodes()[row] >= 0) {
                        rule.keep(row);
                    }
                }
            }
        }
    }

    /** Where elements of another kind begin, in arrays that mix objects, strings and numbers. */
    private void shapes() {
        Rule rule = new Rule();
        for (int row = 1; row < elements.length; row++) {
            if (nodes.kind(elements[row]) != nodes.kind(elements[row - 1])) {
                rule.keep(row);
            }
        }
    }

    /** Rare values of a column that has few different ones. */
    private void categories(RowColumns.Column column) {
        Map<String, Integer> counts = new HashMap<>();
        int most = Math.max(10, column.count() / 20);
        for (int node : column.nodes()) {
            if (node >= 0) {
                if (nodes.end(node) - nodes.start(node) > LONGEST_CATEGORY) {
                    return;
                }
                counts.merge(nodes.kind(node) + nodes.text(node), 1, Integer::sum);
                if (counts.size() > most) {
                    return;
                }
            }
        }
        steps.add(column.count() * 4L);
        Rule rule = new Rule();
        for (int row = 0; row < elements.length; row++) {
            int node = column.nodes()[row];
            if (node >= 0 && counts.get(nodes.kind(node) + nodes.text(node)) <= rare()) {
                rule.keep(row);
            }
        }
    }

    /** Numbers far from all others, by the median absolute deviation, which a few of them do not move. */
    private void numbers(RowColumns.Column column) {
        int[] rows = IntStream.range(0, elements.length)
                .filter(row -> column.nodes()[row] >= 0 && nodes.kind(column.nodes()[row]) == JsonNodes.NUMBER)
                .toArray();
        if (rows.length < FEWEST_FOR_STATISTICS || rows.length * 2 < column.count()) {
            return;
        }
        steps.add(rows.length * 16L);
        double[] values = IntStream.of(rows)
                .mapToDouble(row -> Double.parseDouble(nodes.text(column.nodes()[row])))
                .toArray();
        double median = Statistics.median(values);
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - median);
        }
        double limit = DEVIATIONS * Statistics.median(distances);
        if (!(limit > 0)) {
            return;
        }
        Rule rule = new Rule();
        IntStream.range(0, rows.length)
                .filter(i -> distances[i] > limit)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -distances[i]).thenComparing(i -> i))
                .forEach(i -> rule.keep(rows[i]));
    }

    private int rare() {
        return Math.max(1, (int) (elements.length * RARE));
    }

    /** A rule that may keep so many elements and no more: what is out of the ordinary is rare. */
    private final class Rule {
        private int left = Math.max(MOST_OF_A_RULE, (int) (elements.length * SHARE_OF_A_RULE));

        private void keep(int row) {
            if (left > 0 && worth[row] < SINGULAR) {
                left--;
                raise(row, SINGULAR);
            }
        }
    }

    /** Simple statistics, the same on every machine. */
    static final class Statistics {
        private Statistics() {}

        static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
