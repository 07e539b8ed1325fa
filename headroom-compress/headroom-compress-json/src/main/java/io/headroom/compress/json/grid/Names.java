package io.headroom.compress.json.grid;

import java.util.HashSet;
import java.util.List;

/** Tells the names of columns from cells of a first row, so that texts without a head are not claimed. */
final class Names {
    private static final int LONGEST = 64;

    private Names() {}

    /** Whether these can be the names of columns: short, all different, and none of them spelled like a value or like code. */
    static boolean areNames(List<String> cells) {
        if (cells.size() < 2 || new HashSet<>(cells).size() < cells.size()) {
            return false;
        }
        for (int i = 0; i < cells.size(); i++) {
            // The index that pandas writes has no name.
            boolean unnamed = i == 0 && cells.get(i).isEmpty();
            if (!unnamed && !isName(cells.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String cell) {
        if (cell.isEmpty()
                || cell.length() > LONGEST
                || cell.charAt(0) == ' '
                || cell.charAt(cell.length() - 1) == ' ') {
            return false;
        }
        boolean letter = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c < ' ' || "{}[]<>=;\"'`\\".indexOf(c) >= 0) {
                return false;
            }
            letter |= Character.isLetter(c) || c >= 0x2000 || c == '#' || c == '%';
        }
        char first = cell.charAt(0);
        return letter && (first < '0' || first > '9');
    }
}
