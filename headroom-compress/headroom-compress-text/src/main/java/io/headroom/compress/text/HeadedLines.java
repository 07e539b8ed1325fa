package io.headroom.compress.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of which some stand below a heading, without the path that the heading names.
 *
 * @param lines the lines as they stand below the headings
 * @param headings for each line the heading before it: a path, {@code ""} if a heading ends there, else null
 * @param verbatim for each line whether it must stay as it is
 */
record HeadedLines(List<String> lines, @Nullable String[] headings, boolean[] verbatim) {
    /** Stands between groups of lines in the output of grep; belongs to no path. */
    static final String SEPARATOR = "--";

    static HeadedLines without(List<String> lines) {
        return around(lines, new boolean[lines.size()]);
    }

    /** Lines without headings of which some stay as they are. */
    static HeadedLines around(List<String> lines, boolean[] verbatim) {
        return new HeadedLines(lines, new String[lines.size()], verbatim);
    }

    boolean any() {
        for (String heading : headings) {
            if (heading != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether some line must stay as it is. */
    boolean keeps() {
        for (boolean stays : verbatim) {
            if (stays) {
                return true;
            }
        }
        return false;
    }

    /** The line that a line below a heading stands for. */
    static String join(String path, String rest) {
        return path.isEmpty() || rest.equals(SEPARATOR) ? rest : path + border(rest) + rest;
    }

    /** What stands between a path and the rest of its line: a dash before the number of a context line, else a colon. */
    static char border(String rest) {
        int at = 0;
        while (at < rest.length() && rest.charAt(at) >= '0' && rest.charAt(at) <= '9') {
            at++;
        }
        return at > 0 && at < rest.length() && rest.charAt(at) == '-' ? '-' : ':';
    }
}
