package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Lines whose values stand out: words that at most one line in a hundred has, and numbers that are further from the median than eight
 * times the median absolute deviation (Leys et al., 2013). A rule that would call many lines odd calls none odd.
 */
final class Anomalies {
    private static final int LINES_PER_LOOK = 512;
    private static final int FEWEST_LINES = 50;
    private static final int MOST_WORDS = 20;
    private static final int DEVIATIONS = 8;
    private static final int LEAST_MOST = 5;

    private final Analysis analysis;
    private final int most;
    private final CompressionContext context;
    private final TreeSet<Integer> found = new TreeSet<>();

    private Anomalies(Analysis analysis, int lines, CompressionContext context) {
        this.analysis = analysis;
        this.context = context;
        this.most = Math.max(LEAST_MOST, lines / 50);
    }

    /** The odd lines, in order. */
    static List<Integer> of(TextLines lines, Analysis analysis, CompressionContext context) {
        Anomalies anomalies = new Anomalies(analysis, lines.size(), context);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (analysis.template(i) >= 0) {
                groups.computeIfAbsent(analysis.template(i), key -> new ArrayList<>())
                        .add(i);
            }
        }
        for (List<Integer> group : groups.values()) {
            int columns = analysis.values(group.get(0)).size();
            for (int column = 0; column < columns && group.size() >= FEWEST_LINES; column++) {
                context.checkpoint(4L * group.size());
                anomalies.column(group, column);
            }
        }
        return List.copyOf(anomalies.found);
    }

    /** The number that a value is, if it is one. */
    static OptionalDouble number(String value) {
        if (value.isEmpty() || value.length() > 15) {
            return OptionalDouble.empty();
        }
        int dots = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            dots += c == '.' ? 1 : 0;
            boolean sign = c == '-' && i == 0 && value.length() > 1;
            if (!sign && c != '.' && (c < '0' || c > '9')) {
                return OptionalDouble.empty();
            }
        }
        boolean number = dots <= 1 && !value.endsWith(".") && !value.startsWith(".") && !value.startsWith("-.");
        return number ? OptionalDouble.of(Double.parseDouble(value)) : OptionalDouble.empty();
    }

    private void column(List<Integer> group, int column) {
        Map<String, Integer> words = new HashMap<>();
        double[] numbers = new double[group.size()];
        boolean numeric = true;
        for (int i = 0; i < numbers.length; i++) {
            look(i);
            String value = analysis.values(group.get(i)).get(column);
            if (words.size() <= MOST_WORDS) {
                words.merge(value, 1, Integer::sum);
            }
            OptionalDouble number = numeric ? number(value) : OptionalDouble.empty();
            numeric &= number.isPresent();
            numbers[i] = number.orElse(0);
        }
        if (words.size() <= MOST_WORDS) {
            rareWords(group, column, words);
        } else if (numeric) {
            outliers(group, numbers);
        }
    }

    private void rareWords(List<Integer> group, int column, Map<String, Integer> words) {
        List<Integer> rare = new ArrayList<>();
        for (int line : group) {
            look(line);
            if (100L * words.get(analysis.values(line).get(column)) <= group.size()) {
                rare.add(line);
            }
        }
        add(rare);
    }

    private void outliers(List<Integer> group, double[] numbers) {
        double median = median(numbers.clone());
        context.checkpoint(0);
        double[] distances = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            distances[i] = Math.abs(numbers[i] - median);
        }
        double deviation = median(distances.clone());
        context.checkpoint(0);
        List<Integer> far = new ArrayList<>();
        for (int i = 0; i < numbers.length && deviation > 0; i++) {
            if (distances[i] > DEVIATIONS * deviation) {
                far.add(group.get(i));
            }
        }
        add(far);
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        return numbers[numbers.length / 2];
    }

    /** Looks at the time now and then; a pattern may have a hundred thousand lines. */
    private void look(int line) {
        if (line % LINES_PER_LOOK == 0) {
            context.checkpoint(0);
        }
    }

    private void add(List<Integer> odd) {
        if (odd.size() <= most) {
            found.addAll(odd);
        }
    }
}
