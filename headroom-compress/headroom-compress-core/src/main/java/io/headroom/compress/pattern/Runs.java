package io.headroom.compress.pattern;

/** The runs of a word: longest pieces of letters and digits, and of punctuation, in turn. */
final class Runs {
    private Runs() {}

    /** The end of the run that starts at an offset. */
    static int end(char[] text, int start, int wordEnd) {
        boolean wordlike = CharKind.isWordlike(text[start]);
        int at = start + 1;
        while (at < wordEnd && CharKind.isWordlike(text[at]) == wordlike) {
            at++;
        }
        return at;
    }

    static int count(char[] text, int start, int wordEnd) {
        int count = 0;
        for (int at = start; at < wordEnd; at = end(text, at, wordEnd)) {
            count++;
        }
        return count;
    }
}
