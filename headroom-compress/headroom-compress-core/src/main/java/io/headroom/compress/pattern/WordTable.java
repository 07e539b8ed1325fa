package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import java.util.Arrays;
import java.util.List;

/**
 * Lines cut into words at white space, as flat arrays of offsets into one buffer. Each word and each line has a hash of its mask, in
 * which digits and long hexadecimal numbers are all alike, so that lines which differ only in numbers have the same hash. Hashes only
 * guide the grouping; nothing relies on their being different.
 */
final class WordTable {
    /** Lines with more words are not looked at: no reader gains by a pattern with so many holes. */
    static final int MOST_WORDS = 400;

    private static final int HASH = 0x01000193;
    private static final int CHECK_EVERY = 1 << 16;

    final char[] text;
    private final int[] lineStart;
    private final long[] lineMask;
    private final int[] firstWord;
    private int[] wordStart = new int[1024];
    private int[] wordEnd = new int[1024];
    private int[] wordMask = new int[1024];
    private int[] wordShape = new int[1024];
    private boolean[] wordIsName = new boolean[1024];
    private int words;

    WordTable(List<String> lines, CompressionContext context) {
        int length = 0;
        for (String line : lines) {
            length = Math.addExact(length, line.length());
        }
        text = new char[length];
        lineStart = new int[lines.size() + 1];
        lineMask = new long[lines.size()];
        firstWord = new int[lines.size() + 1];
        int unchecked = 0;
        int at = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            line.getChars(0, line.length(), text, at);
            lineStart[i] = at;
            at += line.length();
            lineStart[i + 1] = at;
            split(i);
            unchecked += line.length() + 1;
            if (unchecked > CHECK_EVERY) {
                context.checkpoint(2L * unchecked);
                unchecked = 0;
            }
        }
        context.checkpoint(2L * unchecked);
    }

    int lines() {
        return lineMask.length;
    }

    int start(int line) {
        return lineStart[line];
    }

    int end(int line) {
        return lineStart[line + 1];
    }

    long mask(int line) {
        return lineMask[line];
    }

    int words(int line) {
        return firstWord[line + 1] - firstWord[line];
    }

    int wordStart(int line, int word) {
        return wordStart[firstWord[line] + word];
    }

    int wordEnd(int line, int word) {
        return wordEnd[firstWord[line] + word];
    }

    int wordMask(int line, int word) {
        return wordMask[firstWord[line] + word];
    }

    /** A hash of the punctuation of a word, or 0 if it has none. */
    int wordShape(int line, int word) {
        return wordShape[firstWord[line] + word];
    }

    /** Whether a word has letters and no digits, so that one with the same mask is the same but for the length of rules in it. */
    boolean wordIsName(int line, int word) {
        return wordIsName[firstWord[line] + word];
    }

    /** Where the word before ends; the start of the line for the first word. */
    int gapStart(int line, int word) {
        return word == 0 ? lineStart[line] : wordEnd(line, word - 1);
    }

    boolean sameText(int from, int to, int otherFrom, int otherTo) {
        return Arrays.equals(text, from, to, text, otherFrom, otherTo);
    }

    String slice(int from, int to) {
        return new String(text, from, to - from);
    }

    private void split(int line) {
        firstWord[line] = words;
        int end = lineStart[line + 1];
        long mask = 17;
        int at = lineStart[line];
        while (true) {
            int gap = at;
            boolean spaces = true;
            while (at < end && isWhite(text[at])) {
                spaces &= text[at] == ' ';
                at++;
            }
            // Gaps of spaces may be alignment. Indentation is not, but for a column of numbers; nor are tabs.
            boolean alignment = spaces && (gap > lineStart[line] || (at < end && CharKind.isDigit(text[at])));
            mask = mask * 31 + (alignment && at < end ? 1 : gapHash(gap, at));
            if (at == end) {
                break;
            }
            int start = at;
            while (at < end && !isWhite(text[at])) {
                at++;
            }
            add(start, at);
            mask = (mask ^ wordMask[words - 1]) * 0x9E3779B97F4A7C15L;
            mask ^= mask >>> 29;
        }
        firstWord[line + 1] = words;
        lineMask[line] = mask;
    }

    private int gapHash(int from, int to) {
        int hash = 7;
        for (int i = from; i < to; i++) {
            hash = hash * HASH + text[i];
        }
        return hash;
    }

    private void add(int start, int end) {
        if (words == wordStart.length) {
            int larger = words * 2;
            wordStart = Arrays.copyOf(wordStart, larger);
            wordEnd = Arrays.copyOf(wordEnd, larger);
            wordMask = Arrays.copyOf(wordMask, larger);
            wordShape = Arrays.copyOf(wordShape, larger);
            wordIsName = Arrays.copyOf(wordIsName, larger);
        }
        wordStart[words] = start;
        wordEnd[words] = end;
        hash(start, end);
        words++;
    }

    private void hash(int start, int end) {
        int mask = 0x811c9dc5;
        int shape = mask;
        boolean punctuation = false;
        boolean letters = false;
        boolean digits = false;
        int at = start;
        while (at < end) {
            char c = text[at];
            int next = at + 1;
            if (CharKind.isWordlike(c)) {
                int hex = CharKind.endOfHex(text, at, start, end);
                next = hex > at ? hex : CharKind.endOfDigits(text, at, end);
                if (next > at) {
                    c = hex > at ? 'x' : '0';
                    digits = true;
                } else {
                    next = at + 1;
                    letters |= c != '_';
                }
                shape = at == start || !CharKind.isWordlike(text[at - 1]) ? (shape ^ 'a') * HASH : shape;
            } else {
                // Bars and rules of any length are alike.
                while (next < end && text[next] == c) {
                    next++;
                }
                shape = (shape ^ c) * HASH;
                punctuation = true;
            }
            mask = (mask ^ c) * HASH;
            at = next;
        }
        wordMask[words] = mask;
        wordShape[words] = punctuation ? shape | 1 : 0;
        wordIsName[words] = letters && !digits;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
