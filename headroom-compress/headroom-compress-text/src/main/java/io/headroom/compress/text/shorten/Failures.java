package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The errors of a text, or its warnings: each with the lines that belong to it, such as a trace, and those that differ in numbers only
 * put together.
 */
final class Failures {
    private static final int LONGEST = 400;

    /** So many lines are read between two looks at the time. */
    private static final int LINES_PER_LOOK = 512;

    private final TextLines lines;
    private final Analysis analysis;
    private final IntPredicate speaks;
    private final CompressionContext context;
    private final Map<String, List<Block>> blocks = new LinkedHashMap<>();

    private Failures(TextLines lines, Analysis analysis, IntPredicate speaks, CompressionContext context) {
        this.context = context;
        this.lines = lines;
        this.analysis = analysis;
        this.speaks = speaks;
    }

    /**
     * Lines that tell of one error.
     *
     * @param first the first line, from 0 on
     * @param end behind the last line
     */
    record Block(int first, int end) {}

    /** The errors by their pattern, in the order of first occurrence. */
    static Map<String, List<Block>> errors(TextLines lines, Analysis analysis, CompressionContext context) {
        return new Failures(lines, analysis, line -> isError(lines, analysis, line), context).find(true);
    }

    /** The warnings, as above. */
    static Map<String, List<Block>> warnings(TextLines lines, Analysis analysis, CompressionContext context) {
        return new Failures(
                        lines,
                        analysis,
                        line -> ErrorWords.isWarning(lines.line(line)) && !isError(lines, analysis, line),
                        context)
                .find(false);
    }

    private static boolean isError(TextLines lines, Analysis analysis, int line) {
        return !LineKind.isPassedTest(analysis.kind(line)) && ErrorWords.isError(lines.line(line));
    }

    private Map<String, List<Block>> find(boolean sections) {
        int at = 0;
        int nextLook = 0;
        while (at < lines.size()) {
            if (at >= nextLook) {
                context.checkpoint(0);
                nextLook = at + LINES_PER_LOOK;
            }
            int end = sections ? endOfSection(at) : at;
            if (end > at) {
                addSection(at, end);
            } else if (speaks.test(at)) {
                end = endOfTrace(at + 1);
                add(at, end);
            }
            at = Math.max(at + 1, end);
        }
        return blocks;
    }

    private void add(int first, int end) {
        StringBuilder key = new StringBuilder();
        for (int i = first; i < end; i++) {
            key.append(analysis.mask(i)).append('\n');
        }
        blocks.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(new Block(first, end));
    }

    /** The end of a trace: indented lines, causes, the frames and notes of compilers; at the latest where other lines go on. */
    private int endOfTrace(int from) {
        int at = from;
        while (at < lines.size() && at - from < LONGEST && continues(at)) {
            at++;
        }
        // Blank lines at the end belong to nobody.
        while (at > from && lines.line(at - 1).isBlank()) {
            at--;
        }
        return at;
    }

    private boolean continues(int at) {
        String line = lines.line(at);
        if (line.isEmpty()) {
            return false;
        }
        char c = line.charAt(0);
        // Indented lines of a kind, such as the steps of a build, are no trace.
        boolean indented = (c == ' ' || c == '\t')
                && (line.stripLeading().startsWith("File \"")
                        || analysis.kind(at).isEmpty());
        return indented
                || line.startsWith("Caused by")
                || line.startsWith("E   ")
                || line.startsWith(">   ")
                || line.startsWith("goroutine ")
                || line.startsWith("... ")
                || isTyped(line)
                || isNumbered(line);
    }

    /** {@code org.acme.SomeException: message}. */
    private static boolean isTyped(String line) {
        int end = 0;
        while (end < line.length()
                && (Character.isLetterOrDigit(line.charAt(end)) || "._$".indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        String name = line.substring(0, end);
        return (name.endsWith("Error") || name.endsWith("Exception"))
                && (end == line.length() || line.charAt(end) == ':');
    }

    /** {@code 88 |  source}, as compilers quote it. */
    private static boolean isNumbered(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        int bar = at;
        while (bar < line.length() && line.charAt(bar) == ' ') {
            bar++;
        }
        return at > 0 && bar < line.length() && line.charAt(bar) == '|';
    }

    /** The end of the section of failures that begins here, as test runners print one; {@code first} if none begins. */
    private int endOfSection(int first) {
        String line = lines.line(first);
        if (line.startsWith("---- ") && line.endsWith(" stdout ----")) {
            return endOfPart(first + 1, next -> next.startsWith("---- ") || next.equals("failures:"));
        }
        if (line.startsWith("  ● ") || line.startsWith("● ")) {
            return endOfPart(first + 1, next -> next.contains("● ") || next.startsWith("Test"));
        }
        boolean section = Headings.isHeading(line) && (line.contains(" FAILURES ") || line.contains(" ERRORS "));
        return section ? endOfPart(first + 1, next -> next.startsWith("===") && next.endsWith("===")) : first;
    }

    private int endOfPart(int from, Predicate<String> ends) {
        int at = from;
        while (at < lines.size() && !ends.test(lines.line(at))) {
            at++;
        }
        return at;
    }

    /** The parts of a section, one for each test. */
    private void addSection(int first, int end) {
        int start = first;
        for (int at = first + 1; at < end; at++) {
            String line = lines.line(at);
            if (line.startsWith("___") && line.endsWith("___")) {
                add(start, at);
                start = at;
            }
        }
        add(start, end);
    }
}
