package io.headroom.compress.text.shorten;

/** Finds the control sequences of terminals (ECMA-48): {@code ESC [ ... final} and, ended by BEL or ESC backslash, {@code ESC ] ...}. */
final class ControlCodes {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final int LONGEST = 4_096;

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
    private static int end(String text, int start) {
        if (start + 2 >= text.length()) {
            return start;
        }
        return switch (text.charAt(start + 1)) {
            case '[' -> endOfSequence(text, start);
            case ']' -> endOfCommand(text, start);
            default -> start;
        };
    }

    private static int endOfSequence(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        int at = start + 2;
        while (at < limit && text.charAt(at) >= 0x30 && text.charAt(at) <= 0x3f) {
            at++;
        }
        while (at < limit && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x2f) {
            at++;
        }
        return at < limit && text.charAt(at) >= 0x40 && text.charAt(at) <= 0x7e ? at + 1 : start;
    }

    private static int endOfCommand(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        for (int at = start + 2; at < limit; at++) {
            char c = text.charAt(at);
            if (c == BELL) {
                return at + 1;
            }
            if (c == ESCAPE) {
                return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : start;
            }
            if (c < ' ') {
                return start;
            }
        }
        return start;
    }
}
