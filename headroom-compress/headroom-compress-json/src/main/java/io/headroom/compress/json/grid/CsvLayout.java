package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cells with a delimiter between them. In CSV (RFC 4180) a cell is quoted where it must be; in some columns all cells are. In TSV none is.
 *
 * @param kind {@link #CSV} or {@link #TSV}
 * @param delimiter what stands between cells
 * @param quoted the columns of which every cell is quoted
 * @param quotedNames whether all names of columns are quoted
 */
record CsvLayout(String kind, char delimiter, BitSet quoted, boolean quotedNames) implements GridLayout {
    static final String CSV = "csv";
    static final String TSV = "tsv";
    private static final String BY_SEMICOLON = "csv by ;";
    private static final String QUOTED = "quoted columns";
    private static final String QUOTED_NAMES = "quoted names";

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(delimiter == ';' ? BY_SEMICOLON : kind);
        if (quotedNames) {
            words.add(QUOTED_NAMES);
        }
        if (!quoted.isEmpty()) {
            StringBuilder columns = new StringBuilder(QUOTED);
            quoted.stream().forEach(column -> columns.append(' ').append(column + 1));
            words.add(columns.toString());
        }
        return words;
    }

    static Optional<GridLayout> parse(List<String> words, int columns) {
        boolean tsv = words.get(0).equals(TSV);
        char delimiter = tsv ? '\t' : words.get(0).equals(BY_SEMICOLON) ? ';' : ',';
        BitSet quoted = new BitSet();
        for (String word : words) {
            if (word.startsWith(QUOTED + " ")) {
                for (String number : word.substring(QUOTED.length() + 1).split(" ", -1)) {
                    int column = Positions.parse(number);
                    if (column < 1 || column > columns) {
                        return Optional.empty();
                    }
                    quoted.set(column - 1);
                }
            }
        }
        CsvLayout layout = new CsvLayout(tsv ? TSV : CSV, delimiter, quoted, words.contains(QUOTED_NAMES));
        return tsv && layout.words().size() > 1 ? Optional.empty() : Optional.of(layout);
    }

    @Override
    public void head(List<String> names, LineSink out) {
        for (int i = 0; i < names.size(); i++) {
            cell(i, names.get(i), quotedNames, out);
        }
        out.endLine();
    }

    @Override
    public void row(@Nullable String[] cells, LineSink out) {
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            if (cell == null) {
                out.append(i > 0 ? String.valueOf(delimiter) : "");
            } else {
                cell(i, cell, quoted.get(i) || (cell.isEmpty() && kind.equals(CSV)), out);
            }
        }
    }

    private void cell(int column, String text, boolean always, LineSink out) {
        if (column > 0) {
            out.append(delimiter);
        }
        if (always || needsQuotes(text)) {
            out.append('"');
            out.append(text.indexOf('"') < 0 ? text : text.replace("\"", "\"\""));
            out.append('"');
        } else {
            out.append(text);
        }
    }

    private boolean needsQuotes(String text) {
        return kind.equals(CSV) && needsQuotes(text, 0, text.length(), delimiter);
    }

    static boolean needsQuotes(String text, int from, int to, char delimiter) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
