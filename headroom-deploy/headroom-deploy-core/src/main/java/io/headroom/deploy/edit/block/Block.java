package io.headroom.deploy.edit.block;

import io.headroom.deploy.edit.EditRefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a block stands in a text.
 *
 * @param start where its first marker starts
 * @param bodyStart where its lines start
 * @param bodyEnd where its last marker starts
 * @param end where the line after its last marker starts
 */
record Block(int start, int bodyStart, int bodyEnd, int end) {
    /** A byte order mark in UTF-8, one character for each byte. */
    private static final String MARK = "\u00EF\u00BB\u00BF";

    /** Where the first line starts: behind a byte order mark. */
    static int first(String text) {
        return text.startsWith(MARK) ? MARK.length() : 0;
    }

    /**
     * Finds a block.
     *
     * @param text the text
     * @param marker the block's name
     * @return the block; empty if there is none
     * @throws EditRefusedException if its markers do not stand one after the other, once each, at the start of their lines
     */
    static Optional<Block> find(String text, String marker) throws EditRefusedException {
        String begin = "# >>> " + marker + " >>>";
        String end = "# <<< " + marker + " <<<";
        Marker first = null;
        Marker last = null;
        int number = 1;
        for (int at = first(text); at < text.length(); number++) {
            int lineEnd = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
            String line = text.substring(at, lineEnd).strip();
            if (line.equals(begin) || line.equals(end)) {
                Marker found = new Marker(number, at, lineEnd);
                boolean opens = line.equals(begin);
                if (text.charAt(at) != '#') {
                    throw refused(found, "the marker \"" + line + "\" is indented" + opened(first));
                }
                if (opens ? first != null : first == null || last != null) {
                    String place = first == null ? "" : " after the one that begins in line " + first.number;
                    throw refused(found, "the marker \"" + line + "\" does not belong here" + place);
                }
                first = opens ? found : first;
                last = opens ? last : found;
            }
            at = lineEnd;
        }
        if (first != null && last == null) {
            throw refused(first, "the marker \"" + begin + "\" has no \"" + end + "\" up to line " + (number - 1));
        }
        return first == null || last == null
                ? Optional.empty()
                : Optional.of(new Block(first.start, first.end, last.start, last.end));
    }

    private static String opened(@Nullable Marker first) {
        return first == null ? "" : ", while a block begins in line " + first.number;
    }

    String body(String text) {
        return text.substring(bodyStart, bodyEnd);
    }

    private static EditRefusedException refused(Marker marker, String reason) {
        return new EditRefusedException(marker.number, 1, reason + "; put this right and try again");
    }

    /** A line that is a marker. */
    private record Marker(int number, int start, int end) {}
}
