package io.headroom.compress.text.shorten;

import java.util.Locale;
import java.util.Set;

/** Lines that head or sum up what is around them. */
final class Headings {
    private static final String RULES = "=-_*#~";
    private static final int FEWEST = 3;
    private static final Set<String> SUMS = Set.of(
            "total",
            "totals",
            "passed",
            "failed",
            "succeeded",
            "finished",
            "summary",
            "built",
            "added",
            "exited",
            "errors",
            "warnings",
            "tests");

    private Headings() {}

    /** Whether a line is framed: {@code === FAILURES ===}. */
    static boolean isHeading(String line) {
        String text = line.strip();
        if (text.length() < 2 * FEWEST + 1) {
            return false;
        }
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        boolean framed = RULES.indexOf(first) >= 0
                && RULES.indexOf(last) >= 0
                && text.charAt(FEWEST - 1) == first
                && text.charAt(text.length() - FEWEST) == last;
        return framed && text.chars().anyMatch(Character::isLetter);
    }

    /** Whether a line, if it is rare, sums up: exit codes, totals, {@code BUILD FAILURE}. */
    static boolean isSummary(String line) {
        String text = line.toLowerCase(Locale.ROOT);
        if (line.contains("BUILD ") || text.contains("exit code") || text.contains("exit status")) {
            return true;
        }
        if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        for (String word : text.split("[^a-z_]+")) {
            if (SUMS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
