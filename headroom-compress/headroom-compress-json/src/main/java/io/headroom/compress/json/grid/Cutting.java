package io.headroom.compress.json.grid;

import io.headroom.compress.json.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way of cutting lines into cells, and the layouts that may rebuild them. */
final class Cutting {
    /** One line in this many may be none of the table. */
    static final int RARE = 20;

    private final Lines lines;
    private final List<String> names;
    private final int[] starts;
    private final boolean atSpaces;
    private final int[] from;
    private final int[] to;
    private final List<ColumnsLayout> layouts = new ArrayList<>();

    private Cutting(Lines lines, List<String> names, int[] starts, boolean atSpaces) {
        this.lines = lines;
        this.names = names;
        this.starts = starts;
        this.atSpaces = atSpaces;
        this.from = new int[names.size()];
        this.to = new int[names.size()];
    }

    /** Cuts at the places where names start that have at least two spaces before them. */
    static Optional<Cutting> atNames(Lines lines) {
        String head = lines.line(0);
        int end = trimmed(head, 0, head.length());
        List<String> names = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        int at = 0;
        while (at < end) {
            int gap = head.indexOf("  ", at);
            int stop = gap < 0 || gap > end ? end : gap;
            names.add(head.substring(at, stop));
            starts.add(at);
            at = stop;
            while (at < end && head.charAt(at) == ' ') {
                at++;
            }
        }
        if (!Names.areNames(names)) {
            return Optional.empty();
        }
        Cutting cutting = new Cutting(
                lines, names, starts.stream().mapToInt(Integer::intValue).toArray(), false);
        cutting.layouts.add(cutting.layout(cutting.starts, new boolean[names.size()], false));
        return Optional.of(cutting);
    }

    /** Cuts at spaces, into as many cells as the line with the fewest has but for a few. */
    static Optional<Cutting> atSpaces(Lines lines, Steps steps) {
        int most = words(lines, 0, Integer.MAX_VALUE);
        int[] having = new int[most + 1];
        for (int line = 1; line < lines.size(); line++) {
            having[words(lines, line, most)]++;
            steps.add(lines.length(line));
        }
        int columns = 0;
        for (int fewer = 0; columns < most && (fewer + having[columns]) * RARE <= lines.size(); columns++) {
            fewer += having[columns];
        }
        if (columns < 3) {
            return Optional.empty();
        }
        int[] starts = new int[columns];
        Cutting cutting = new Cutting(lines, new ArrayList<>(), starts, true, columns);
        cutting.cut(0);
        for (int column = 0; column < columns; column++) {
            starts[column] = cutting.from[column] - lines.start(0);
            cutting.names.add(lines.text.substring(cutting.from[column], cutting.to[column]));
        }
        if (!Names.areNames(cutting.names) || !cutting.place(steps)) {
            return Optional.empty();
        }
        return Optional.of(cutting);
    }

    private Cutting(Lines lines, List<String> names, int[] starts, boolean atSpaces, int columns) {
        this.lines = lines;
        this.names = names;
        this.starts = starts;
        this.atSpaces = atSpaces;
        this.from = new int[columns];
        this.to = new int[columns];
    }

    private static int words(Lines lines, int line, int most) {
        int words = 0;
        for (int at = lines.start(line); at < lines.end(line) && words < most; at++) {
            boolean starts = at == lines.start(line) || lines.text.charAt(at - 1) == ' ';
            words += starts && lines.text.charAt(at) != ' ' ? 1 : 0;
        }
        return words;
    }

    /** Finds for each column the place at which most of its cells start or end. */
    private boolean place(Steps steps) {
        int columns = from.length;
        int rows = 0;
        int[][] startOf = new int[columns][lines.size()];
        int[][] endOf = new int[columns][lines.size()];
        for (int line = 1; line < lines.size(); line++) {
            if (cut(line)) {
                for (int column = 0; column < columns; column++) {
                    startOf[column][rows] = from[column] - lines.start(line);
                    endOf[column][rows] = to[column] - lines.start(line);
                }
                rows++;
            }
            steps.add(lines.length(line));
        }
        int[] places = new int[columns];
        boolean[] right = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            Mode start = Mode.of(startOf[column], rows);
            Mode end = Mode.of(endOf[column], rows);
            int nameEnd = starts[column] + names.get(column).length();
            boolean below = end.value() == nameEnd && start.value() != starts[column];
            right[column] = end.count() > start.count() || (end.count() == start.count() && below);
            places[column] = right[column] ? end.value() : start.value();
            if (2 * Math.max(start.count(), end.count()) < rows) {
                return false;
            }
        }
        layouts.add(layout(places, right, false));
        layouts.add(layout(places, right, true));
        return true;
    }

    private record Mode(int value, int count) {
        static Mode of(int[] values, int size) {
            int[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            Mode best = new Mode(0, 0);
            int from = 0;
            for (int i = 1; i <= size; i++) {
                if (i == size || sorted[i] != sorted[from]) {
                    best = i - from > best.count() ? new Mode(sorted[from], i - from) : best;
                    from = i;
                }
            }
            return best;
        }
    }

    private ColumnsLayout layout(int[] places, boolean[] right, boolean shifting) {
        int width = 0;
        String head = lines.line(0);
        if (head.endsWith(" ") || (lines.size() > 1 && lines.line(1).endsWith(" "))) {
            width = head.length();
        }
        ColumnsLayout plain = new ColumnsLayout(places, right, shifting, new int[0], width);
        LineSink out = LineSink.ofLine();
        plain.row(names.toArray(new @Nullable String[0]), out);
        boolean same = out.lineIs(lines.text, lines.start(0), lines.end(0));
        return same ? plain : new ColumnsLayout(places, right, shifting, starts, width);
    }

    List<String> names() {
        return names;
    }

    int columns() {
        return from.length;
    }

    List<ColumnsLayout> layouts() {
        return layouts;
    }

    int from(int column) {
        return from[column];
    }

    int to(int column) {
        return to[column];
    }

    /** Cuts a line; false if it has no cells for these columns. */
    boolean cut(int line) {
        return atSpaces ? cutAtSpaces(line) : cutAtNames(line);
    }

    private boolean cutAtSpaces(int line) {
        String text = lines.text;
        int end = trimmed(text, lines.start(line), lines.end(line));
        int at = lines.start(line);
        for (int column = 0; column < from.length; column++) {
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
            if (at == end) {
                return false;
            }
            from[column] = at;
            while (at < end && (text.charAt(at) != ' ' || column == from.length - 1)) {
                at++;
            }
            to[column] = at;
        }
        return true;
    }

    private boolean cutAtNames(int line) {
        String text = lines.text;
        int end = lines.end(line);
        for (int column = 0; column < starts.length; column++) {
            int at = Math.min(end, lines.start(line) + starts[column]);
            int next = column + 1 < starts.length ? Math.min(end, lines.start(line) + starts[column + 1]) : end;
            boolean apart = at == end || at == lines.start(line) || text.charAt(at - 1) == ' ';
            int stop = trimmed(text, at, next);
            if (!apart || (at < stop && text.charAt(at) == ' ')) {
                return false;
            }
            from[column] = at;
            to[column] = stop;
        }
        return lines.length(line) > 0;
    }

    private static int trimmed(String text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    boolean rebuilds(int line, ColumnsLayout layout, LineSink out) {
        @Nullable String[] cells = new String[from.length];
        for (int column = 0; column < cells.length; column++) {
            cells[column] = from[column] < to[column] ? lines.text.substring(from[column], to[column]) : null;
        }
        layout.row(cells, out);
        return out.lineIs(lines.text, lines.start(line), lines.end(line));
    }
}
