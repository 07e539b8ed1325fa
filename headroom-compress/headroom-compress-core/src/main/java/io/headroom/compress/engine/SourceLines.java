package io.headroom.compress.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * Keeps source findable (C-202): whoever edits a file repeats its lines, so in small files and in code each line must be readable in
 * the form as it is written, not as a pattern with values.
 */
final class SourceLines {
    private static final int SMALL = 2_000;
    private static final int PERCENT_OF_CODE = 30;
    /** Lines that stand within a longer line of the form have to be searched for, which is not done without end. */
    private static final int MOST_SEARCHES = 200;

    private SourceLines() {}

    static boolean mustStayFindable(String text, TokenGate gate) {
        return looksLikeCode(text) || !gate.hasAtLeast(SMALL, text);
    }

    static boolean findable(String text, String form) {
        Set<String> lines = new HashSet<>();
        form.lines().forEach(line -> lines.add(line.strip()));
        int searches = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String stripped = line.strip();
            if (stripped.isEmpty() || lines.contains(stripped)) {
                continue;
            }
            if (++searches > MOST_SEARCHES || !form.contains(stripped)) {
                return false;
            }
        }
        return true;
    }

    /** Code ends statements and opens blocks. JSON does neither, but for its braces. */
    private static boolean looksLikeCode(String text) {
        int lines = 0;
        int code = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String stripped = line.strip();
            if (stripped.isEmpty()) {
                continue;
            }
            lines++;
            char last = stripped.charAt(stripped.length() - 1);
            boolean opens = (last == '{' || last == '(' || last == ':') && stripped.length() > 1 && !isKey(stripped);
            if (last == ';' || opens) {
                code++;
            }
        }
        return code * 100L > lines * (long) PERCENT_OF_CODE;
    }

    private static boolean isKey(String line) {
        return line.charAt(0) == '"' || line.endsWith(": {");
    }
}
