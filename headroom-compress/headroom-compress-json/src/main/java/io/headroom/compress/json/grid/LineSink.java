package io.headroom.compress.json.grid;

import io.headroom.compress.json.OutputLimit;

/** A text that is rebuilt line by line, within a limit. */
final class LineSink {
    private final StringBuilder out = new StringBuilder();
    private final Frame frame;
    private final OutputLimit limit;
    private int lineStart;

    LineSink(Frame frame, OutputLimit limit) {
        this.frame = frame;
        this.limit = limit;
        append(frame.bom() ? "\uFEFF" : "");
        lineStart = out.length();
    }

    /** A place to write single lines and to compare them, without a limit. */
    static LineSink ofLine() {
        return new LineSink(new Frame(false, true, false), OutputLimit.NONE);
    }

    /** How long the current line is by now. */
    int column() {
        return out.length() - lineStart;
    }

    void append(CharSequence text) {
        limit.grow(out.length(), text.length());
        out.append(text);
    }

    void append(char c) {
        limit.grow(out.length(), 1);
        out.append(c);
    }

    /** Appends spaces up to a column of the line. */
    void padTo(int column) {
        pad(column - column());
    }

    void pad(int spaces) {
        limit.grow(out.length(), Math.max(0, spaces));
        for (int i = 0; i < spaces; i++) {
            out.append(' ');
        }
    }

    void endLine() {
        append(frame.lineEnd());
        lineStart = out.length();
    }

    /** The current line, for a caller that compares it; nothing of it stays. */
    boolean lineIs(String text, int from, int to) {
        boolean same = column() == to - from && text.startsWith(out.substring(lineStart), from);
        out.setLength(lineStart);
        return same;
    }

    String finish() {
        if (!frame.ended()) {
            out.setLength(out.length() - frame.lineEnd().length());
        }
        return out.toString();
    }
}
