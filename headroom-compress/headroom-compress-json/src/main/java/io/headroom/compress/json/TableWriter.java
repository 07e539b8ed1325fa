package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes a planned table: line 1, header lines, pattern lines, rows. One instance writes one table once. */
final class TableWriter {
    static final String GAP_LEGEND = "; empty: no such key";
    static final String MARKED_GAP_LEGEND = "; - or nothing: no such key";
    static final String EQUALS_LEGEND = "; x=.. holds in every row, {} is its cell";

    private final JsonNodes nodes;
    private final StringBuilder out;
    private final Steps steps;
    private final RowNotes notes;
    private final List<LabelGroup> groups = new ArrayList<>();
    private final Separators found = new Separators();
    private boolean gaps;
    private boolean equals;
    private char separator;

    TableWriter(JsonNodes nodes, StringBuilder out, Steps steps, RowNotes notes) {
        this.nodes = nodes;
        this.out = out;
        this.steps = steps;
        this.notes = notes;
    }

    /** Writes the table without a line end behind its last row. */
    void write(TablePlan plan, Layout layout) {
        survey(plan);
        write(plan, layout::noteBehind);
    }

    /** Writes rows of a text, in which a cell that is empty is just that, and needs no legend unless it is marked. */
    void writeText(TablePlan plan, String note) {
        survey(plan);
        gaps &= found.best() == Separators.SPACE;
        write(plan, line -> note);
    }

    private void write(TablePlan plan, UnaryOperator<String> note) {
        separator = found.best();
        int start = out.length();
        out.append(plan.set().top()).append(' ').append(plan.set().kind().word());
        out.append(plan.inKinds() ? " in kinds" : "").append(Separators.note(separator));
        out.append(gaps ? gapLegend() : "").append(equals ? EQUALS_LEGEND : "").append(':');
        if (!plan.inKinds()) {
            out.append(' ');
            columns(plan.kinds().get(0));
        }
        out.append(note.apply(out.substring(start)));
        headers(plan, 1);
        patterns();
        RowWriter rows = new RowWriter(plan);
        for (int i = 0; i < plan.set().top(); i++) {
            rows.write(0);
        }
    }

    private void survey(TablePlan plan) {
        int[] rows = new int[plan.kinds().size()];
        for (int row = 0; row < plan.odd().length; row++) {
            rows[plan.kindOf()[row]] += plan.odd()[row] ? 0 : 1;
        }
        for (int kind = 0; kind < rows.length; kind++) {
            List<Column> columns = plan.kinds().get(kind);
            boolean first = true;
            boolean missing = false;
            for (Column column : columns) {
                CellForm form = column.form();
                if (form instanceof LabeledCells cells) {
                    number(cells.group());
                }
                found.column(first);
                form.survey(found);
                gaps |= form.hasGaps();
                equals |= form.hasEquals();
                if (form.hasCells()) {
                    first = false;
                    missing |= form.hasGaps();
                }
                if (form instanceof BelowCells cells && cells.below() != null) {
                    survey(cells.below());
                }
            }
            if (missing) {
                found.missing(innerGaps(columns, rows[kind]));
            }
        }
    }

    /** How many cells are missing before others. */
    private int innerGaps(List<Column> columns, int rows) {
        List<CellForm> forms =
                columns.stream().map(Column::form).filter(CellForm::hasCells).toList();
        steps.add((long) rows * forms.size());
        int inner = 0;
        for (int row = 0; row < rows; row++) {
            boolean behind = false;
            for (int i = forms.size() - 1; i >= 0; i--) {
                boolean gap = forms.get(i).isGap(row);
                inner += gap && behind ? 1 : 0;
                behind |= !gap;
            }
        }
        return inner;
    }

    private String gapLegend() {
        return separator == Separators.SPACE ? MARKED_GAP_LEGEND : GAP_LEGEND;
    }

    private void number(LabelGroup group) {
        if (!groups.contains(group)) {
            group.number(groups.stream().mapToInt(g -> g.notations().size()).sum());
            groups.add(group);
        }
    }

    private void columns(List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.append(Separators.ofHeader(separator));
            }
            out.append(columns.get(i).path());
            columns.get(i).form().header(out, Separators.ofHeader(separator));
        }
    }

    private void headers(TablePlan plan, int depth) {
        for (int kind = 0; kind < plan.kinds().size(); kind++) {
            List<Column> columns = plan.kinds().get(kind);
            if (plan.inKinds()) {
                out.append('\n').append((char) ('a' + kind)).append(' ');
                columns(columns);
            }
            for (Column column : columns) {
                if (column.form() instanceof BelowCells cells && cells.below() != null) {
                    out.append('\n');
                    indent(depth);
                    columns(cells.below().kinds().get(0));
                    headers(cells.below(), depth + 1);
                }
            }
        }
    }

    private void patterns() {
        int label = 0;
        for (LabelGroup group : groups) {
            for (String notation : group.notations()) {
                out.append('\n').append(Labels.name(label++)).append('=').append(notation);
            }
        }
        out.append(label > 0 ? "\n" : "");
    }

    private void indent(int depth) {
        for (int i = 0; i < depth; i++) {
            out.append(' ');
        }
    }

    /** Writes the rows of one table in order, each with the rows below it. */
    private final class RowWriter {
        private final TablePlan plan;
        private final List<RowWriter[]> below = new ArrayList<>();
        private final int[] next;
        private int row;

        RowWriter(TablePlan plan) {
            this.plan = plan;
            this.next = new int[plan.kinds().size()];
            for (List<Column> columns : plan.kinds()) {
                RowWriter[] writers = new RowWriter[columns.size()];
                for (int i = 0; i < writers.length; i++) {
                    if (columns.get(i).form() instanceof BelowCells cells) {
                        writers[i] = cells.below() == null ? this : new RowWriter(cells.below());
                    }
                }
                below.add(writers);
            }
        }

        void write(int depth) {
            out.append('\n');
            indent(depth);
            int current = row++;
            int before = out.length();
            if (plan.odd()[current]) {
                out.append('+');
                new NodePrinter(nodes).print(plan.set().rows()[current], new JsonWriter(out, Layout.MINIFIED));
                steps.add(out.length() - before);
                return;
            }
            int kind = plan.kindOf()[current];
            List<Column> columns = plan.kinds().get(kind);
            int index = next[kind]++;
            if (plan.inKinds()) {
                out.append((char) ('a' + kind)).append(' ');
            }
            cells(columns, index);
            steps.add(out.length() - before);
            RowWriter[] writers = below.get(kind);
            for (int i = 0; i < writers.length; i++) {
                if (writers[i] != null) {
                    BelowCells lists = (BelowCells) columns.get(i).form();
                    int count = lists.count(index);
                    for (int n = 0; n < count; n++) {
                        notes.place(lists.list(index), n).ifPresent(note -> note(note, depth + 1));
                        writers[i].write(depth + 1);
                    }
                }
            }
        }

        private void note(GapNote note, int depth) {
            out.append('\n');
            indent(depth);
            out.append(note.line());
        }

        /** The cell of a list tells how many rows there are, whether they are shown or not. */
        private boolean cell(CellForm form, int index) {
            int leftOut = form instanceof BelowCells lists ? notes.leftOut(lists.list(index)) : 0;
            if (leftOut == 0) {
                return form.cell(out, index, separator);
            }
            out.append(((BelowCells) form).count(index) + leftOut);
            return true;
        }

        private void cells(List<Column> columns, int index) {
            int start = out.length();
            int end = start;
            boolean first = true;
            for (Column column : columns) {
                if (!column.form().hasCells()) {
                    continue;
                }
                if (!first) {
                    out.append(separator);
                }
                first = false;
                if (cell(column.form(), index)) {
                    end = out.length();
                } else if (separator == Separators.SPACE) {
                    out.append(Separators.NO_CELL);
                }
            }
            out.setLength(end);
            if (end == start && plan.inKinds()) {
                out.setLength(end - 1);
            }
        }
    }
}
