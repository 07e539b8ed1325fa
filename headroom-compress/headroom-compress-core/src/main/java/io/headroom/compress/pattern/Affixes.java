package io.headroom.compress.pattern;

/**
 * The longest common start and end of some pieces of text, such that neither border lies within a run of letters or of digits and at
 * least one character of each piece remains between them. Pieces are added one by one.
 *
 * <p>The zeros of padded counters are the one exception: they may go to the common start, because they tell no two pieces apart.
 */
final class Affixes {
    private final char[] text;
    private final int start;
    private final int end;
    private int before;
    private int after;
    private int shortest;
    private int longest;
    /** What follows the common start, and precedes the common end, in any of the pieces. */
    private boolean letterNext;

    /** Whether all pieces are numbers of the same width that start with a zero. */
    private boolean padded;

    private boolean digitNext;
    private boolean letterLast;
    private boolean digitLast;

    /** Starts with one piece. */
    Affixes(char[] text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        before = end - start;
        after = before;
        shortest = before;
        longest = before;
        padded = isPadded(start, end);
    }

    void add(int from, int to) {
        shortest = Math.min(shortest, to - from);
        longest = Math.max(longest, to - from);
        padded = padded && to - from == end - start && isPadded(from, to);
        addStart(from, to);
        addEnd(from, to);
    }

    /** Whether all pieces are equal. */
    boolean equal() {
        return before == end - start && longest == before;
    }

    /** Whether the first piece holds an opening bracket. */
    boolean opensBracket() {
        for (int at = start; at < end; at++) {
            if (text[at] == '[' || text[at] == '(' || text[at] == '{' || text[at] == '<') {
                return true;
            }
        }
        return false;
    }

    /** The number of characters of the common start. */
    int before() {
        return padded ? zeros() : beforeBorder();
    }

    /** As many of the common zeros as make the values cheaper, and no more. */
    private int zeros() {
        int common = 0;
        while (common < Math.min(before, shortest - 1) && text[start + common] == '0') {
            common++;
        }
        int groups = groups(shortest - common);
        int cut = common;
        while (cut > 0 && groups(shortest - cut + 1) == groups) {
            cut--;
        }
        return cut;
    }

    /** How many groups of 3 digits, which are a token each, so many digits have. */
    private static int groups(int digits) {
        return (digits + 2) / 3;
    }

    private boolean isPadded(int from, int to) {
        return text[from] == '0' && CharKind.endOfDigits(text, from, to) == to;
    }

    private int beforeBorder() {
        int cut = Math.min(before, shortest - 1);
        while (cut > 0 && !isBorderAfter(cut)) {
            cut--;
        }
        return cut;
    }

    /** The number of characters of the common end that the common start leaves. */
    int after() {
        int cut = Math.min(after, shortest - 1 - before());
        while (cut > 0 && !isBorderBefore(cut)) {
            cut--;
        }
        return cut;
    }

    private void addStart(int from, int to) {
        int common = 0;
        int limit = Math.min(before, to - from);
        while (common < limit && text[start + common] == text[from + common]) {
            common++;
        }
        if (common < before) {
            before = common;
            letterNext = CharKind.isLetter(text[start + common]);
            digitNext = CharKind.isDigit(text[start + common]);
        }
        if (common < to - from) {
            letterNext |= CharKind.isLetter(text[from + common]);
            digitNext |= CharKind.isDigit(text[from + common]);
        }
    }

    private void addEnd(int from, int to) {
        int common = 0;
        int limit = Math.min(after, to - from);
        while (common < limit && text[end - 1 - common] == text[to - 1 - common]) {
            common++;
        }
        if (common < after) {
            after = common;
            letterLast = CharKind.isLetter(text[end - 1 - common]);
            digitLast = CharKind.isDigit(text[end - 1 - common]);
        }
        if (common < to - from) {
            letterLast |= CharKind.isLetter(text[to - 1 - common]);
            digitLast |= CharKind.isDigit(text[to - 1 - common]);
        }
    }

    private boolean isBorderAfter(int cut) {
        char last = text[start + cut - 1];
        return cut == before
                ? !(CharKind.isLetter(last) && letterNext) && !(CharKind.isDigit(last) && digitNext)
                : !CharKind.insideRun(last, text[start + cut]);
    }

    private boolean isBorderBefore(int cut) {
        char first = text[end - cut];
        return cut == after
                ? !(CharKind.isLetter(first) && letterLast) && !(CharKind.isDigit(first) && digitLast)
                : !CharKind.insideRun(text[end - cut - 1], first);
    }
}
