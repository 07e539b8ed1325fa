package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Leaves lines out of a text that is a table: chooses the rows that stay as those of JSON are chosen, writes the lossless form of the text
 * without the others, and notes at each gap which lines are missing. Immutable; thread-safe if its decoder is.
 */
public final class TextTableShortener {
    private static final int FEWEST_ROWS = 9;
    private static final int LINE_ENDS = 2;

    private final Decoder decoder;

    /** Reads lossless forms. */
    public interface Decoder {
        /**
         * Reads a form.
         *
         * @param form a form
         * @return the text that it stands for
         * @throws MalformedFormException if it is none
         */
        String decode(String form) throws MalformedFormException;
    }

    /**
     * A shortener.
     *
     * @param decoder reads the lossless forms of what stays
     */
    public TextTableShortener(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Shortens a text.
     *
     * @param table its rows
     * @param encoder gives the lossless form of a text, however long, if it has one
     * @param context the terms of the call
     * @return the form with gaps that comes nearest to the budget; empty if nothing can be left out, or rows are no lines
     */
    public Optional<Compressed> shorten(
            TextTable table, Function<String, Optional<String>> encoder, ShorteningContext context) {
        if (table.size() < FEWEST_ROWS) {
            return Optional.empty();
        }
        TextTable.Slices rows = table.slices();
        if (!areLines(table.text(), rows)) {
            return Optional.empty();
        }
        Steps steps = new Steps(context);
        int[] elements = table.elements();
        List<RowColumns.Column> columns = table.columns();
        byte[] worth = new RowChoice(table.nodes(), elements, steps).judge(columns);
        for (int i = 0; i < worth.length; i++) {
            // A line that is no row fits no pattern.
            worth[i] = rows.odd()[i] ? (byte) Math.max(worth[i], RowChoice.SINGULAR) : worth[i];
        }
        RowFacts facts = new RowFacts(table.nodes(), elements, columns);
        Optional<Compressed> best = Optional.empty();
        for (int least = RowChoice.REPEATED; least <= RowChoice.BORDER; least++) {
            List<int[]> gaps = JsonShortener.few(ShortenedArray.gaps(worth, least));
            Optional<Compressed> form =
                    gaps.isEmpty() ? Optional.empty() : form(table.text(), rows, gaps, facts, encoder);
            if (form.isPresent()) {
                best = form;
                if (context.estimate(form.get().text()) <= 2 * context.budget()) {
                    break;
                }
            }
            if (least == RowChoice.SINGULAR && best.isPresent()) {
                break;
            }
        }
        steps.report();
        return best;
    }

    /** Whether each row is one line, and nothing stands between them. */
    private static boolean areLines(String text, TextTable.Slices rows) {
        for (int i = 0; i < rows.count(); i++) {
            for (int at = rows.starts()[i]; at < rows.ends()[i]; at++) {
                if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                    return false;
                }
            }
            int next = i + 1 < rows.count() ? rows.starts()[i + 1] : text.length();
            if (next - rows.ends()[i] > LINE_ENDS || (i + 1 < rows.count() && next == rows.ends()[i])) {
                return false;
            }
        }
        return true;
    }

    private Optional<Compressed> form(
            String text,
            TextTable.Slices rows,
            List<int[]> gaps,
            RowFacts facts,
            Function<String, Optional<String>> encoder) {
        int head = lineAt(text, rows.starts()[0], 0, 0).number();
        StringBuilder shown = new StringBuilder(text.substring(0, rows.starts()[0]));
        List<GapNote> notes = new ArrayList<>();
        int from = 0;
        for (int[] gap : gaps) {
            shown.append(text, rows.starts()[from], rows.starts()[gap[0]]);
            notes.add(new GapNote(
                    "", LeftOut.Unit.LINE, head + gap[0] + 1, head + gap[1], facts.of(gap[0], gap[1], gaps.size())));
            from = gap[1];
        }
        shown.append(text, rows.starts()[from], text.length());
        return encoder.apply(shown.toString())
                .flatMap(form -> insert(form, notes, head))
                .flatMap(this::verified);
    }

    private Optional<Compressed> verified(String form) {
        try {
            return Optional.of(
                    new Compressed(form, Fidelity.LOSSY, excerpt(form).leftOut()));
        } catch (MalformedFormException e) {
            return Optional.empty();
        }
    }

    /** Puts notes between the rows of a form, which are its last lines, and counts what is left out among its rows. */
    private static Optional<String> insert(String form, List<GapNote> notes, int head) {
        List<String> lines = new ArrayList<>(List.of(form.split("\n", -1)));
        int rows = count(form);
        int first = lines.size() - rows;
        if (rows < 1 || first < 1) {
            return Optional.empty();
        }
        int left = 0;
        int place = first;
        for (GapNote note : notes) {
            // Each note moves the rows behind it one line down.
            int at = place + note.from() - 1 - head - left;
            if (at < first || at >= lines.size()) {
                return Optional.empty();
            }
            lines.add(at, note.line());
            place++;
            left += note.count();
        }
        return Optional.of((rows + left)
                + String.join("\n", lines).substring(Integer.toString(rows).length()));
    }

    /**
     * Reads a form with gaps.
     *
     * @param form a form
     * @return what it shows and leaves out
     * @throws MalformedFormException if nothing is left out, or it is no form
     */
    public Excerpt excerpt(String form) throws MalformedFormException {
        List<GapNote> notes = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int left = 0;
        for (String line : form.split("\n", -1)) {
            Optional<GapNote> note = GapNote.parse(line);
            if (note.isPresent()) {
                notes.add(note.get());
                left += note.get().count();
            } else {
                lines.add(line);
            }
        }
        int rows = count(form);
        if (notes.isEmpty() || rows - left < 1) {
            throw new MalformedFormException("nothing is left out, or more than there was");
        }
        String shown = (rows - left)
                + String.join("\n", lines).substring(Integer.toString(rows).length());
        String text = decoder.decode(shown);
        int head = lineAt(text, text.length(), 0, 0).number() - (rows - left) + (text.endsWith("\n") ? 0 : 1);
        if (insert(shown, notes, head).filter(form::equals).isEmpty()) {
            throw new MalformedFormException("notes in other places than where their lines were");
        }
        return new Excerpt(Excerpt.Basis.CHARACTERS, pieces(text, notes));
    }

    private static List<Excerpt.Piece> pieces(String text, List<GapNote> notes) throws MalformedFormException {
        List<Excerpt.Piece> pieces = new ArrayList<>();
        Line at = new Line(0, 0);
        int left = 0;
        for (GapNote note : notes) {
            if (note.unit() != LeftOut.Unit.LINE || !note.path().isEmpty()) {
                throw new MalformedFormException("a note of something else than lines");
            }
            int start = at.offset();
            while (at.number() < note.from() - 1 - left && at.offset() < text.length()) {
                at = lineAt(text, at.offset() + 1, at.offset(), at.number());
            }
            pieces.add(new Excerpt.Shown(text.substring(start, at.offset())));
            pieces.add(new Excerpt.Gap(note.leftOut()));
            left += note.count();
        }
        pieces.add(new Excerpt.Shown(text.substring(at.offset())));
        return pieces;
    }

    /**
     * The start of a line.
     *
     * @param offset its first character
     * @param number how many lines stand before it
     */
    private record Line(int offset, int number) {}

    /** Goes from the start of a line over whole lines until a character is behind. */
    private static Line lineAt(String text, int until, int offset, int number) {
        int at = offset;
        int lines = number;
        while (at < until) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return new Line(text.length(), lines);
            }
            at = end + 1;
            lines++;
        }
        return new Line(at, lines);
    }

    /** The number that a form begins with; 0 if it begins with none. */
    private static int count(String form) {
        int end = 0;
        while (end < form.length() && form.charAt(end) >= '0' && form.charAt(end) <= '9') {
            end++;
        }
        return Math.max(0, Numbers.count(form.toCharArray(), 0, end));
    }
}
