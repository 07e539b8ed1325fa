package io.headroom.compress.token;

/** The English contractions {@code 's 't 're 've 'm 'll 'd} in any case, as the pre-token patterns treat them. */
final class Contractions {
    private static final char LONG_S = '\u017f';

    private Contractions() {}

    /** The end of a contraction after a word, or {@code at} if there is none. */
    static int o200k(char[] text, int at, int end) {
        return at + length(text, at, end);
    }

    /** How many characters a contraction at {@code at} has; 0 if there is none. The long s counts as an s. */
    static int length(char[] text, int at, int end) {
        if (at + 1 >= end || text[at] != '\'') {
            return 0;
        }
        char first = lower(text[at + 1]);
        if (first == 's' || first == 't' || first == 'm' || first == 'd') {
            return 2;
        }
        if (at + 2 >= end) {
            return 0;
        }
        char second = lower(text[at + 2]);
        boolean two = (first == 'l' && second == 'l') || ((first == 'r' || first == 'v') && second == 'e');
        return two ? 3 : 0;
    }

    private static char lower(char c) {
        if (c == LONG_S) {
            return 's';
        }
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
