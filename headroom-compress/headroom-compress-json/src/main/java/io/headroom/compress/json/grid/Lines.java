package io.headroom.compress.json.grid;

import io.headroom.compress.json.Steps;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a text as slices of it, without their ends. */
final class Lines {
    final String text;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    private Lines(String text) {
        this.text = text;
    }

    /** Cuts a text; empty if a CR or a tab stands in a line, as their width is not theirs to tell. */
    static Optional<Lines> of(String text, Frame frame, Steps steps) {
        Lines lines = new Lines(text);
        int at = frame.start();
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            int stop = end < 0 ? text.length() : end + 1 - frame.lineEnd().length();
            if (stop < at || (end >= 0 && !text.startsWith(frame.lineEnd(), stop)) || hasControl(text, at, stop)) {
                return Optional.empty();
            }
            lines.add(at, stop);
            steps.add(next - at);
            at = next;
        }
        return Optional.of(lines);
    }

    private static boolean hasControl(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\r' || text.charAt(i) == '\t') {
                return true;
            }
        }
        return false;
    }

    private void add(int start, int end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    int start(int line) {
        return starts[line];
    }

    int end(int line) {
        return ends[line];
    }

    int length(int line) {
        return ends[line] - starts[line];
    }

    String line(int line) {
        return text.substring(starts[line], ends[line]);
    }
}
