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
        int length = 0;
        while (length < line.length() && length < 3 && line.charAt(length) >= 'A' && line.charAt(length) <= 'Z') {
            length++;
        }
        if (length == 0 || length > 2 || (length < line.length() && line.charAt(length) != ' ')) {
            return -1;
        }
        int first = line.charAt(0) - 'A';
        int pattern = length == 1 ? first : 26 + first * 26 + line.charAt(1) - 'A';
        return pattern < count ? pattern : -1;
    }
}
