package io.headroom.compress.pattern;

import org.jspecify.annotations.Nullable;

/** Finds the shape that the words of one column share, in a set of lines. */
final class WordShapes {
    private final WordTable table;
    private final int[] lines;

    WordShapes(WordTable table, int[] lines) {
        this.table = table;
        this.lines = lines;
    }

    WordShape of(int word) {
        int start = table.wordStart(lines[0], word);
        int end = table.wordEnd(lines[0], word);
        Affixes whole = new Affixes(table.text, start, end);
        for (int i = 1; i < lines.length; i++) {
            whole.add(table.wordStart(lines[i], word), table.wordEnd(lines[i], word));
        }
        if (whole.equal()) {
            return WordShape.literal();
        }
        Affixes[] runs = runs(word, start, end);
        return runs == null ? WordShape.affixes(whole.before(), whole.after()) : ofRuns(runs);
    }

    /** What each run of letters and digits has in common, or null if the words differ in their punctuation. */
    private Affixes @Nullable [] runs(int word, int start, int end) {
        int count = Runs.count(table.text, start, end);
        if (count < 2) {
            return null;
        }
        Affixes[] runs = new Affixes[count];
        int[] ends = new int[count];
        int at = start;
        for (int run = 0; run < count; run++) {
            ends[run] = Runs.end(table.text, at, end);
            runs[run] = new Affixes(table.text, at, ends[run]);
            at = ends[run];
        }
        for (int i = 1; i < lines.length; i++) {
            if (!addRuns(runs, ends, start, table.wordStart(lines[i], word), table.wordEnd(lines[i], word))) {
                return null;
            }
        }
        return runs;
    }

    private boolean addRuns(Affixes[] runs, int[] ends, int refStart, int start, int end) {
        int at = start;
        int refAt = refStart;
        for (int run = 0; run < runs.length; run++) {
            if (at == end) {
                return false;
            }
            int runEnd = Runs.end(table.text, at, end);
            boolean wordlike = CharKind.isWordlike(table.text[at]);
            if (wordlike != CharKind.isWordlike(table.text[refAt])
                    || (!wordlike && !table.sameText(refAt, ends[run], at, runEnd))) {
                return false;
            }
            runs[run].add(at, runEnd);
            at = runEnd;
            refAt = ends[run];
        }
        return at == end;
    }

    private static WordShape ofRuns(Affixes[] runs) {
        int[] holes = new int[4 * runs.length];
        int size = 0;
        for (int run = 0; run < runs.length; run++) {
            if (runs[run].equal()) {
                continue;
            }
            int before = runs[run].before();
            // Two holes with nothing but punctuation between them cost no less than one, and read worse.
            boolean joins = size > 0
                    && before == 0
                    && holes[size - 1] == 0
                    && holes[size - 2] == run - 2
                    && !runs[run - 1].opensBracket();
            if (!joins) {
                holes[size] = run;
                holes[size + 1] = before;
                size += 4;
            }
            holes[size - 2] = run;
            holes[size - 1] = runs[run].after();
        }
        return new WordShape(true, java.util.Arrays.copyOf(holes, size));
    }
}
