package io.headroom.compress.json;

/** The separators of cells, in the order in which they are preferred, and how line 1 names them. */
final class Separators {
    static final String CANDIDATES = ",|\t";

    private Separators() {}

    static String note(char separator) {
        return switch (separator) {
            case ',' -> "";
            case '\t' -> " by tab";
            default -> " by " + separator;
        };
    }

    static char best(int[] found) {
        int best = 0;
        for (int i = 1; i < found.length; i++) {
            best = found[i] < found[best] ? i : best;
        }
        return CANDIDATES.charAt(best);
    }

    /** Counts a cell for each candidate that it holds; a tab is quoted in any case, so it never counts. */
    static void survey(char[] chars, int from, int to, int[] found) {
        boolean comma = false;
        boolean bar = false;
        for (int i = from; i < to; i++) {
            comma |= chars[i] == ',';
            bar |= chars[i] == '|';
        }
        found[0] += comma ? 1 : 0;
        found[1] += bar ? 1 : 0;
    }
}
