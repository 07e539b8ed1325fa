package io.headroom.compress.json.grid;

import io.headroom.api.compress.CompressionContext;
import io.headroom.compress.json.Steps;
import io.headroom.compress.json.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is one table of GitHub Flavored Markdown: names, a rule, rows, each line with a pipe at both ends and all lines with
 * the same cells. A pipe behind a backslash is part of its cell.
 */
final class MarkdownReader implements GridReader {
    @Override
    public Optional<Grid> read(String text, Frame frame, CompressionContext context, Steps steps) {
        if (text.charAt(frame.start()) != '|') {
            return Optional.empty();
        }
        Optional<Lines> lines = Lines.of(text, frame, steps);
        if (lines.isEmpty() || lines.get().size() < 2) {
            return Optional.empty();
        }
        String rule = lines.get().line(1);
        int columns = MarkdownLayout.columnsOf(rule);
        return columns == 0 ? Optional.empty() : read(lines.get(), rule, columns, frame, context, steps);
    }

    private static Optional<Grid> read(
            Lines lines, String rule, int columns, Frame frame, CompressionContext context, Steps steps) {
        int[] cells = new int[2 * columns];
        if (!cut(lines, 0, cells)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            names.add(lines.text.substring(cells[2 * column], cells[2 * column + 1]));
        }
        List<MarkdownLayout> layouts = MarkdownLayout.candidates(rule);
        layouts.removeIf(layout -> !rebuilds(layout, lines, 0, cells));
        if (!Names.areNames(names)) {
            return Optional.empty();
        }
        TextTable table = new TextTable(lines.text, names, context, steps);
        for (int line = 2; line < lines.size(); line++) {
            int current = line;
            if (layouts.isEmpty() || !cut(lines, line, cells)) {
                return Optional.empty();
            }
            layouts.removeIf(layout -> !rebuilds(layout, lines, current, cells));
            steps.add(3L * lines.length(line));
            for (int column = 0; column < columns; column++) {
                if (cells[2 * column] < cells[2 * column + 1]) {
                    table.cell(column, cells[2 * column], cells[2 * column + 1]);
                }
            }
            table.endRow(lines.start(line), lines.end(line));
        }
        return layouts.isEmpty() ? Optional.empty() : Optional.of(new Grid(table, new GridNote(layouts.get(0), frame)));
    }

    /** Finds where the cells of a line start and end, spaces around them excluded; false if it has another number of them. */
    private static boolean cut(Lines lines, int line, int[] cells) {
        String text = lines.text;
        int end = lines.end(line);
        int at = lines.start(line);
        if (lines.length(line) < 2 || text.charAt(at) != '|' || text.charAt(end - 1) != '|') {
            return false;
        }
        at++;
        for (int column = 0; column < cells.length / 2; column++) {
            int stop = at;
            while (stop < end && text.charAt(stop) != '|') {
                stop += text.charAt(stop) == '\\' ? 2 : 1;
            }
            if (stop >= end) {
                return false;
            }
            int to = stop;
            while (at < to && text.charAt(at) == ' ') {
                at++;
            }
            while (to > at && text.charAt(to - 1) == ' ') {
                to--;
            }
            cells[2 * column] = at;
            cells[2 * column + 1] = to;
            at = stop + 1;
        }
        return at == end;
    }

    private static boolean rebuilds(MarkdownLayout layout, Lines lines, int line, int[] cells) {
        LineSink out = LineSink.ofLine();
        @Nullable String[] texts = new String[cells.length / 2];
        for (int column = 0; column < texts.length; column++) {
            texts[column] = lines.text.substring(cells[2 * column], cells[2 * column + 1]);
        }
        layout.row(texts, out);
        return out.lineIs(lines.text, lines.start(line), lines.end(line));
    }
}
