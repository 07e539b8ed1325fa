package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds records: patterns that follow one another nearly always, such as a log line and its trace. Pairs of neighbours are joined
 * round by round, as in the Re-Pair grammar (Larsson and Moffat, 1999), but only where one of the two hardly comes without the other;
 * each round is linear, and records double their length in a round.
 */
final class RecordMerger {
    private static final int LONGEST = 40;
    private static final int ROUNDS = 12;
    private static final int ALWAYS_PERCENT = 90;

    private final CompressionContext context;
    private final List<int[]> members = new ArrayList<>();
    private final List<Integer> costs = new ArrayList<>();
    private int[] symbols;
    private int[] firsts;
    private final boolean[] breakBefore;

    /**
     * Starts with one symbol a line.
     *
     * @param symbols the pattern of each line, or -1
     * @param costs what each pattern costs to write
     * @param breakBefore lines that do not belong to the line before
     */
    RecordMerger(int[] symbols, int[] costs, boolean[] breakBefore, CompressionContext context) {
        this.symbols = symbols.clone();
        this.breakBefore = breakBefore;
        this.context = context;
        this.firsts = new int[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            firsts[i] = i;
        }
        for (int i = 0; i < costs.length; i++) {
            members.add(new int[] {i});
            this.costs.add(costs[i]);
        }
    }

    /**
     * Some lines in a row.
     *
     * @param first the first line
     * @param symbol the number of its record, or -1
     */
    record Piece(int first, int symbol) {}

    /** Joins what belongs together; afterwards {@link #patterns} tells what the symbols stand for. */
    List<Piece> merge() {
        for (int round = 0; round < ROUNDS && mergeOnce(); round++) {
            context.checkpoint(4L * symbols.length);
        }
        List<Piece> pieces = new ArrayList<>(symbols.length);
        for (int i = 0; i < symbols.length; i++) {
            pieces.add(new Piece(firsts[i], symbols[i]));
        }
        return pieces;
    }

    /** The patterns of the lines of a record. */
    int[] patterns(int symbol) {
        return members.get(symbol);
    }

    private static final class Pair {
        private final int left;
        private final int right;
        private final int first;
        private int count;

        Pair(int left, int right, int first) {
            this.left = left;
            this.right = right;
            this.first = first;
        }
    }

    private boolean mergeOnce() {
        Map<Long, Integer> chosen = choose();
        if (chosen.isEmpty()) {
            return false;
        }
        int size = 0;
        for (int i = 0; i < symbols.length; i++) {
            Integer joined = i + 1 < symbols.length && isPair(i) ? chosen.get(key(symbols[i], symbols[i + 1])) : null;
            firsts[size] = firsts[i];
            symbols[size++] = joined == null ? symbols[i] : joined;
            if (joined != null) {
                i++;
            }
        }
        symbols = Arrays.copyOf(symbols, size);
        firsts = Arrays.copyOf(firsts, size);
        return true;
    }

    private Map<Long, Integer> choose() {
        int[] uses = new int[members.size()];
        Map<Long, Pair> pairs = new HashMap<>();
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] >= 0) {
                uses[symbols[i]]++;
            }
            if (i + 1 < symbols.length && isPair(i)) {
                Pair pair = pairs.get(key(symbols[i], symbols[i + 1]));
                if (pair == null) {
                    pair = new Pair(symbols[i], symbols[i + 1], i);
                    pairs.put(key(symbols[i], symbols[i + 1]), pair);
                }
                pair.count++;
            }
        }
        List<Pair> ordered = new ArrayList<>(pairs.values());
        ordered.removeIf(pair -> !belongTogether(pair, uses));
        ordered.sort(Comparator.<Pair>comparingInt(pair -> -pair.count).thenComparingInt(pair -> pair.first));
        Map<Long, Integer> chosen = new HashMap<>();
        boolean[] taken = new boolean[uses.length];
        for (Pair pair : ordered) {
            if (!taken[pair.left] && !taken[pair.right]) {
                taken[pair.left] = true;
                taken[pair.right] = true;
                chosen.put(key(pair.left, pair.right), join(pair));
            }
        }
        return chosen;
    }

    private boolean isPair(int i) {
        return symbols[i] >= 0 && symbols[i + 1] >= 0 && symbols[i] != symbols[i + 1] && !breakBefore[firsts[i + 1]];
    }

    private boolean belongTogether(Pair pair, int[] uses) {
        if (pair.count < 2 || members.get(pair.left).length + members.get(pair.right).length > LONGEST) {
            return false;
        }
        boolean leftAlways = isAlways(pair.count, uses[pair.left]);
        boolean rightAlways = isAlways(pair.count, uses[pair.right]);
        if (leftAlways && rightAlways) {
            return true;
        }
        // One of them stays on its own as well, so its text is written twice: that must pay.
        int twice = (uses[pair.left] > pair.count ? costs.get(pair.left) : 0)
                + (uses[pair.right] > pair.count ? costs.get(pair.right) : 0);
        return (leftAlways || rightAlways) && 2 * pair.count > twice;
    }

    private static boolean isAlways(int count, int uses) {
        return 100L * count >= (long) ALWAYS_PERCENT * uses;
    }

    private int join(Pair pair) {
        int[] left = members.get(pair.left);
        int[] right = members.get(pair.right);
        int[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        members.add(both);
        costs.add(costs.get(pair.left) + costs.get(pair.right));
        return members.size() - 1;
    }

    private static Long key(int left, int right) {
        return (long) left << 32 | right;
    }
}
