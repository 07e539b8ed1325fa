package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes gaps of the lines that do not stay, with their notes, and closes gaps that are not worth a note. */
final class Gaps {
    private static final int FEWEST = 3;
    private static final int MOST_NOTES = 40;
    private static final int MANY_NOTES = 8;
    private static final int MANY_LINES = 20;

    private final TextLines lines;
    private final Analysis analysis;
    private final Facts facts;
    private final CompressionContext context;

    Gaps(TextLines lines, Analysis analysis, Facts facts, CompressionContext context) {
        this.lines = lines;
        this.analysis = analysis;
        this.facts = facts;
        this.context = context;
    }

    /**
     * What is shown.
     *
     * @param kept the lines that must be shown
     * @param whole the lines that must not be cut
     */
    Abridgement close(boolean[] kept, boolean[] whole) {
        List<GapNote.Range> ranges = ranges(kept);
        List<GapNote> notes = new ArrayList<>();
        // Beyond the limit several gaps share a note, which stands at the first of them.
        int each = (ranges.size() + MOST_NOTES - 1) / MOST_NOTES;
        for (int i = 0; i < ranges.size(); i += Math.max(1, each)) {
            List<GapNote.Range> together = ranges.subList(i, Math.min(i + each, ranges.size()));
            GapNote note = note(together, ranges.size());
            if (pays(note)) {
                notes.add(note);
            } else {
                together.forEach(range -> keep(range, kept));
            }
        }
        return abridgement(kept, whole, notes);
    }

    private List<GapNote.Range> ranges(boolean[] kept) {
        List<GapNote.Range> ranges = new ArrayList<>();
        int at = 0;
        while (at < kept.length) {
            int end = at;
            while (end < kept.length && !kept[end]) {
                end++;
            }
            if (end - at >= FEWEST) {
                ranges.add(new GapNote.Range(at + 1, end));
            } else {
                for (int i = at; i < end; i++) {
                    kept[i] = true;
                }
            }
            at = Math.max(end, at + 1);
        }
        return ranges;
    }

    private GapNote note(List<GapNote.Range> ranges, int notes) {
        GapNote.Range first = ranges.get(0);
        if (ranges.size() == 1 && areUpdates(first)) {
            return new GapNote(ranges, GapNote.Kind.UPDATES, "");
        }
        int count = ranges.stream().mapToInt(GapNote.Range::count).sum();
        Facts.Detail detail = notes > MANY_NOTES || count < MANY_LINES ? Facts.Detail.COUNTS : Facts.Detail.VALUES;
        return new GapNote(ranges, GapNote.Kind.LINES, facts.of(ranges, detail));
    }

    private boolean areUpdates(GapNote.Range range) {
        for (int line = range.from() - 1; line < range.to(); line++) {
            if (!lines.overwritten(line)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the note costs less than the lines, which patterns would make cheaper. */
    private boolean pays(GapNote note) {
        long hidden = 0;
        for (GapNote.Range range : note.ranges()) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                hidden += analysis.fits(line) ? analysis.cost(line) / 2 : analysis.cost(line);
            }
        }
        return context.estimate(note.text()) + 1 < hidden;
    }

    private static void keep(GapNote.Range range, boolean[] kept) {
        for (int line = range.from() - 1; line < range.to(); line++) {
            kept[line] = true;
        }
    }

    private Abridgement abridgement(boolean[] kept, boolean[] whole, List<GapNote> notes) {
        List<Abridgement.Row> rows = new ArrayList<>();
        int next = 0;
        Optional<GapNote> before = Optional.empty();
        for (int i = 0; i < kept.length; i++) {
            if (next < notes.size() && notes.get(next).ranges().get(0).from() == i + 1) {
                before = Optional.of(notes.get(next++));
            }
            if (kept[i]) {
                rows.add(whole[i] ? Abridgement.Row.of(i, lines.line(i), before) : row(i, before));
                before = Optional.empty();
            }
        }
        return new Abridgement(rows, before, false);
    }

    private Abridgement.Row row(int line, Optional<GapNote> before) {
        String text = lines.line(line);
        int start = lines.starts()[line];
        int end = lines.starts()[line + 1] - lines.ends().get(line).length();
        // With codes in it the line's characters are not where they seem; a line that keeps its CR has no end to cut
        // at.
        boolean plain = end - start == text.length() && !lines.ends().get(line).startsWith("\r");
        if (text.length() <= CutLine.LONGEST || !plain || ErrorWords.isError(text)) {
            return Abridgement.Row.of(line, text, before);
        }
        CutLine cut = CutLine.of(text, start);
        boolean readable = CutLine.parse(cut.text()).filter(cut::equals).isPresent() && isPlain(text);
        return readable
                ? new Abridgement.Row(line, cut.text(), Optional.of(cut), before)
                : Abridgement.Row.of(line, text, before);
    }

    /** Whether a line cannot be taken for something else by how it starts. */
    private static boolean isPlain(String text) {
        char c = text.charAt(0);
        int word = 0;
        while (word < text.length() && text.charAt(word) >= 'A' && text.charAt(word) <= 'Z') {
            word++;
        }
        boolean label = word > 0 && word <= 2 && text.charAt(word) == ' ';
        return c != '\\' && c != '>' && c != '(' && c != '[' && !label;
    }
}
