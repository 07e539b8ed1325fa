package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins groups that differ in some words. As in Drain (He et al., "Drain: An Online Log Parsing Approach with Fixed Depth Tree", 2017),
 * only lines with the same number of words are compared, and a share of the words must agree; unlike there the largest groups come
 * first, so that the order of lines decides nothing but ties. Each group is compared with a bounded number of clusters.
 */
final class Clusters {
    private static final int MOST_COMPARED = 48;
    private static final int AGREEING_PERCENT = 60;

    private final WordTable table;
    private final CompressionContext context;
    private long compared;

    Clusters(WordTable table, CompressionContext context) {
        this.table = table;
        this.context = context;
    }

    /** Groups that belong together, the largest first; in each the seed first. */
    List<List<int[]>> join(List<int[]> groups) {
        List<int[]> ordered = new ArrayList<>(groups);
        ordered.sort(Comparator.<int[]>comparingInt(group -> -group.length).thenComparingInt(group -> group[0]));
        Map<Integer, List<List<int[]>>> byWords = new HashMap<>();
        List<List<int[]>> clusters = new ArrayList<>();
        for (int[] group : ordered) {
            List<List<int[]>> sameLength = byWords.computeIfAbsent(table.words(group[0]), n -> new ArrayList<>());
            List<int[]> home = homeOf(group, sameLength);
            if (home == null) {
                home = new ArrayList<>();
                clusters.add(home);
                if (sameLength.size() < MOST_COMPARED) {
                    sameLength.add(home);
                }
            }
            home.add(group);
        }
        return clusters;
    }

    private @org.jspecify.annotations.Nullable List<int[]> homeOf(int[] group, List<List<int[]>> clusters) {
        int words = table.words(group[0]);
        if (words < 2) {
            return null;
        }
        List<int[]> best = null;
        int most = 0;
        compared = 0;
        for (List<int[]> cluster : clusters) {
            int agreeing = agreeing(group[0], cluster.get(0)[0], words);
            if (agreeing > most) {
                most = agreeing;
                best = cluster;
            }
        }
        context.checkpoint(compared);
        return best;
    }

    /** How many words agree; 0 if too few do, or if no literal word is among them. */
    private int agreeing(int line, int other, int words) {
        int differing = words - (words * AGREEING_PERCENT + 99) / 100;
        boolean literal = false;
        int agreeing = 0;
        for (int word = 0; word < words; word++) {
            compared++;
            if (table.wordMask(line, word) == table.wordMask(other, word)) {
                agreeing++;
                literal = literal || sameLiteral(line, other, word);
            } else if (--differing < 0) {
                return 0;
            }
        }
        return literal ? agreeing : 0;
    }

    private boolean sameLiteral(int line, int other, int word) {
        int start = table.wordStart(line, word);
        int end = table.wordEnd(line, word);
        return end - start > 1
                && hasWordlike(start, end)
                && table.sameText(start, end, table.wordStart(other, word), table.wordEnd(other, word));
    }

    private boolean hasWordlike(int start, int end) {
        for (int i = start; i < end; i++) {
            if (CharKind.isWordlike(table.text[i])) {
                return true;
            }
        }
        return false;
    }
}
