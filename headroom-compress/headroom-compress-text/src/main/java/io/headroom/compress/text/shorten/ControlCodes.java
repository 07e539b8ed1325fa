package io.headroom.compress.text.shorten;

/**
 * Finds the control codes of terminals: the escape sequences, control sequences and control strings of ECMA-48 (5th edition, sections 5.3
 * to 5.6) in their 7-bit spelling. Linear.
 */
final class ControlCodes {
    static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;

    private final String stripped;
    private final int count;

    private ControlCodes(String stripped, int count) {
        this.stripped = stripped;
        this.count = count;
    }

    /** Takes the codes out of a line or a text; a code does not reach over a line end. */
    static ControlCodes in(String text) {
        int next = text.indexOf(ESCAPE);
        if (next < 0) {
            return new ControlCodes(text, 0);
        }
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        int count = 0;
        while (next >= 0) {
            int end = end(text, next);
            if (end > next) {
                out.append(text, start, next);
                start = end;
                count++;
            }
            next = text.indexOf(ESCAPE, Math.max(end, next + 1));
        }
        return new ControlCodes(out.append(text, start, text.length()).toString(), count);
    }

    /** The text without codes. */
    String stripped() {
        return stripped;
    }

    /** How many there were. */
    int count() {
        return count;
    }

    /** The end of the code that starts here; the start itself if none does. */
    static int end(String text, int start) {
        int next = start + 1;
        if (next >= text.length()) {
            return start;
        }
        return switch (text.charAt(next)) {
            case '[' -> endOfSequence(text, start, span(text, next + 1, '0', '?'), '@');
            case ']', 'P', 'X', '^', '_' -> endOfString(text, start);
            default -> endOfSequence(text, start, next, '0');
        };
    }

    /** Intermediates and a final character that is at least so high. */
    private static int endOfSequence(String text, int start, int from, char least) {
        int at = span(text, from, ' ', '/');
        return at < text.length() && text.charAt(at) >= least && text.charAt(at) <= '~' ? at + 1 : start;
    }

    private static int span(String text, int from, char low, char high) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= low && text.charAt(at) <= high) {
            at++;
        }
        return at;
    }

    /** Up to BEL or ESC backslash, in the same line. */
    private static int endOfString(String text, int start) {
        for (int at = start + 2; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == BELL) {
                return at + 1;
            }
            if (c == ESCAPE) {
                return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : start;
            }
            if (c == '\n' || c == '\r') {
                return start;
            }
        }
        return start;
    }
}
