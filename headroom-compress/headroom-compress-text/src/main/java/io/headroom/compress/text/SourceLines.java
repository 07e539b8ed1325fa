package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
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
    private static final int CHECK_EVERY = 1 << 16;

    static SourceLines of(String text, CompressionContext context) {
        boolean crlf = allCrLf(text);
        List<String> lines = new ArrayList<>();
        boolean feedsOnly = crlf || text.indexOf('\r') < 0;
        int start = 0;
        int checked = 0;
        for (int end = endOfLine(text, 0, feedsOnly); end < text.length(); end = endOfLine(text, start, feedsOnly)) {
            boolean feed = text.charAt(end) == '\n';
            lines.add(text.substring(start, feed ? end - (crlf ? 1 : 0) : end + 1));
            start = end + 1;
            if (start - checked > CHECK_EVERY) {
                context.checkpoint(start - checked);
                checked = start;
            }
        }
        context.checkpoint(text.length() - checked);
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

    /** The position of the character that ends a line, or the length of the text. */
    private static int endOfLine(String text, int from, boolean feedsOnly) {
        if (feedsOnly) {
            int feed = text.indexOf('\n', from);
            return feed < 0 ? text.length() : feed;
        }
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
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
