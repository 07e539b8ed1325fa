package io.headroom.compress.verify;

/**
 * Takes the control codes of a terminal out of a text: the escape sequences, control sequences and control strings of ECMA-48 (5th
 * edition, sections 5.3 to 5.6), in their 7-bit spelling. Whatever begins like one and is none stays. Linear.
 */
final class ControlCodes {
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private ControlCodes() {}

    /** The text without its codes; the very same string if it has none. */
    static String removed(String text) {
        int at = text.indexOf(ESCAPE);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            int end = end(text, at);
            out.append(text, from, end == at ? at + 1 : at);
            from = Math.max(end, at + 1);
            at = text.indexOf(ESCAPE, from);
        }
        return out.append(text, from, text.length()).toString();
    }

    /** The end of the code that begins here; the beginning itself if none does. */
    private static int end(String text, int start) {
        int next = start + 1;
        if (next >= text.length()) {
            return start;
        }
        return switch (text.charAt(next)) {
            case '[' -> sequence(text, next + 1, '0', '?', '@', start);
            case ']', 'P', 'X', '^', '_' -> controlString(text, next + 1, start);
            default -> sequence(text, next, ' ', '/', '0', start);
        };
    }

    /** Parameters of one range, intermediates, and a final character that is at least so high. */
    private static int sequence(String text, int from, char low, char high, char last, int start) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= low && text.charAt(at) <= high) {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '/') {
            at++;
        }
        return at < text.length() && text.charAt(at) >= last && text.charAt(at) <= '~' ? at + 1 : start;
    }

    /** Up to BEL or ST in the same line: an opening that is never closed must not swallow the text. */
    private static int controlString(String text, int from, int start) {
        for (int at = from; at < text.length(); at++) {
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
