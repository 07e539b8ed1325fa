package io.headroom.compress.json.grid;

import io.headroom.compress.json.TextTable;
import java.util.Optional;

/**
 * A text that was read as rows of cells.
 *
 * @param table its rows
 * @param note what rebuilds it
 */
record Grid(TextTable table, GridNote note) {
    /** Tables of fewer rows share too little. */
    static final int FEWEST_ROWS = 3;

    /** The form, if it is smaller than the text. */
    Optional<String> write() {
        return table.size() < FEWEST_ROWS ? Optional.empty() : table.write(note.text());
    }

    /** The form, whatever its size. */
    Optional<String> form() {
        return table.size() < FEWEST_ROWS ? Optional.empty() : table.form(note.text());
    }
}
