package io.headroom.compress.text.shorten;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the cursor of a terminal from line to line, so that it is known which lines others wrote over: progress displays of several
 * lines go up by CUU or CPL and write them anew (ECMA-48, 5th edition, 8.3.19, 8.3.20, 8.3.22 and 8.3.13). Linear in the text's length.
 */
final class CursorRows {
    private static final int MOST_DIGITS = 4;

    private final Map<Integer, Integer> lineInRow = new HashMap<>();
    private final BitSet rewritten = new BitSet();
    private int row;
    private boolean moved;

    /**
     * Goes over the next line.
     *
     * @param line its number
     * @param text its text with codes
     * @param end what ends it
     */
    void pass(int line, String text, String end) {
        boolean blank = true;
        int at = 0;
        while (at < text.length()) {
            int behind = text.charAt(at) == ControlCodes.ESCAPE ? ControlCodes.end(text, at) : at;
            if (behind > at) {
                move(text, at, behind);
                at = behind;
            } else {
                if (blank) {
                    write(line);
                }
                blank = false;
                at++;
            }
        }
        if (blank) {
            lineInRow.putIfAbsent(row, line);
        }
        row += end.endsWith("\n") ? 1 : 0;
    }

    /** Where a line begins counts; what it writes after a move within it is taken for a part of it. */
    private void write(int line) {
        Integer before = lineInRow.put(row, line);
        if (before != null && before != line) {
            rewritten.set(before);
        }
    }

    private void move(String text, int from, int behind) {
        char way = text.charAt(behind - 1);
        if (text.charAt(from + 1) != '[' || (way != 'A' && way != 'B' && way != 'E' && way != 'F')) {
            return;
        }
        String digits = text.substring(from + 2, behind - 1);
        boolean number = digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number) {
            int rows = Math.max(1, digits.isEmpty() ? 1 : Integer.parseInt(digits));
            boolean up = way == 'A' || way == 'F';
            row = up ? Math.max(0, row - rows) : row + rows;
            moved |= up;
        }
    }

    /** Whether the cursor ever went up. */
    boolean moved() {
        return moved;
    }

    /** The lines that others wrote over. */
    BitSet rewritten() {
        return (BitSet) rewritten.clone();
    }
}
