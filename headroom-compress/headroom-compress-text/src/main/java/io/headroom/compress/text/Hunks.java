package io.headroom.compress.text;

import java.util.List;
import java.util.Optional;

/**
 * Finds the hunks of unified and combined diffs (GNU diffutils manual, "Detailed Description of Unified Format"; git-diff(1), "Combined
 * diff format"). Someone may edit from a hunk, so its lines stay as they are; what stands between hunks repeats from file to file.
 */
final class Hunks {
    private Hunks() {}

    /** For each line whether it belongs to a hunk, or empty if none does. */
    static Optional<boolean[]> find(List<String> lines) {
        boolean[] inside = new boolean[lines.size()];
        boolean any = false;
        boolean in = false;
        for (int i = 0; i < inside.length; i++) {
            String line = lines.get(i);
            in = isHeader(line) || (in && goesOn(line, i + 1 < inside.length ? lines.get(i + 1) : ""));
            inside[i] = in;
            any |= in;
        }
        return any ? Optional.of(inside) : Optional.empty();
    }

    /** A line such as {@code @@ -12,7 +12,8 @@}, with one more sign for each further parent. */
    private static boolean isHeader(String line) {
        int signs = 0;
        while (signs < line.length() && line.charAt(signs) == '@') {
            signs++;
        }
        return signs >= 2
                && line.startsWith(" -", signs)
                && line.indexOf(" +", signs) > 0
                && line.indexOf(" " + line.substring(0, signs), signs) > 0;
    }

    private static boolean goesOn(String line, String next) {
        if (line.isEmpty()) {
            // The space of an empty context line is often lost. Before a commit it is none.
            return !next.isEmpty() && isChange(next.charAt(0));
        }
        boolean nextFile = line.startsWith("--- ") && next.startsWith("+++ ");
        return isChange(line.charAt(0)) && !nextFile;
    }

    private static boolean isChange(char c) {
        return c == ' ' || c == '+' || c == '-' || c == '\\';
    }
}
