package io.headroom.compress.code;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a body that are left out, in one run or several, and the line of the form that says so, such as
 * {@code [lines 41-60,62-88 left out; body of charge]}. The lines between two runs are shown below it.
 *
 * @param runs what is left out, in order; neither overlapping nor adjacent
 * @param name the name of the function
 */
record Gap(List<Run> runs, String name) {
    private static final String LINES = "[lines ";
    private static final String LEFT_OUT = " left out; ";
    private static final String BODY = "body of ";
    private static final int MOST_DIGITS = 9;

    /**
     * Lines in a row.
     *
     * @param from the first, from 0 on
     * @param to the line after the last
     */
    record Run(int from, int to) {
        int lines() {
            return to - from;
        }
    }

    Gap {
        runs = List.copyOf(runs);
    }

    /** What is left out, in the words of the API. */
    List<LeftOut> leftOut() {
        return runs.stream()
                .map(run -> new LeftOut(LeftOut.Unit.LINE, run.from() + 1, run.to(), run.lines(), BODY + name))
                .toList();
    }

    /** The line of the form, without its end. */
    String note() {
        StringBuilder note = new StringBuilder(LINES);
        String separator = "";
        for (Run run : runs) {
            note.append(separator).append(run.from() + 1).append('-').append(run.to());
            separator = ",";
        }
        return note.append(LEFT_OUT).append(BODY).append(name).append(']').toString();
    }

    /** Reads what {@link #note()} wrote; empty if the line is none. */
    static Optional<Gap> parse(String line) {
        if (!line.startsWith(LINES) || !line.endsWith("]")) {
            return Optional.empty();
        }
        List<Run> runs = new ArrayList<>();
        int at = LINES.length();
        int least = 1;
        do {
            int dash = numberEnd(line, at);
            int end = dash > at && line.charAt(dash) == '-' ? numberEnd(line, dash + 1) : -1;
            if (end <= dash + 1) {
                return Optional.empty();
            }
            int from = Integer.parseInt(line, at, dash, 10);
            int to = Integer.parseInt(line, dash + 1, end, 10);
            if (from < least || to < from) {
                return Optional.empty();
            }
            runs.add(new Run(from - 1, to));
            least = to + 2;
            at = end + 1;
        } while (line.charAt(at - 1) == ',');
        String name = line.startsWith(LEFT_OUT + BODY, at - 1)
                ? line.substring(
                        Math.min(line.length() - 1, at - 1 + LEFT_OUT.length() + BODY.length()), line.length() - 1)
                : "";
        return name.isEmpty() ? Optional.empty() : Optional.of(new Gap(runs, name));
    }

    /** The end of a number without leading zero; its start if there is none. The line's last character is no digit. */
    private static int numberEnd(String line, int from) {
        int at = from;
        while (at - from <= MOST_DIGITS && Words.isDigit(line.charAt(at))) {
            at++;
        }
        return at - from > MOST_DIGITS || line.charAt(from) == '0' ? from : at;
    }
}
