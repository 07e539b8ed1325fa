package io.headroom.compress.code;

import java.util.Arrays;
import java.util.Optional;

/**
 * A text as lines of code. Tools that print a file may number its lines, as {@code cat -n} does; then the code is what stands behind the
 * numbers, and the lines are the same. Lines end with LF or CR LF.
 *
 * <p>A note that a tool adds below a numbered file is a line like any other, but no code.
 */
final class SourceText {
    /** Fewer lines have no body that is worth leaving out. */
    private static final int FEWEST_LINES = 10;
    /** What some tools write behind the number instead of a tab. */
    private static final char ARROW = '\u2192';
    /** What an agent's tool may add to a file that it read. */
    private static final String REMINDER = "<system-reminder>";

    private final String text;
    private final String code;
    private final int lines;
    private final int[] textStarts;
    private final int[] codeStarts;

    private SourceText(String text, String code, int lines, int[] textStarts, int[] codeStarts) {
        this.text = text;
        this.code = code;
        this.lines = lines;
        this.textStarts = textStarts;
        this.codeStarts = codeStarts;
    }

    /** Splits a text; empty if it is too short, or if its lines end in a way in which files do not. */
    static Optional<SourceText> of(String text) {
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            if (at + 1 == text.length() || text.charAt(at + 1) != '\n') {
                return Optional.empty();
            }
        }
        int[] starts = new int[64];
        int lines = 0;
        for (int start = 0; start < text.length(); lines++) {
            if (lines + 2 > starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[lines] = start;
            int feed = text.indexOf('\n', start);
            start = feed < 0 ? text.length() : feed + 1;
        }
        if (lines < FEWEST_LINES) {
            return Optional.empty();
        }
        starts[lines] = text.length();
        return Optional.of(Numbers.read(text, lines, starts).orElse(new SourceText(text, text, lines, starts, starts)));
    }

    int lines() {
        return lines;
    }

    /** The code, without line numbers. */
    String code() {
        return code;
    }

    /** Where a line starts in the code, or for the number of lines: where the code ends. */
    int start(int line) {
        return codeStarts[line];
    }

    /** Lines of the text as it is, from one up to another one. */
    String text(int from, int to) {
        return text.substring(textStarts[from], textStarts[to]);
    }

    /** Takes line numbers away. */
    private static final class Numbers {
        private Numbers() {}

        static Optional<SourceText> read(String text, int lines, int[] starts) {
            StringBuilder code = new StringBuilder(text.length());
            int[] codeStarts = new int[lines + 1];
            long expected = -1;
            int line = 0;
            for (; line < lines; line++) {
                int digits = skipBlanks(text, starts[line], starts[line + 1]);
                int end = digits;
                while (end < starts[line + 1] && end - digits < 9 && Words.isDigit(text.charAt(end))) {
                    end++;
                }
                boolean numbered = end > digits
                        && end < starts[line + 1]
                        && (text.charAt(end) == '\t' || text.charAt(end) == ARROW);
                long number = numbered ? Long.parseLong(text, digits, end, 10) : -1;
                if (!numbered || (expected >= 0 && number != expected)) {
                    break;
                }
                expected = number + 1;
                codeStarts[line] = code.length();
                code.append(text, end + 1, starts[line + 1]);
            }
            if (line < FEWEST_LINES || !isReminder(text, line < lines ? starts[line] : text.length())) {
                return Optional.empty();
            }
            for (int rest = line; rest <= lines; rest++) {
                codeStarts[rest] = code.length();
            }
            return Optional.of(new SourceText(text, code.toString(), lines, starts, codeStarts));
        }

        private static int skipBlanks(String text, int from, int to) {
            int at = from;
            while (at < to && text.charAt(at) == ' ') {
                at++;
            }
            return at;
        }

        /** Whether nothing, or such a note, follows. */
        private static boolean isReminder(String text, int from) {
            int at = from;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at == text.length() || text.startsWith(REMINDER, at);
        }
    }
}
