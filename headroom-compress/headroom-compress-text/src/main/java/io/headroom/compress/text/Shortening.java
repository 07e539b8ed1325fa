package io.headroom.compress.text;

import org.jspecify.annotations.Nullable;

/**
 * What makes a form of some lines of a text a lossy form of the text.
 *
 * @param lines how many lines the text has, CR LF being one end
 * @param codes how many control codes of terminals are not shown
 * @param notes for each shown line the note before it, or null; one more for the end
 * @param cut which shown lines are cut in the middle
 * @param literal whether equal lines are written again instead of counted
 */
record Shortening(int lines, int codes, @Nullable String[] notes, boolean[] cut, boolean literal) {
    /** Whether a line must stand alone, because of what is before it or in it. */
    boolean separates(int line) {
        return notes[line] != null || cut[line];
    }

    boolean cuts() {
        for (boolean one : cut) {
            if (one) {
                return true;
            }
        }
        return false;
    }
}
