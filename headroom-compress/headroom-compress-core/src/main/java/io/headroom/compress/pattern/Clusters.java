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
    /** Words of the same punctuation with so many first characters in common share a literal, too. */
    private static final int LITERAL_START = 4;
    /** Rows of a table may share no literal, but many columns. */
    private static final int ENOUGH_WITHOUT_LITERAL = 6;

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

    /**
     * How much lines agree: 2 for each word with the same mask, 1 for one with the same punctuation; 0 if that is too little, or if few
     * words agree and no literal word is among them.
     */
    private int agreeing(int line, int other, int words) {
        // A line of one word, a path perhaps, has but the start of that word to agree in.
        int spare = words == 1 ? 1 : 2 * words - (2 * words * AGREEING_PERCENT + 99) / 100;
        boolean literal = false;
        int same = 0;
        for (int word = 0; word < words; word++) {
            compared++;
            if (table.wordMask(line, word) == table.wordMask(other, word)) {
                same++;
                literal = literal || sameLiteral(line, other, word);
            } else {
                int shape = table.wordShape(line, word);
                boolean alike = shape != 0 && shape == table.wordShape(other, word);
                spare -= alike ? 1 : 2;
                if (spare < 0) {
                    return 0;
                }
                literal = literal || (alike && sameStart(line, other, word));
            }
        }
        if (!literal && same < ENOUGH_WITHOUT_LITERAL) {
            return 0;
        }
        // Of equally good homes, the one whose lines begin alike.
        return 1 + 2 * spare + (table.wordMask(line, 0) == table.wordMask(other, 0) ? 1 : 0);
    }

    private boolean sameLiteral(int line, int other, int word) {
        int start = table.wordStart(line, word);
        int end = table.wordEnd(line, word);
        if (end - start == 1 || table.wordIsName(line, word)) {
            return end - start > 1;
        }
        return isNumber(start, end)
                && table.sameText(start, end, table.wordStart(other, word), table.wordEnd(other, word));
    }

    private boolean sameStart(int line, int other, int word) {
        int start = table.wordStart(line, word);
        int otherStart = table.wordStart(other, word);
        int length = Math.min(table.wordEnd(line, word) - start, table.wordEnd(other, word) - otherStart);
        return length > LITERAL_START
                && table.sameText(start, start + LITERAL_START, otherStart, otherStart + LITERAL_START);
    }

    /** Whether a word is a number; one with letters as well, such as an id, is equal by chance. */
    private boolean isNumber(int start, int end) {
        boolean digit = false;
        for (int i = start; i < end; i++) {
            if (CharKind.isLetter(table.text[i])) {
                return false;
            }
            digit |= CharKind.isDigit(table.text[i]);
        }
        return digit;
    }
}
