package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the few rows without which columns would be the same in all others, such as the two pods of a hundred that do not run. Where that
 * is smaller, they stand as lines of the text, and the header says once what the others have in common.
 */
final class RareRows {
    /** At most one row in this many. */
    private static final int RARE = 20;
    /** What a line costs besides its own characters: a mark and quotes. */
    private static final int MARKS = 3;

    private final JsonNodes nodes;
    private final Steps steps;
    private final int[] lineStarts;
    private final int[] lineEnds;

    /**
     * @param lineStarts for each row where its line starts
     * @param lineEnds for each row where its line ends
     */
    RareRows(JsonNodes nodes, Steps steps, int[] lineStarts, int[] lineEnds) {
        this.nodes = nodes;
        this.steps = steps;
        this.lineStarts = lineStarts;
        this.lineEnds = lineEnds;
    }

    /** Columns that nearly all rows share, with the rows that do not. */
    private record Nearly(long saved, BitSet others) {}

    /** The rows to show as lines, out of the first {@code rows}. */
    BitSet find(List<int[]> columns, int rows) {
        List<Nearly> candidates = new ArrayList<>();
        for (int[] column : columns) {
            nearlyConstant(column, rows, candidates);
        }
        candidates.sort(Comparator.comparingInt(nearly -> nearly.others().cardinality()));
        BitSet rare = new BitSet();
        for (Nearly nearly : candidates) {
            BitSet more = (BitSet) nearly.others().clone();
            more.andNot(rare);
            long cost = more.stream()
                    .mapToLong(row -> Estimate.of(nodes.chars, lineStarts[row], lineEnds[row]) + MARKS)
                    .sum();
            if (cost < nearly.saved() && (rare.cardinality() + more.cardinality()) * RARE <= rows) {
                rare.or(more);
            }
        }
        return rare;
    }

    private void nearlyConstant(int[] column, int rows, List<Nearly> to) {
        int value = majority(column, rows);
        steps.add(2L * rows);
        if (value < 0) {
            return;
        }
        BitSet others = new BitSet();
        int limit = rows / RARE;
        int count = 0;
        for (int row = 0; row < rows && count <= limit; row++) {
            if (column[row] < 0 || !nodes.sameText(value, column[row])) {
                others.set(row);
                count++;
            }
        }
        if (count > 0 && count <= limit) {
            long each = Math.max(1, Estimate.of(nodes.chars, nodes.start(value), nodes.end(value)));
            to.add(new Nearly(each * (rows - count), others));
        }
    }

    /** The value that most rows have, if any has. See Boyer and Moore, MJRTY: A Fast Majority Vote Algorithm, 1981. */
    private int majority(int[] column, int rows) {
        int candidate = -1;
        int votes = 0;
        for (int row = 0; row < rows; row++) {
            int value = column[row];
            if (votes == 0) {
                candidate = value;
            }
            boolean same = value == candidate || (value >= 0 && candidate >= 0 && nodes.sameText(candidate, value));
            votes += same ? 1 : -1;
        }
        return candidate;
    }
}
