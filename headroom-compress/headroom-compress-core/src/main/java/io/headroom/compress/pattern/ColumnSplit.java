package io.headroom.compress.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds columns by which the lines of a pattern could be split into a few patterns with more text and fewer values: a column of few
 * words, such as a level, or of words with few different starts and endings, such as file names. Looks at an even sample of the lines.
 */
final class ColumnSplit {
    static final int FEWEST_LINES = 8;
    private static final int SAMPLE = 256;
    private static final int MOST_CLASSES = 6;
    private static final int LEAST_PERCENT = 10;
    private static final int MOST_CANDIDATES = 3;

    private final WordTable table;
    private final int[] lines;
    private final int[] sample;

    ColumnSplit(WordTable table, int[] lines) {
        this.table = table;
        this.lines = lines;
        this.sample = sample(lines);
    }

    /** How the words of a column are told apart. */
    private enum Key {
        WORD,
        ENDS
    }

    /**
     * A way to split.
     *
     * @param word the column
     * @param key how its words are told apart
     * @param classes the hashes of the words that get a pattern of their own; all others stay together
     */
    record Candidate(int word, Key key, int[] classes) {}

    /** The most promising candidates: those whose classes leave the fewest lines over. */
    List<Candidate> candidates() {
        if (lines.length < FEWEST_LINES) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<Candidate, Integer> covered = new LinkedHashMap<>();
        for (int word = 0; word < table.words(lines[0]); word++) {
            if (!hasOneMask(word)) {
                for (Key key : Key.values()) {
                    Candidate candidate = candidate(word, key, covered);
                    if (candidate != null) {
                        candidates.add(candidate);
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingInt(candidate -> -covered.getOrDefault(candidate, 0)));
        return candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
    }

    /** The lines of each class, and those that are left over. */
    List<int[]> split(Candidate candidate) {
        return split(candidate, lines);
    }

    /** As {@link #split}, of the sample alone. */
    List<int[]> splitSample(Candidate candidate) {
        return split(candidate, sample);
    }

    int[] sample() {
        return sample;
    }

    private List<int[]> split(Candidate candidate, int[] from) {
        int[] classOf = new int[from.length];
        int[] sizes = new int[candidate.classes().length + 1];
        for (int i = 0; i < from.length; i++) {
            int key = key(from[i], candidate.word(), candidate.key());
            int number = 0;
            while (number < candidate.classes().length && candidate.classes()[number] != key) {
                number++;
            }
            classOf[i] = number;
            sizes[number]++;
        }
        List<int[]> parts = new ArrayList<>();
        for (int number = 0; number < sizes.length; number++) {
            int[] part = new int[sizes[number]];
            int at = 0;
            for (int i = 0; i < from.length; i++) {
                if (classOf[i] == number) {
                    part[at++] = from[i];
                }
            }
            if (part.length > 0) {
                parts.add(part);
            }
        }
        return parts;
    }

    private boolean hasOneMask(int word) {
        int mask = table.wordMask(sample[0], word);
        for (int line : sample) {
            if (table.wordMask(line, word) != mask) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Candidate candidate(int word, Key key, Map<Candidate, Integer> covered) {
        int[] keys = new int[sample.length];
        for (int i = 0; i < sample.length; i++) {
            keys[i] = key(sample[i], word, key);
        }
        Arrays.sort(keys);
        int least = Math.max(3, sample.length * LEAST_PERCENT / 100);
        int[] classes = new int[MOST_CLASSES + 1];
        int count = 0;
        int lines = 0;
        int from = 0;
        for (int i = 1; i <= keys.length; i++) {
            if (i == keys.length || keys[i] != keys[from]) {
                if (i - from >= least && i - from < keys.length && count <= MOST_CLASSES) {
                    classes[count++] = keys[from];
                    lines += i - from;
                }
                from = i;
            }
        }
        if (count == 0 || count > MOST_CLASSES) {
            return null;
        }
        Candidate candidate = new Candidate(word, key, Arrays.copyOf(classes, count));
        covered.put(candidate, lines);
        return candidate;
    }

    private int key(int line, int word, Key key) {
        return key == Key.WORD
                ? table.wordMask(line, word)
                : ends(table.wordStart(line, word), table.wordEnd(line, word));
    }

    /** A hash of the letters at the start of a word and of those at its end. */
    private int ends(int start, int end) {
        int hash = 7;
        int at = start;
        while (at < end && CharKind.isLetter(table.text[at])) {
            hash = hash * 31 + table.text[at++];
        }
        hash = hash * 31 + 1;
        for (int last = end; last > at && CharKind.isLetter(table.text[last - 1]); last--) {
            hash = hash * 31 + table.text[last - 1];
        }
        return hash;
    }

    private static int[] sample(int[] lines) {
        if (lines.length <= SAMPLE) {
            return lines;
        }
        int[] sample = new int[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = lines[(int) ((long) i * lines.length / SAMPLE)];
        }
        return sample;
    }
}
