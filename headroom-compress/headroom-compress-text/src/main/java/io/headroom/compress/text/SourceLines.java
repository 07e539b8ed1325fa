package io.headroom.compress.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as lines. A line ends with LF; or all lines end with CR LF; or, where CR stands otherwise, a line ends after each CR, too, and
 * keeps it. So a progress bar that was redrawn 50 times is 50 lines, and the text can be put together from its lines in one way only.
 *
 * @param lines the lines without LF and, if {@code crlf}, without CR
 * @param crlf whether all lines end with CR LF, and no CR stands elsewhere
 * @param ended whether the last line ends with LF as well
 */
record SourceLines(List<String> lines, boolean crlf, boolean ended) {
    static SourceLines of(String text) {
        boolean crlf = allCrLf(text);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                lines.add(text.substring(start, crlf ? at - 1 : at));
                start = at + 1;
            } else if (c == '\r' && !crlf) {
                lines.add(text.substring(start, at + 1));
                start = at + 1;
            }
        }
        boolean ended = start == text.length() && !text.isEmpty() && text.charAt(start - 1) == '\n';
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return new SourceLines(lines, crlf, ended);
    }

    /** Whether some line keeps a CR. */
    boolean keepsCr() {
        return !crlf && lines.stream().anyMatch(SourceLines::endsWithCr);
    }

    static boolean endsWithCr(String line) {
        return !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
    }

    private static boolean allCrLf(String text) {
        int pairs = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (at == 0 || text.charAt(at - 1) != '\r') {
                return false;
            }
            pairs++;
        }
        int returns = 0;
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            returns++;
        }
        return pairs > 0 && returns == pairs;
    }
}
