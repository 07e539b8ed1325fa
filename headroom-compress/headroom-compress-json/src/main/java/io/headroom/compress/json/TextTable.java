package io.headroom.compress.json;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Rows of text cells, and the table form of them: the door by which texts other than JSON come to that form. It knows nothing of how a
 * text lays its cells out; a note that its caller gives says so at the end of line 1, and {@link TextTableReader} hands it back. One
 * instance takes the rows of one text. Not thread-safe.
 */
public final class TextTable {
    /** No text that has a form is longer, in characters. */
    public static final int LONGEST_TEXT = DecodeBudget.LONGEST_TEXT;

    /** The first words of notes. No note of JSON begins so, and a line of JSON that ends like one of these gets a note of its own. */
    private static final List<String> NOTES = List.of("csv", "tsv", "markdown", "columns");

    private static final int NO_VALUE = -1;

    private final String text;
    private final CompressionContext context;
    private final Steps steps;
    private final JsonNodes nodes;
    private final List<String> names;
    private final List<int[]> columns = new ArrayList<>();
    private int[] lines = new int[16];
    private int[] lineStarts = new int[16];
    private int[] lineEnds = new int[16];
    private int rows;
    private int total;

    /**
     * A table without rows.
     *
     * @param text the text in which cells are found
     * @param names the names of the columns, all different
     * @param context the services of the call
     * @param steps counts the work of the call
     */
    public TextTable(String text, List<String> names, CompressionContext context, Steps steps) {
        this.text = text;
        this.context = context;
        this.steps = steps;
        this.nodes = new JsonNodes(text);
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            columns.add(new int[] {NO_VALUE});
        }
    }

    /**
     * How many rows there are.
     *
     * @return the number, lines that are no rows included
     */
    public int size() {
        return total;
    }

    /**
     * Ends a row. The cells that come next are those of the next one.
     *
     * @param from where its line starts in the text
     * @param to where it ends
     */
    public void endRow(int from, int to) {
        addLine(NO_VALUE);
        if (rows == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, 2 * rows);
            lineEnds = Arrays.copyOf(lineEnds, 2 * rows);
        }
        lineStarts[rows] = from;
        lineEnds[rows] = to;
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            int[] values = columns.get(i);
            if (rows == values.length) {
                values = Arrays.copyOf(values, 2 * rows);
                columns.set(i, values);
            }
            values[rows] = NO_VALUE;
        }
    }

    /**
     * Sets a cell of the row that is not ended yet. A cell that is not set is empty.
     *
     * @param column its column, from 0
     * @param from where its text starts in the text
     * @param to where it ends; an empty cell that is set differs from one that is not
     */
    public void cell(int column, int from, int to) {
        columns.get(column)[rows] = node(from, to);
    }

    /**
     * Sets a cell in which some character stands twice for itself.
     *
     * @param column its column, from 0
     * @param from where its text starts in the text
     * @param to where it ends
     * @param doubled the character
     */
    public void cellWithDoubled(int column, int from, int to, char doubled) {
        int start = nodes.charCount();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            nodes.append(c);
            i += c == doubled ? 1 : 0;
        }
        columns.get(column)[rows] = node(start, nodes.charCount());
    }

    private int[] without(BitSet rare, int[] column) {
        int[] values = new int[rows - rare.cardinality()];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            if (!rare.get(row)) {
                values[size++] = column[row];
            }
        }
        return values;
    }

    /**
     * Adds a line that is no row.
     *
     * @param from where it starts in the text
     * @param to where it ends
     */
    public void line(int from, int to) {
        addLine(lineNode(from, to));
    }

    private int lineNode(int from, int to) {
        int node = nodes.add(JsonNodes.STRING, NO_VALUE, from);
        nodes.close(node, to);
        return node;
    }

    private void addLine(int node) {
        if (total == lines.length) {
            lines = Arrays.copyOf(lines, 2 * total);
        }
        lines[total++] = node;
    }

    /** What is spelled like a literal of JSON is one, so that it stands bare. */
    private int node(int from, int to) {
        byte kind = JsonNodes.STRING;
        if (JsonSyntax.isLiteral(nodes.chars, from, to)) {
            kind = switch (nodes.chars[from]) {
                case 't' -> JsonNodes.TRUE;
                case 'f' -> JsonNodes.FALSE;
                case 'n' -> JsonNodes.NULL;
                default -> JsonNodes.NUMBER;
            };
        }
        int node = nodes.add(kind, NO_VALUE, from);
        nodes.close(node, to);
        return node;
    }

    /**
     * Writes the table.
     *
     * @param note what rebuilds the text, without brackets; its first word is csv, tsv, markdown or columns
     * @return the form, or empty if it is estimated no smaller than the text
     */
    public Optional<String> write(String note) {
        return form(note).filter(form -> JsonCompressor.isSmaller(form, text, context));
    }

    /**
     * Writes the table whatever its size, once.
     *
     * @param note as above
     * @return the form, or empty if the rows have none
     */
    public Optional<String> form(String note) {
        BitSet rare = new RareRows(nodes, steps, lineStarts, lineEnds).find(columns, rows);
        boolean[] odd = new boolean[total];
        int next = 0;
        for (int row = 0; row < total; row++) {
            if (lines[row] == NO_VALUE && rare.get(next++)) {
                lines[row] = lineNode(lineStarts[next - 1], lineEnds[next - 1]);
            }
            odd[row] = lines[row] != NO_VALUE;
        }
        List<int[]> values =
                columns.stream().map(column -> without(rare, column)).toList();
        RowSet set = new RowSet(RowSet.Kind.ROWS, Arrays.copyOf(lines, total));
        Optional<TablePlan> plan = new TablePlanner(nodes, steps, context.patterns()).planText(set, odd, names, values);
        plan.ifPresent(SharedLabels::share);
        StringBuilder out = new StringBuilder();
        plan.ifPresent(
                planned -> new TableWriter(nodes, out, steps, RowNotes.none()).writeText(planned, " (" + note + ")"));
        steps.report();
        return plan.map(planned -> out.toString());
    }

    /**
     * Where rows and other lines stand in the text, in order.
     *
     * @param starts where each starts
     * @param ends where each ends
     * @param odd whether it is no row
     */
    record Slices(int[] starts, int[] ends, boolean[] odd) {
        int count() {
            return starts.length;
        }
    }

    Slices slices() {
        int[] starts = new int[total];
        int[] ends = new int[total];
        boolean[] odd = new boolean[total];
        int row = 0;
        for (int i = 0; i < total; i++) {
            odd[i] = lines[i] != NO_VALUE;
            starts[i] = odd[i] ? nodes.start(lines[i]) : lineStarts[row];
            ends[i] = odd[i] ? nodes.end(lines[i]) : lineEnds[row];
            row += odd[i] ? 0 : 1;
        }
        return new Slices(starts, ends, odd);
    }

    String text() {
        return text;
    }

    JsonNodes nodes() {
        return nodes;
    }

    /** For each row and other line a string that holds all of it. */
    int[] elements() {
        Slices slices = slices();
        int[] elements = new int[total];
        for (int i = 0; i < total; i++) {
            elements[i] = lineNode(slices.starts()[i], slices.ends()[i]);
        }
        return elements;
    }

    /** The cells by column, for each row and other line. */
    List<RowColumns.Column> columns() {
        List<RowColumns.Column> all = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int[] cells = new int[total];
            int row = 0;
            int count = 0;
            for (int i = 0; i < total; i++) {
                cells[i] = lines[i] == NO_VALUE ? columns.get(column)[row++] : NO_VALUE;
                count += cells[i] == NO_VALUE ? 0 : 1;
            }
            all.add(new RowColumns.Column(names.get(column), cells, count));
        }
        return all;
    }

    /** Where the note of a line starts, with the space before it, or -1. */
    static int noteStart(String line) {
        int start = line.endsWith(")") ? line.lastIndexOf(" (") : -1;
        if (start < 0) {
            return -1;
        }
        for (String word : NOTES) {
            int behind = start + 2 + word.length();
            if (line.startsWith(word, start + 2) && ", )".indexOf(line.charAt(behind)) >= 0) {
                return start;
            }
        }
        return -1;
    }
}
