package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.List;

/** Replaces a pattern by several that are closer to their lines, where that saves clearly more. */
final class Refinement {
    private static final int DEEPEST = 2;
    /** What a label costs a line that could have done without while all lines had one pattern. */
    private static final int LABEL_COST = 2;

    private final WordTable table;
    private final Savings savings;
    private final CompressionContext context;

    Refinement(WordTable table, Savings savings, CompressionContext context) {
        this.table = table;
        this.savings = savings;
        this.context = context;
    }

    List<Savings.Rated> refine(List<Savings.Rated> patterns) {
        List<Savings.Rated> refined = new ArrayList<>(patterns.size());
        for (Savings.Rated rated : patterns) {
            refined.addAll(refine(rated, 0));
        }
        return refined;
    }

    private List<Savings.Rated> refine(Savings.Rated rated, int depth) {
        int[] lines = rated.pattern().lines();
        if (depth == DEEPEST || rated.pattern().template().values() == 0) {
            return List.of(rated);
        }
        ColumnSplit split = new ColumnSplit(table, lines);
        ColumnSplit.Candidate best = null;
        long most = savings.saving(rated.pattern(), lines.length) * 101 / 100;
        for (ColumnSplit.Candidate candidate : split.candidates()) {
            long saving = saving(split, candidate, lines.length);
            if (saving > most) {
                most = saving;
                best = candidate;
            }
        }
        if (best == null) {
            return List.of(rated);
        }
        List<Savings.Rated> refined = new ArrayList<>();
        for (int[] part : split.split(best)) {
            for (Savings.Rated piece : savings.paying(Derivation.of(table, part, context))) {
                refined.addAll(refine(piece, depth + 1));
            }
        }
        return refined;
    }

    /** What the patterns of the classes would save, scaled from the sample to all lines. */
    private long saving(ColumnSplit split, ColumnSplit.Candidate candidate, int count) {
        int sampled = split.sample().length;
        boolean most = 3L * count >= table.lines();
        long saving = 0;
        int largest = 0;
        for (int[] part : split.splitSample(candidate)) {
            largest = Math.max(largest, part.length);
            for (LinePattern pattern : Derivation.of(table, part, context)) {
                int lines = pattern.lines().length;
                saving += Math.max(0, savings.saving(pattern, (int) ((long) lines * count / sampled)));
            }
        }
        return most ? saving - (long) LABEL_COST * (sampled - largest) * count / sampled : saving;
    }
}
