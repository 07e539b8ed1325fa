package io.headroom.compress.text;

/** The labels of patterns: A to Z, then AA to ZZ. */
final class Labels {
    static final int COUNT = 26 + 26 * 26;

    private Labels() {}

    static String of(int pattern) {
        if (pattern < 26) {
            return String.valueOf((char) ('A' + pattern));
        }
        int rest = pattern - 26;
        return "" + (char) ('A' + rest / 26) + (char) ('A' + rest % 26);
    }

    /**
     * The pattern whose label a line starts with, before a space or the end of the line.
     *
     * @return its number, or -1 if the line does not start with a label below {@code count}
     */
    static int startOf(String line, int count) {
        return startOf(line, 0, line.length(), count);
    }

    /** As {@link #startOf(String, int)}, of a part of a text. */
    static int startOf(String text, int from, int to, int count) {
        int end = from;
        while (end < to && end - from < 3 && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
            end++;
        }
        int length = end - from;
        if (length == 0 || length > 2 || (end < to && text.charAt(end) != ' ')) {
            return -1;
        }
        int first = text.charAt(from) - 'A';
        int pattern = length == 1 ? first : 26 + first * 26 + text.charAt(from + 1) - 'A';
        return pattern < count ? pattern : -1;
    }
}
