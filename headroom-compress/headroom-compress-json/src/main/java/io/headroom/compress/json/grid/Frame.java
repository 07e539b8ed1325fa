package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a text has besides its lines.
 *
 * @param crlf whether lines end with CR LF instead of LF
 * @param ended whether the last line has an end, too
 * @param bom whether a byte order mark comes first
 */
record Frame(boolean crlf, boolean ended, boolean bom) {
    private static final String CRLF = "crlf";
    private static final String OPEN = "no final newline";
    private static final String BOM = "bom";

    /** The frame that the first line end and the borders of a text have; empty if it has no lines. */
    static Optional<Frame> of(String text) {
        int first = text.indexOf('\n');
        if (first <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Frame(text.charAt(first - 1) == '\r', text.endsWith("\n"), text.charAt(0) == '\uFEFF'));
    }

    /** Where the lines of a text with this frame start. */
    int start() {
        return bom ? 1 : 0;
    }

    String lineEnd() {
        return crlf ? "\r\n" : "\n";
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (crlf) {
            words.add(CRLF);
        }
        if (!ended) {
            words.add(OPEN);
        }
        if (bom) {
            words.add(BOM);
        }
        return words;
    }

    /** Takes its words off the end of those of a note. */
    static Frame take(List<String> words) {
        boolean bom = takeLast(BOM, words);
        boolean open = takeLast(OPEN, words);
        return new Frame(takeLast(CRLF, words), !open, bom);
    }

    private static boolean takeLast(String word, List<String> words) {
        boolean last = !words.isEmpty() && words.get(words.size() - 1).equals(word);
        if (last) {
            words.remove(words.size() - 1);
        }
        return last;
    }
}
