package io.headroom.compress.token;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Counts exactly as jtokkit does, but many times faster: the pieces are found by a hand-written splitter, and their counts are
 * remembered. The vocabulary is loaded by the first count.
 */
final class BytePairTokenizer implements StoppableTokenizer {
    private static final int PULSE = 1 << 14;
    /**
     * A longer piece, such as megabytes without any space, is counted in slices: merging it as a whole could not be stopped and would
     * take seconds. Its count may then be off by a token for each cut.
     */
    private static final int SLICE = 1 << 14;

    /** A text is looked at through windows, so that a few tokens of a large one cost little, and all of them little memory. */
    private static final int WINDOW = 1 << 16;

    private final String family;
    private final Splitter splitter;
    private final PieceCounts counts;

    BytePairTokenizer(String family, Splitter splitter, Vocabulary vocabulary) {
        this.family = family;
        this.splitter = splitter;
        this.counts = new PieceCounts(piece -> vocabulary.encoding().countTokensOrdinary(piece));
    }

    /** Loads a vocabulary when it is first needed. */
    interface Vocabulary {
        /** The same encoding each time. */
        Encoding encoding();
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public int count(CharSequence text, int limit, Runnable pulse) {
        String string = text.toString();
        char[] window = new char[Math.min(string.length(), WINDOW)];
        int tokens = 0;
        int base = 0;
        int nextPulse = PULSE;
        while (base < string.length() && tokens < limit) {
            int length = Math.min(window.length, string.length() - base);
            string.getChars(base, base + length, window, 0);
            int end = base + length == string.length() ? length : border(window, length);
            if (end == 0) {
                window = new char[Math.min(string.length() - base, 2 * window.length)];
                continue;
            }
            int at = 0;
            while (at < end && tokens < limit) {
                int to = slice(window, at, splitter.next(window, at, end));
                tokens += counts.count(window, at, to);
                at = to;
                if (base + at >= nextPulse) {
                    pulse.run();
                    nextPulse = base + at + PULSE;
                }
            }
            base += at;
        }
        return tokens;
    }

    /** The last place where a pre-token ends whatever comes before and behind: after a letter or digit, before a sign or a space. */
    private static int border(char[] text, int length) {
        int at = length - 1;
        while (at > 0 && !(isPlain(text[at - 1]) && text[at] < 0x80 && text[at] != '\'' && !isPlain(text[at]))) {
            at--;
        }
        return Math.max(at, 0);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** A slice of a very long piece is not cut out of it for good: the splitter goes on behind it as if a piece began there. */
    private static int slice(char[] chars, int from, int to) {
        if (to - from <= SLICE) {
            return to;
        }
        int cut = from + SLICE;
        return Character.isHighSurrogate(chars[cut - 1]) ? cut - 1 : cut;
    }
}
