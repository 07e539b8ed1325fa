package io.headroom.compress.code;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an outline back: which lines of the original it shows, and which it leaves out. */
final class OutlineReader {
    private final String form;
    private final List<Excerpt.Piece> pieces = new ArrayList<>();

    private int at;
    /** The line of the original that comes next, from 1 on. */
    private int line = 1;

    private OutlineReader(String form) {
        this.form = form;
    }

    /** Reads a form; a text without a note, or with one at the wrong place, is none. */
    static Excerpt read(String form) throws MalformedFormException {
        OutlineReader reader = new OutlineReader(form);
        reader.read();
        Excerpt excerpt = new Excerpt(Excerpt.Basis.CHARACTERS, reader.pieces);
        if (excerpt.leftOut().isEmpty()) {
            throw new MalformedFormException("no line says what is left out, so this is no outline");
        }
        return excerpt;
    }

    /** Whether a line of the text reads like a note, so that no outline of it would be clear. */
    static boolean hasNote(String text) {
        int start = 0;
        while (start < text.length()) {
            if (Gap.parse(line(text, start)).isPresent()) {
                return true;
            }
            int next = text.indexOf("\n[", start);
            start = next < 0 ? text.length() : next + 1;
        }
        return false;
    }

    private void read() throws MalformedFormException {
        int shown = 0;
        while (at < form.length()) {
            Optional<Gap> gap = Gap.parse(line(form, at));
            if (gap.isEmpty()) {
                advance();
                continue;
            }
            show(shown);
            skip();
            shown = take(gap.get());
        }
        show(shown);
    }

    /** Takes the gaps of a note and the lines between them. Returns where it stopped. */
    private int take(Gap gap) throws MalformedFormException {
        int first = gap.runs().get(0).from() + 1;
        if (first != line) {
            throw new MalformedFormException("a note on line " + first + " stands at line " + line);
        }
        for (LeftOut next : gap.leftOut()) {
            int shown = at;
            while (line < next.from() && at < form.length()) {
                advance();
            }
            show(shown);
            pieces.add(new Excerpt.Gap(next));
            line = next.to() + 1;
        }
        return at;
    }

    private void show(int from) {
        if (at > from) {
            pieces.add(new Excerpt.Shown(form.substring(from, at)));
        }
    }

    /** Over a line that is shown. */
    private void advance() {
        skip();
        line++;
    }

    /** Over a line of the form. */
    private void skip() {
        int feed = form.indexOf('\n', at);
        at = feed < 0 ? form.length() : feed + 1;
    }

    private static String line(String text, int start) {
        if (!text.startsWith("[", start)) {
            return "";
        }
        int feed = text.indexOf('\n', start);
        return text.substring(start, feed < 0 ? text.length() : feed);
    }
}
