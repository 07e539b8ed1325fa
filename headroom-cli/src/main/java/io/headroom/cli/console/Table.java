package io.headroom.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows in columns. Columns of numbers are set to the right. */
public final class Table {
    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings; one that ends in a space marks a column that is set to the right. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row with as many cells as there are headings. */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("expected " + headings.size() + " cells, got " + cells.length);
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** The lines of the table, headings first. */
    public List<String> lines(Style style) {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).strip().length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(line(headings, widths)));
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column).strip();
            String gap = " ".repeat(widths[column] - cell.length());
            boolean right = headings.get(column).endsWith(" ");
            line.append(right ? gap + cell : cell + gap).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
