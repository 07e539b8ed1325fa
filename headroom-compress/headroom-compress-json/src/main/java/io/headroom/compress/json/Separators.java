package io.headroom.compress.json;

/**
 * The separators of cells, in the order in which they are preferred, and how line 1 names them. A space is cheaper than the others,
 * because vocabularies join it to the word behind it, but strings with spaces need quotes then and missing cells a mark; so it is chosen
 * for long tables in which it saves much more than that.
 */
final class Separators {
    /** What stands for a missing cell between cells that are separated by spaces. */
    static final char NO_CELL = '-';

    static final char SPACE = ' ';
    private static final String CANDIDATES = ",|\t";
    /** Tokens that spaces must save before a table differs from what readers know best. */
    private static final int LEAST_SAVED = 64;

    private final int[] quoted = new int[CANDIDATES.length()];
    private int spaced;
    private int words;
    private int quotes;
    private int marks;
    private boolean first;

    static String note(char separator) {
        return switch (separator) {
            case ',' -> "";
            case '\t' -> " by tab";
            case SPACE -> " by space";
            default -> " by " + separator;
        };
    }

    /** What stands between the columns of a header: constants hold spaces, so a space never does. */
    static char ofHeader(char separator) {
        return separator == SPACE ? ',' : separator;
    }

    /** Starts a column; before the cells of the first one stands no separator. */
    void column(boolean isFirst) {
        first = isFirst;
    }

    /** Counts a cell for each candidate that it holds; a tab is quoted in any case, so it never counts. */
    void cell(char[] chars, int from, int to) {
        boolean space = count(chars, from, to);
        spaced += space ? 1 : 0;
        word(to - from > 1 && Estimate.isLetter(chars[from]) && Estimate.isLetter(chars[from + 1]));
    }

    /** As {@link #cell}, for a column of all types: what reads like a literal is quoted. */
    void typedCell(char[] chars, int from, int to) {
        cell(chars, from, to);
        quotes += !first && (from == to || JsonSyntax.isLiteral(chars, from, to)) ? 1 : 0;
    }

    /** Counts a cell of a label and what fills its pattern; its spaces are told by the pattern. */
    void labelled(String label, String filling) {
        char[] chars = filling.toCharArray();
        count(chars, 0, chars.length);
        word(label.length() > 1);
    }

    /** Counts missing cells with others behind them, which two commas say with one token. */
    void missing(int cells) {
        marks += cells;
    }

    private boolean count(char[] chars, int from, int to) {
        boolean comma = false;
        boolean bar = false;
        boolean space = false;
        for (int i = from; i < to; i++) {
            comma |= chars[i] == ',';
            bar |= chars[i] == '|';
            space |= chars[i] == SPACE;
        }
        quoted[0] += comma ? 1 : 0;
        quoted[1] += bar ? 1 : 0;
        return space;
    }

    /** A single letter shares a token with any separator, a word only with a space, a quote also with a comma. */
    private void word(boolean isWord) {
        words += isWord && !first ? 1 : 0;
    }

    /** The separator with the fewest quoted cells, or a space where it saves enough. */
    char best() {
        int best = 0;
        for (int i = 1; i < quoted.length; i++) {
            best = quoted[i] < quoted[best] ? i : best;
        }
        int joined = words + (best == 0 ? 0 : quotes);
        int saved = joined - marks - 2 * Math.max(0, spaced - quoted[best]);
        return saved >= LEAST_SAVED ? SPACE : CANDIDATES.charAt(best);
    }
}
