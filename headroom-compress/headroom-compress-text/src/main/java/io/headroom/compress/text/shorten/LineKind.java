package io.headroom.compress.text.shorten;

import java.util.Optional;
import java.util.Set;

/** The word by which lines of a kind can be counted: the level of a log line, the result of a test, the verb of a build step. */
final class LineKind {
    private static final Set<String> RESULTS = Set.of(
            "PASSED", "FAILED", "SKIPPED", "XFAIL", "XPASS", "PASS", "FAIL", "SKIP", "ok", "ignored", "✓", "✔", "√",
            "✕", "✗", "×", "○");
    private static final Set<String> FAILED = Set.of("FAILED", "FAIL", "✕", "✗", "×");
    private static final Set<String> PASSED = Set.of("PASSED", "PASS", "ok", "✓", "✔", "√");
    private static final Set<String> LEVELS = Set.of(
            "TRACE",
            "DEBUG",
            "INFO",
            "NOTICE",
            "WARN",
            "WARNING",
            "ERROR",
            "SEVERE",
            "FATAL",
            "CRITICAL",
            "trace",
            "debug",
            "info",
            "notice",
            "warn",
            "warning",
            "error",
            "fatal",
            "critical");
    private static final int LEVEL_WORDS = 8;
    private static final String AROUND = "[](){}<>:,|=\"'.-";
    private static final int SHORTEST_VERB = 4;

    private LineKind() {}

    /** The kind of a line, if it shows one. */
    static Optional<String> of(String line) {
        if (line.startsWith("not ok ")) {
            return Optional.of("FAILED");
        }
        Optional<String> result = word(line, RESULTS, Integer.MAX_VALUE);
        if (result.isPresent()) {
            return result;
        }
        Optional<String> level = word(line, LEVELS, LEVEL_WORDS);
        return level.isPresent() ? level : verb(line);
    }

    /** Whether a line of this kind is the result of a test that did not pass. */
    static boolean isFailedTest(String kind) {
        return FAILED.contains(kind);
    }

    /** Whether a line of this kind is the result of a test that passed, whatever the test is called. */
    static boolean isPassedTest(String kind) {
        return PASSED.contains(kind);
    }

    private static Optional<String> word(String line, Set<String> words, int most) {
        int at = 0;
        int seen = 0;
        while (at < line.length() && seen < most) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            if (end > at) {
                seen++;
                String word = inner(line, at, end);
                if (words.contains(word)) {
                    return Optional.of(word);
                }
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    private static String inner(String line, int start, int end) {
        int from = start;
        int to = end;
        int equals = line.lastIndexOf('=', end - 1);
        from = equals >= start ? equals + 1 : from;
        while (from < to && AROUND.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && AROUND.indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }

    private static Optional<String> verb(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < line.length() && (line.charAt(end) | 0x20) >= 'a' && (line.charAt(end) | 0x20) <= 'z') {
            end++;
        }
        boolean verb = end - start >= SHORTEST_VERB
                && line.charAt(start) <= 'Z'
                && end < line.length()
                && (line.charAt(end) == ' ' || line.charAt(end) == ':');
        return verb ? Optional.of(line.substring(start, end)) : Optional.empty();
    }
}
