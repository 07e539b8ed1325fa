package io.headroom.compress.json.grid;

import io.headroom.api.compress.CompressionContext;
import io.headroom.compress.json.Steps;
import io.headroom.compress.json.TextTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV as RFC 4180 has it, and TSV, where no cell is quoted. All records have the cells that the first one names. A quote inside a
 * bare cell, text behind a closing one, mixed line ends and a column of which only some cells are quoted without need are declined.
 */
final class CsvReader implements GridReader {
    private static final char NO_QUOTE = '\0';

    private final char delimiter;
    private final String kind;
    private final char quote;

    CsvReader(char delimiter, String kind) {
        this.delimiter = delimiter;
        this.kind = kind;
        this.quote = kind.equals(CsvLayout.CSV) ? '"' : NO_QUOTE;
    }

    @Override
    public Optional<Grid> read(String text, Frame frame, CompressionContext context, Steps steps) {
        int lineEnd = text.indexOf('\n');
        int delimiterAt = text.indexOf(delimiter);
        if (delimiterAt < 0 || delimiterAt > lineEnd) {
            return Optional.empty();
        }
        return new Scan(text, frame, steps).read(context);
    }

    /** One pass over one text. */
    private final class Scan {
        private final String text;
        private final Frame frame;
        private final Steps steps;
        /** Columns with a cell that is quoted without need, and columns with a bare cell. */
        private final BitSet quoted = new BitSet();

        private final BitSet bare = new BitSet();
        private int at;
        private int from;
        private int to;
        private boolean isQuoted;
        private boolean hasQuotes;

        Scan(String text, Frame frame, Steps steps) {
            this.text = text;
            this.frame = frame;
            this.steps = steps;
            this.at = frame.start();
        }

        Optional<Grid> read(CompressionContext context) {
            List<String> names = new ArrayList<>();
            int quotedNames = 0;
            int neededQuotes = 0;
            boolean more = true;
            while (more) {
                if (!cell()) {
                    return Optional.empty();
                }
                quotedNames += isQuoted ? 1 : 0;
                neededQuotes += isQuoted && CsvLayout.needsQuotes(text, from, to, delimiter) ? 1 : 0;
                names.add(text.substring(from, to));
                more = at < text.length() && text.charAt(at) == delimiter;
                at += more ? 1 : 0;
            }
            boolean allQuoted = quotedNames == names.size();
            if (neededQuotes > 0 || (quotedNames > 0 && !allQuoted) || !Names.areNames(names) || !lineEnd()) {
                return Optional.empty();
            }
            TextTable table = new TextTable(text, names, context, steps);
            while (at < text.length()) {
                if (!record(table, names.size())) {
                    return Optional.empty();
                }
            }
            if (quoted.intersects(bare)) {
                return Optional.empty();
            }
            return Optional.of(new Grid(table, new GridNote(new CsvLayout(kind, delimiter, quoted, allQuoted), frame)));
        }

        private boolean record(TextTable table, int columns) {
            int start = at;
            for (int column = 0; column < columns; column++) {
                boolean delimited = column == 0 || (at < text.length() && text.charAt(at) == delimiter);
                at += column == 0 ? 0 : 1;
                if (!delimited || !cell()) {
                    return false;
                }
                set(table, column);
            }
            table.endRow(start, at);
            steps.add(at - start);
            return lineEnd();
        }

        private void set(TextTable table, int column) {
            if (!isQuoted) {
                if (from < to) {
                    bare.set(column);
                    table.cell(column, from, to);
                }
                return;
            }
            if (from < to && !CsvLayout.needsQuotes(text, from, to, delimiter)) {
                quoted.set(column);
            }
            if (hasQuotes) {
                table.cellWithDoubled(column, from, to, quote);
            } else {
                table.cell(column, from, to);
            }
        }

        /** Finds the cell that begins here; false if it is none. */
        private boolean cell() {
            isQuoted = at < text.length() && text.charAt(at) == quote && quote != NO_QUOTE;
            return isQuoted ? quotedCell() : bareCell();
        }

        private boolean bareCell() {
            from = at;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == delimiter || c == '\n' || c == '\r') {
                    break;
                }
                if (c == quote) {
                    return false;
                }
                at++;
            }
            to = at;
            return true;
        }

        private boolean quotedCell() {
            from = ++at;
            hasQuotes = false;
            int reported = at;
            while (at < text.length()) {
                if (at - reported >= Steps.PORTION) {
                    steps.add(at - reported);
                    reported = at;
                }
                boolean closing = text.charAt(at++) == quote;
                if (closing && (at == text.length() || text.charAt(at) != quote)) {
                    to = at - 1;
                    return true;
                }
                if (closing) {
                    hasQuotes = true;
                    at++;
                }
            }
            return false;
        }

        /** Passes the end of a line, or of the text. */
        private boolean lineEnd() {
            if (at == text.length()) {
                return !frame.ended();
            }
            if (text.startsWith(frame.lineEnd(), at)) {
                at += frame.lineEnd().length();
                return true;
            }
            return false;
        }
    }
}
