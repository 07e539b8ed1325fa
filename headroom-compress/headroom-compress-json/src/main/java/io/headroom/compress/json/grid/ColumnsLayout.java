package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cells at fixed places of a line. A cell that is longer than its place pushes the next one aside, which either goes back to its own place
 * as soon as there is room, as with ps, or moves all that follow, as with printf.
 *
 * @param places for each column where its cells start, or where they end
 * @param right for each column whether its place is where cells end
 * @param shifting whether a cell that is too long moves all that follow
 * @param names where the names start, if not at the places of the columns
 * @param width up to where lines are filled with spaces; 0 for not at all
 */
record ColumnsLayout(int[] places, boolean[] right, boolean shifting, int[] names, int width) implements GridLayout {
    static final String COLUMNS = "columns";
    private static final String SHIFTING = "long cells shift";
    private static final String NAMES = "names";
    private static final String WIDTH = "width";

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder columns = new StringBuilder(COLUMNS);
        int first = places[0] == 0 && !right[0] ? 1 : 0;
        for (int i = first; i < places.length; i++) {
            columns.append(' ').append(places[i]).append(right[i] ? "r" : "");
        }
        words.add(columns.toString());
        if (shifting) {
            words.add(SHIFTING);
        }
        if (names.length > 0) {
            StringBuilder starts = new StringBuilder(NAMES);
            for (int start : names) {
                starts.append(' ').append(start);
            }
            words.add(starts.toString());
        }
        if (width > 0) {
            words.add(WIDTH + " " + width);
        }
        return words;
    }

    static Optional<GridLayout> parse(List<String> words, int columns) {
        String[] numbers = words.get(0).split(" ", -1);
        int first = columns - (numbers.length - 1);
        if (first < 0 || first > 1 || columns < 2) {
            return Optional.empty();
        }
        int[] places = new int[columns];
        boolean[] right = new boolean[columns];
        for (int i = first; i < columns; i++) {
            String number = numbers[i - first + 1];
            right[i] = number.endsWith("r");
            places[i] = Positions.parse(right[i] ? number.substring(0, number.length() - 1) : number);
        }
        int[] names = {};
        int width = 0;
        for (String word : words) {
            if (word.startsWith(NAMES + " ")) {
                names = Arrays.stream(word.substring(NAMES.length() + 1).split(" ", -1))
                        .mapToInt(Positions::parse)
                        .toArray();
            } else if (word.startsWith(WIDTH + " ")) {
                width = Positions.parse(word.substring(WIDTH.length() + 1));
            }
        }
        // What is missing or spelled otherwise shows when the note is written again.
        return names.length == 0 || names.length == columns
                ? Optional.of(new ColumnsLayout(places, right, words.contains(SHIFTING), names, width))
                : Optional.empty();
    }

    @Override
    public void head(List<String> columns, LineSink out) {
        if (names.length == 0) {
            row(columns.toArray(new @Nullable String[0]), out);
        } else {
            for (int i = 0; i < names.length; i++) {
                out.padTo(names[i]);
                out.append(columns.get(i));
            }
            out.padTo(width);
        }
        out.endLine();
    }

    @Override
    public void row(@Nullable String[] cells, LineSink out) {
        int shift = 0;
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            if (cell == null) {
                continue;
            }
            int place = places[i] + shift - (right[i] ? cell.length() : 0);
            int start = Math.max(place, out.column() == 0 ? 0 : out.column() + 1);
            shift += shifting ? start - place : 0;
            out.padTo(start);
            out.append(cell);
        }
        out.padTo(width);
    }
}
