package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the paths with which lines of search results and test reports begin. The border of a path is the last one on which
 * neighbouring lines agree, so that neither a date nor a drive in it is mistaken for its end. Whether headings are worth it, the
 * estimate of the whole form decides; that lines come back exactly, does not depend on the choice.
 */
final class SearchResults {
    private static final int MOST_BORDERS = 24;
    private static final int LEAST_PERCENT = 50;
    private static final int LONG_PATH = 256;
    private static final int CHECK_EVERY = 1 << 16;

    private final List<String> lines;
    private final CompressionContext context;
    private final int[] borders;
    private long steps;

    private SearchResults(List<String> lines, CompressionContext context) {
        this.context = context;
        this.lines = lines;
        this.borders = new int[lines.size()];
    }

    /** The lines below headings, or empty if too few of them begin with a path. */
    static Optional<HeadedLines> find(List<String> lines, CompressionContext context) {
        return new SearchResults(lines, context).find();
    }

    private Optional<HeadedLines> find() {
        agreeWithNeighbours();
        Set<String> paths = new HashSet<>();
        int found = 0;
        for (int i = 0; i < borders.length; i++) {
            if (borders[i] > 0) {
                paths.add(lines.get(i).substring(0, borders[i]));
            }
        }
        for (int i = 0; i < borders.length; i++) {
            if (borders[i] == 0) {
                borders[i] = alone(lines.get(i), paths);
            }
            found += borders[i] > 0 ? 1 : 0;
            check(lines.get(i));
        }
        return 100L * found >= (long) LEAST_PERCENT * lines.size() && found > 1
                ? Optional.of(headed())
                : Optional.empty();
    }

    /** Borders are looked for in the first word alone, so a long line is no more work than a short one. */
    private void check(String line) {
        steps += Math.min(line.length(), LONG_PATH) + 1;
        if (steps > CHECK_EVERY) {
            context.checkpoint(steps);
            steps = 0;
        }
    }

    private void agreeWithNeighbours() {
        for (int i = 0; i + 1 < borders.length; i++) {
            String line = lines.get(i);
            check(line);
            String next = lines.get(i + 1);
            int shared = borderShared(line, next);
            if (shared > 0) {
                borders[i] = Math.max(borders[i], shared);
                borders[i + 1] = shared;
            }
        }
    }

    /** The last border before a line number that both lines have, else the first border of any kind; 0 if there is none. */
    private static int borderShared(String line, String next) {
        int limit = Math.min(line.length(), next.length());
        int common = 0;
        while (common < limit && line.charAt(common) == next.charAt(common)) {
            common++;
        }
        int last = 0;
        int first = 0;
        for (int at = 1; at <= common && at < limit; at++) {
            char c = line.charAt(at - 1);
            if (c == ' ' || c == '\t') {
                break;
            }
            if (isBorder(line, at) && isBorder(next, at) && isPath(line, at)) {
                if (isNumbered(line, at) && isNumbered(next, at)) {
                    last = at;
                } else if (first == 0) {
                    first = at;
                }
            }
        }
        return last > 0 ? last : first;
    }

    /** The border of a line that no neighbour helps with: one that ends a known path, else the first before a line number. */
    private static int alone(String line, Set<String> paths) {
        int numbered = 0;
        int seen = 0;
        for (int at = 1; at < line.length() && seen < MOST_BORDERS; at++) {
            if (line.charAt(at - 1) == ' ' || line.charAt(at - 1) == '\t') {
                break;
            }
            if (!isBorder(line, at)) {
                continue;
            }
            seen++;
            if (paths.contains(line.substring(0, at))) {
                return at;
            }
            if (numbered == 0 && line.charAt(at) == ':' && isNumbered(line, at) && isPath(line, at)) {
                numbered = at;
            }
        }
        return numbered;
    }

    /** Whether what follows is put back behind a path that ends here. */
    private static boolean isBorder(String line, int at) {
        char c = line.charAt(at);
        if (c != ':' && c != '-') {
            return false;
        }
        int end = endOfNumber(line, at + 1);
        boolean dashed = end > at + 1 && end < line.length() && line.charAt(end) == '-';
        return c == '-' ? dashed : !dashed && !line.startsWith(HeadedLines.SEPARATOR, at + 1);
    }

    private static boolean isNumbered(String line, int at) {
        int end = endOfNumber(line, at + 1);
        return end > at + 1 && end < line.length() && line.charAt(end) == line.charAt(at);
    }

    private static int endOfNumber(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Whether the start of a line could be a path: it has a letter, and a separator or an extension; a drive alone is none. */
    private static boolean isPath(String line, int end) {
        boolean letter = false;
        boolean sign = false;
        for (int at = 0; at < end; at++) {
            char c = line.charAt(at);
            letter |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            sign |= c == '/' || c == '\\' || c == '.';
        }
        // "path:12" with a further number behind it is a line and a column.
        int digits = end;
        while (digits > 0 && line.charAt(digits - 1) >= '0' && line.charAt(digits - 1) <= '9') {
            digits--;
        }
        boolean numbered = digits < end && digits > 0 && line.charAt(digits - 1) == ':';
        return letter && sign && !numbered && line.charAt(0) != '>';
    }

    private HeadedLines headed() {
        List<String> rests = new ArrayList<>(lines.size());
        String[] headings = new String[lines.size()];
        String path = "";
        for (int i = 0; i < borders.length; i++) {
            String line = lines.get(i);
            int border = borders[i];
            String own = line.substring(0, border);
            boolean stays = border == 0 && line.equals(HeadedLines.SEPARATOR);
            if (!stays && !own.equals(path)) {
                headings[i] = own;
                path = own;
            }
            rests.add(border == 0 ? line : line.substring(border + 1));
        }
        return new HeadedLines(rests, headings, new boolean[headings.length]);
    }
}
