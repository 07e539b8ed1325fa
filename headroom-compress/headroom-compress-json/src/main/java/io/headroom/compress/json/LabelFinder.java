package io.headroom.compress.json;

import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds patterns that the strings of a column share, and long strings that repeat, where a label for them pays. */
final class LabelFinder {
    private static final int SHORTEST = 8;
    private static final int FEWEST_REPEATS = 2;
    private static final int LEAST_SAVED = 3;
    private static final int UNIQUE_SAMPLE = 256;

    private final JsonNodes nodes;
    private final Steps steps;
    private final PatternMiner miner;

    LabelFinder(JsonNodes nodes, Steps steps, PatternMiner miner) {
        this.nodes = nodes;
        this.steps = steps;
        this.miner = miner;
    }

    /**
     * Labelled cells and what they save.
     *
     * @param form the cells
     * @param saved estimated tokens saved against plain cells, the pattern lines paid
     * @param times how many cells are the label of a date and a time
     */
    record Found(LabeledCells form, long saved, long times) {}

    /** Tries a column of strings and nulls. At most {@code room} labels are given. */
    Optional<Found> find(int[] values, int room) {
        if (looksUnique(values)) {
            return Optional.empty();
        }
        DistinctValues distinct = new DistinctValues(nodes, values);
        Candidate[] candidateOf = new Candidate[distinct.size()];
        String[] fillings = new String[distinct.size()];
        int[] cost = new int[distinct.size()];
        long words = 0;
        for (int d = 0; d < cost.length; d++) {
            int node = distinct.node(d);
            cost[d] = Estimate.of(nodes.chars, nodes.start(node), nodes.end(node));
            words += hasSpace(node) ? 1 : 0;
            steps.add(nodes.end(node) - nodes.start(node));
        }
        if (words * 2 > cost.length && cost.length >= 3) {
            mine(distinct, cost, candidateOf, fillings);
        }
        if (words * 4 < cost.length) {
            new PrefixFamilies(nodes, distinct).find(cost, candidateOf, fillings);
        }
        dropUnpaid(candidateOf);
        repeat(distinct, cost, candidateOf, fillings);
        dropUnpaid(candidateOf);
        return assemble(values, distinct, candidateOf, fillings, room);
    }

    /** A pattern or a repeated string before it has a label. */
    static final class Candidate {
        final String notation;
        long saved;
        int label = -1;

        Candidate(String notation) {
            this.notation = notation;
            this.saved = -Estimate.of(notation) - 3L;
        }
    }

    private void mine(DistinctValues distinct, int[] cost, Candidate[] candidateOf, String[] fillings) {
        List<String> lines = new ArrayList<>(cost.length);
        for (int d = 0; d < cost.length; d++) {
            lines.add(nodes.text(distinct.node(d)));
        }
        Patterns patterns = miner.mine(lines);
        Candidate[] candidates = new Candidate[patterns.templates().size()];
        for (int t = 0; t < candidates.length; t++) {
            candidates[t] = new Candidate(patterns.templates().get(t).notation());
        }
        for (int d = 0; d < cost.length; d++) {
            Patterns.Line line = patterns.lines().get(d);
            if (line.template() < 0) {
                continue;
            }
            StringBuilder filling = new StringBuilder();
            line.values().forEach(value -> filling.append(' ').append(value));
            if (isClean(filling)) {
                candidateOf[d] = candidates[line.template()];
                fillings[d] = filling.toString();
                long saved = cost[d] - 1L - Estimate.of(fillings[d]);
                candidateOf[d].saved += saved * distinct.count(d);
            }
        }
    }

    private static void dropUnpaid(Candidate[] candidateOf) {
        for (int d = 0; d < candidateOf.length; d++) {
            if (candidateOf[d] != null && candidateOf[d].saved <= 0) {
                candidateOf[d] = null;
            }
        }
    }

    private static boolean isClean(CharSequence filling) {
        for (int i = 0; i < filling.length(); i++) {
            if (filling.charAt(i) < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Gives a label of its own to a string that repeats so often that this saves more than a pattern for it. */
    private void repeat(DistinctValues distinct, int[] cost, Candidate[] candidateOf, String[] fillings) {
        for (int d = 0; d < cost.length; d++) {
            int node = distinct.node(d);
            int count = distinct.count(d);
            if (count < FEWEST_REPEATS || nodes.end(node) - nodes.start(node) < SHORTEST || cost[d] < 3) {
                continue;
            }
            long saved = (cost[d] - 1L) * count - cost[d] - 3;
            Candidate pattern = candidateOf[d];
            long savedByPattern = pattern == null ? 0 : (cost[d] - 1L - Estimate.of(fillings[d])) * count;
            if (saved > Math.max(savedByPattern, LEAST_SAVED)) {
                if (pattern != null) {
                    pattern.saved -= savedByPattern;
                }
                Template literal = new Template(List.of(new Template.Literal(nodes.text(node))));
                candidateOf[d] = new Candidate(literal.notation());
                candidateOf[d].saved = saved;
                fillings[d] = "";
            }
        }
    }

    private Optional<Found> assemble(
            int[] values, DistinctValues distinct, Candidate[] candidateOf, String[] fillings, int room) {
        List<String> notations = new ArrayList<>();
        int[] labelOf = new int[distinct.size()];
        Arrays.fill(labelOf, -1);
        long saved = 0;
        long times = 0;
        for (int d = 0; d < labelOf.length; d++) {
            Candidate candidate = candidateOf[d];
            if (candidate == null) {
                continue;
            }
            if (candidate.label < 0 && notations.size() < room) {
                candidate.label = notations.size();
                notations.add(candidate.notation);
                saved += candidate.saved;
            }
            labelOf[d] = candidate.label;
            times += candidate.label >= 0 && PrefixFamilies.isDate(candidate.notation) ? distinct.count(d) : 0;
        }
        return notations.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(
                        new LabeledCells(nodes, values, distinct.ofRow(), labelOf, fillings, notations), saved, times));
    }

    /** Whether the first many strings are all different words without parts, as hashes are. They are not looked at again. */
    private boolean looksUnique(int[] values) {
        if (values.length < UNIQUE_SAMPLE) {
            return false;
        }
        int[] sample = Arrays.copyOf(values, UNIQUE_SAMPLE);
        for (int value : sample) {
            if (value < 0 || nodes.kind(value) != JsonNodes.STRING) {
                return false;
            }
            for (int i = nodes.start(value); i < nodes.end(value); i++) {
                if (!Estimate.inRun(nodes.chars[i])) {
                    return false;
                }
            }
        }
        return new DistinctValues(nodes, sample).size() == UNIQUE_SAMPLE;
    }

    private boolean hasSpace(int node) {
        for (int i = nodes.start(node); i < nodes.end(node); i++) {
            if (nodes.chars[i] == ' ') {
                return true;
            }
        }
        return false;
    }
}
