package io.headroom.compress.pattern;

/**
 * What the words of one column have in common: nothing but literal text, or holes. A hole is told by the runs of the word in which it
 * starts and ends, and how many characters of those runs stay outside; a run is a longest piece of letters and digits, or of
 * punctuation. A shape that does not look at runs has one hole, with the whole word as its one run.
 *
 * @param byRuns whether runs are looked at
 * @param holes four numbers a hole: first run, characters outside before, last run, characters outside after
 */
record WordShape(boolean byRuns, int[] holes) {
    private static final WordShape LITERAL = new WordShape(false, new int[0]);

    static WordShape literal() {
        return LITERAL;
    }

    static WordShape affixes(int before, int after) {
        return new WordShape(false, new int[] {0, before, 0, after});
    }

    int count() {
        return holes.length / 4;
    }

    /** One hole from the start of the word to the end of the last hole, as an aligned column needs it. */
    WordShape openAtStart() {
        return new WordShape(byRuns, new int[] {0, 0, holes[holes.length - 2], holes[holes.length - 1]});
    }

    /**
     * Finds the holes in a word.
     *
     * @param spans receives start and end of each hole
     */
    void locate(char[] text, int start, int end, int[] spans) {
        if (!byRuns) {
            if (holes.length > 0) {
                spans[0] = start + holes[1];
                spans[1] = end - holes[3];
            }
            return;
        }
        int run = 0;
        int runStart = start;
        int hole = 0;
        while (hole < count()) {
            int runEnd = Runs.end(text, runStart, end);
            if (holes[4 * hole] == run) {
                spans[2 * hole] = runStart + holes[4 * hole + 1];
            }
            if (holes[4 * hole + 2] == run) {
                spans[2 * hole + 1] = runEnd - holes[4 * hole + 3];
                hole++;
            }
            run++;
            runStart = runEnd;
        }
    }
}
