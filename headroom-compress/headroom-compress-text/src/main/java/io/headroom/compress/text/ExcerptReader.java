package io.headroom.compress.text;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import io.headroom.compress.text.shorten.CutLine;
import io.headroom.compress.text.shorten.GapNote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects what a lossy form shows and what its notes say is missing, while {@link FormReader} reads its lines. */
final class ExcerptReader {
    private static final String HUNK = "@@ -";

    private final List<Excerpt.Piece> pieces = new ArrayList<>();
    private final Deque<GapNote.Range> pending = new ArrayDeque<>();
    private boolean hunks;
    private boolean behindGap;
    private boolean endsInGap;
    private long shown;

    /** Whether a line of a lossy form would be read as a note or as a cut line. */
    static boolean reads(String line) {
        return GapNote.parse(line, 1).isPresent() || CutLine.parse(line).isPresent();
    }

    /**
     * Takes a note.
     *
     * @param lines how many lines there were before it
     * @return how many there are with its first range, or -1 if the note does not belong here
     */
    int note(GapNote note, int lines, StringBuilder text) {
        if (!pending.isEmpty() || note.ranges().get(0).from() != lines + 1) {
            return -1;
        }
        hunks = note.kind() == GapNote.Kind.HUNKS;
        pending.addAll(note.ranges());
        boolean updates = note.kind() == GapNote.Kind.UPDATES;
        gap(updates ? LeftOut.Unit.UPDATE : LeftOut.Unit.LINE, note.facts(), text);
        return note.ranges().get(0).to();
    }

    /** Adds the next range of the last note, if it comes here; answers how many lines there are then. */
    int upTo(int lines, StringBuilder text) {
        if (pending.isEmpty() || pending.peek().from() != lines + 1) {
            return lines;
        }
        int to = pending.peek().to();
        gap(LeftOut.Unit.LINE, "", text);
        return to;
    }

    /** Whether a line is a hunk header that the original does not have. */
    boolean isRecounted(String line) {
        boolean recounted = hunks && behindGap && line.startsWith(HUNK);
        behindGap = false;
        endsInGap = recounted && endsInGap;
        return recounted;
    }

    /** Adds the middle of a line. */
    void cut(CutLine cut, StringBuilder text) {
        flush(text);
        int count = cut.to() - cut.from() + 1;
        pieces.add(new Excerpt.Gap(new LeftOut(LeftOut.Unit.CHARACTER, cut.from(), cut.to(), count, "")));
        endsInGap = false;
    }

    boolean endsInGap() {
        return endsInGap;
    }

    /** Whether a note names lines that never came. */
    boolean open() {
        return !pending.isEmpty();
    }

    /** The characters of the parts before the current one. */
    long shown() {
        return shown;
    }

    Excerpt excerpt(boolean codes, StringBuilder text) {
        flush(text);
        return new Excerpt(codes ? Excerpt.Basis.CHARACTERS_WITHOUT_CODES : Excerpt.Basis.CHARACTERS, pieces);
    }

    private void gap(LeftOut.Unit unit, String facts, StringBuilder text) {
        GapNote.Range range = pending.remove();
        flush(text);
        pieces.add(new Excerpt.Gap(new LeftOut(unit, range.from(), range.to(), range.count(), facts)));
        behindGap = true;
        endsInGap = true;
    }

    private void flush(StringBuilder text) {
        if (text.length() > 0) {
            pieces.add(new Excerpt.Shown(text.toString()));
            shown += text.length();
            text.setLength(0);
        }
    }
}
