package io.headroom.compress.json.grid;

import io.headroom.api.compress.CompressionContext;
import io.headroom.compress.json.Steps;
import io.headroom.compress.json.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads columns at fixed places below a line of names. Two ways of cutting lines are tried: at the places where names start that have two
 * spaces before them (kubectl, docker, pip), and at spaces, where the last cell takes the rest (ps, df). A line that is not rebuilt from
 * its cells is kept as a line; with more than a few such lines the text is declined.
 */
final class ColumnsReader implements GridReader {
    @Override
    public Optional<Grid> read(String text, Frame frame, CompressionContext context, Steps steps) {
        int lineEnd = text.indexOf('\n');
        if (!namesColumns(text, frame.start(), lineEnd)) {
            return Optional.empty();
        }
        Optional<Lines> lines = Lines.of(text, frame, steps);
        if (lines.isEmpty() || lines.get().size() <= Grid.FEWEST_ROWS) {
            return Optional.empty();
        }
        Attempt best = null;
        List<Cutting> cuttings = new ArrayList<>();
        Cutting.atNames(lines.get()).ifPresent(cuttings::add);
        Cutting.atSpaces(lines.get(), steps).ifPresent(cuttings::add);
        for (Cutting cutting : cuttings) {
            for (ColumnsLayout layout : cutting.layouts()) {
                Attempt attempt = new Attempt(cutting, layout, oddLines(lines.get(), cutting, layout, steps));
                best = best == null || attempt.oddLines() < best.oddLines() ? attempt : best;
            }
        }
        if (best == null || best.oddLines() * Cutting.RARE > lines.get().size()) {
            return Optional.empty();
        }
        TextTable table = table(lines.get(), best, context, steps);
        return Optional.of(new Grid(table, new GridNote(best.layout(), frame)));
    }

    private record Attempt(Cutting cutting, ColumnsLayout layout, int oddLines) {}

    /** Tells a line of names by its words, which begin with capitals or signs; a rule below it does as well. */
    private static boolean namesColumns(String text, int from, int lineEnd) {
        int behind = lineEnd + 1;
        boolean rule = behind < text.length() && (text.charAt(behind) == '-' || text.charAt(behind) == '=');
        int words = 0;
        for (int i = from; i < lineEnd; i++) {
            char c = text.charAt(i);
            boolean starts = c > ' ' && (i == from || text.charAt(i - 1) == ' ');
            if (c == '\t' || (starts && c >= '0' && c <= '9')) {
                return false;
            }
            words += starts ? 1 : 0;
            boolean column = starts && (i == from || i < from + 2 || text.charAt(i - 2) == ' ');
            if (column && !rule && Character.isLowerCase(c)) {
                return false;
            }
        }
        return words > 1;
    }

    private static int oddLines(Lines lines, Cutting cutting, ColumnsLayout layout, Steps steps) {
        int odd = 0;
        LineSink out = LineSink.ofLine();
        int limit = lines.size() / Cutting.RARE;
        for (int line = 1; line < lines.size() && odd <= limit; line++) {
            boolean fits = cutting.cut(line) && cutting.rebuilds(line, layout, out);
            odd += fits ? 0 : 1;
            steps.add(2L * lines.length(line));
        }
        return odd;
    }

    private static TextTable table(Lines lines, Attempt attempt, CompressionContext context, Steps steps) {
        Cutting cutting = attempt.cutting();
        TextTable table = new TextTable(lines.text, cutting.names(), context, steps);
        LineSink out = LineSink.ofLine();
        for (int line = 1; line < lines.size(); line++) {
            steps.add(lines.length(line));
            if (!cutting.cut(line) || (attempt.oddLines() > 0 && !cutting.rebuilds(line, attempt.layout(), out))) {
                table.line(lines.start(line), lines.end(line));
                continue;
            }
            for (int column = 0; column < cutting.columns(); column++) {
                if (cutting.from(column) < cutting.to(column)) {
                    table.cell(column, cutting.from(column), cutting.to(column));
                }
            }
            table.endRow(lines.start(line), lines.end(line));
        }
        return table;
    }
}
