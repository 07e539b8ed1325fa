package io.headroom.compress.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the gap before one word is made in a set of lines: the same text, or spaces of a left- or right-aligned column. Where no
 * kind explains all lines, it tells which lines most of them agree with.
 */
final class Gaps {
    private final WordTable table;
    private final int[] lines;

    Gaps(WordTable table, int[] lines) {
        this.table = table;
        this.lines = lines;
    }

    /** The gap before a word, or null if the lines do not agree. */
    @Nullable
    Gap before(int word) {
        if (allSame(word)) {
            return new Gap(Gap.Kind.SAME, 0, 0);
        }
        if (!allSpaces(word)) {
            return null;
        }
        for (Gap.Kind kind : new Gap.Kind[] {Gap.Kind.START, Gap.Kind.WIDTH, Gap.Kind.END}) {
            Gap gap = holdsForAll(word, kind);
            if (gap != null) {
                return gap;
            }
        }
        return null;
    }

    /** Whether all lines end with the same white space. */
    boolean sameTail() {
        for (int line : lines) {
            if (!sameAsFirst(line, tailStart(line), table.end(line), tailStart(lines[0]), table.end(lines[0]))) {
                return false;
            }
        }
        return true;
    }

    /** Which lines agree with most of the others about the gap before a word. */
    boolean[] majority(int word) {
        int[] best = new int[0];
        int most = 0;
        for (Gap.Kind kind : Gap.Kind.values()) {
            int[] measures = new int[lines.length];
            for (int i = 0; i < lines.length; i++) {
                measures[i] = measure(lines[i], word, kind);
            }
            int support = support(measures, mode(measures));
            if (support > most) {
                most = support;
                best = measures;
            }
        }
        return equalTo(best, mode(best));
    }

    /** Which lines have the tail that most lines have. */
    boolean[] majorityTail() {
        int[] measures = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            measures[i] = textHash(tailStart(lines[i]), table.end(lines[i]));
        }
        return equalTo(measures, mode(measures));
    }

    private int tailStart(int line) {
        return table.gapStart(line, table.words(line));
    }

    private boolean allSame(int word) {
        int start = table.gapStart(lines[0], word);
        int end = table.wordStart(lines[0], word);
        for (int line : lines) {
            if (!sameAsFirst(line, table.gapStart(line, word), table.wordStart(line, word), start, end)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameAsFirst(int line, int from, int to, int start, int end) {
        return line == lines[0] || (to - from == end - start && table.sameText(from, to, start, end));
    }

    private boolean allSpaces(int word) {
        for (int line : lines) {
            for (int at = table.gapStart(line, word); at < table.wordStart(line, word); at++) {
                if (table.text[at] != ' ') {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Gap holdsForAll(int word, Gap.Kind kind) {
        int measure = measure(lines[0], word, kind);
        int latestGap = 0;
        int earliestWord = Integer.MAX_VALUE;
        for (int line : lines) {
            if (measure(line, word, kind) != measure) {
                return null;
            }
            latestGap = Math.max(latestGap, table.gapStart(line, word) - table.start(line));
            earliestWord = Math.min(earliestWord, table.wordStart(line, word) - table.start(line));
        }
        return switch (kind) {
            case START -> new Gap(kind, measure, 0);
            case WIDTH -> new Gap(kind, 0, measure);
            case END -> latestGap <= earliestWord ? new Gap(kind, latestGap, measure - latestGap) : null;
            case SAME -> null;
        };
    }

    private int measure(int line, int word, Gap.Kind kind) {
        return switch (kind) {
            case SAME -> textHash(table.gapStart(line, word), table.wordStart(line, word));
            case START -> table.wordStart(line, word) - table.start(line);
            case WIDTH -> table.wordEnd(line, word) - table.gapStart(line, word);
            case END -> table.wordEnd(line, word) - table.start(line);
        };
    }

    private int textHash(int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + table.text[at];
        }
        return hash;
    }

    /** The most frequent number, the smallest of those that are equally frequent. */
    private static int mode(int[] measures) {
        int[] sorted = measures.clone();
        Arrays.sort(sorted);
        int mode = sorted[0];
        int longest = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                if (i - from > longest) {
                    longest = i - from;
                    mode = sorted[from];
                }
                from = i;
            }
        }
        return mode;
    }

    private static int support(int[] measures, int value) {
        int support = 0;
        for (int measure : measures) {
            if (measure == value) {
                support++;
            }
        }
        return support;
    }

    private static boolean[] equalTo(int[] measures, int value) {
        boolean[] equal = new boolean[measures.length];
        for (int i = 0; i < measures.length; i++) {
            equal[i] = measures[i] == value;
        }
        return equal;
    }
}
