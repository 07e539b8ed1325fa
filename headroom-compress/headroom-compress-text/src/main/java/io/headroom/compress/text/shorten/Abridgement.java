package io.headroom.compress.text.shorten;

import java.util.List;
import java.util.Optional;

/**
 * What is shown of a text, and what the notes say about the rest.
 *
 * @param rows what is shown, in order
 * @param last the note behind the last row, if there is one
 * @param literal whether the rows must stand in the form as they are, because someone may apply them
 */
public record Abridgement(List<Row> rows, Optional<GapNote> last, boolean literal) {
    /** Copies the list. */
    public Abridgement {
        rows = List.copyOf(rows);
    }

    /**
     * One shown line.
     *
     * @param line the number of the original's line, from 0 on; -1 for a hunk header that was counted anew
     * @param text what is shown
     * @param cut what is left out of the line, if it is very long; {@code text} is the form's line then
     * @param before the note before it, if there is one
     */
    public record Row(int line, String text, Optional<CutLine> cut, Optional<GapNote> before) {
        static Row of(int line, String text, Optional<GapNote> before) {
            return new Row(line, text, Optional.empty(), before);
        }
    }
}
