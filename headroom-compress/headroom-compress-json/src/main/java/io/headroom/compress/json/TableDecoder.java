package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import io.headroom.compress.json.ColumnSpec.Part;
import io.headroom.compress.json.ColumnSpec.PartKind;
import io.headroom.compress.json.ColumnSpec.StepKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the rows of one table, or of one kind of rows of it, back into JSON. */
final class TableDecoder {
    private final FormText form;
    private final char separator;
    private final RowSet.Kind table;
    private final List<ColumnSpec> columns;
    private final List<TableDecoder> below = new ArrayList<>();
    private final List<Template> patterns;
    private final int[][] references;
    private final List<RowCells> cellsAtDepth = new ArrayList<>();

    TableDecoder(FormText form, char separator, RowSet.Kind table, List<ColumnSpec> columns, List<Template> patterns)
            throws MalformedFormException {
        this.form = form;
        this.separator = separator;
        this.table = table;
        this.columns = columns;
        this.patterns = patterns;
        this.references = references();
    }

    List<ColumnSpec> columns() {
        return columns;
    }

    /** Adds the tables of the columns with rows below, in their order. */
    void addBelow(TableDecoder decoder) {
        below.add(decoder);
    }

    private int[][] references() throws MalformedFormException {
        Map<String, Integer> byPath = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byPath.put(columns.get(i).path(), i);
        }
        int[][] resolved = new int[columns.size()][];
        for (int i = 0; i < columns.size(); i++) {
            ColumnSpec column = columns.get(i);
            if (column.parts().isEmpty()) {
                continue;
            }
            resolved[i] = new int[column.parts().size()];
            for (int p = 0; p < resolved[i].length; p++) {
                Part part = column.parts().get(p);
                Integer source = part.kind() == PartKind.COLUMN ? byPath.get(part.text()) : Integer.valueOf(-1);
                if (source == null || (source >= 0 && !isSource(columns.get(source)))) {
                    throw form.malformed("no column to derive from: " + part.text());
                }
                resolved[i][p] = source;
            }
        }
        return resolved;
    }

    /** A column that is derived itself is no source, so that derivations cannot go in circles. */
    private static boolean isSource(ColumnSpec column) {
        return column.type().hasCells() && column.parts().stream().noneMatch(part -> part.kind() == PartKind.COLUMN);
    }

    /** Reads the row at the current line, whose cells start at {@code from}, and the rows below it. */
    void row(int from, int depth, JsonWriter to) throws MalformedFormException {
        while (cellsAtDepth.size() <= depth) {
            // Cells of a row take several bytes each, at every depth.
            form.budget.spend(16L * columns.size());
            cellsAtDepth.add(new RowCells(columns.size()));
        }
        RowCells cells = cellsAtDepth.get(depth);
        form.budget.spend(columns.size());
        cells.read(form.chars, from, form.end(), separator, columns, patterns);
        boolean object = table == RowSet.Kind.ROWS || !hasRowValue(cells);
        int first = 0;
        if (columns.get(0).steps().get(0).kind() == StepKind.NAME) {
            String name = stringOf(0, cells).orElseThrow(() -> form.malformed("an entry without a name"));
            to.name(name, 0, name.length());
            first = 1;
        }
        if (object) {
            to.beginObject();
        }
        RowPath path = new RowPath(to);
        int belowIndex = 0;
        for (int column = first; column < columns.size(); column++) {
            ColumnSpec spec = columns.get(column);
            if (isPresent(spec, column, cells)) {
                if (object == (spec.steps().get(0).kind() == StepKind.ROW)) {
                    throw form.malformed("a row that is both a value and an object");
                }
                form.budget.spend(spec.path().length() / 16);
                JsonWriter writer = path.moveTo(spec.steps());
                if (spec.type().isBelow()) {
                    below(
                            spec.type() == ColumnSpec.Type.SAME_BELOW ? this : below.get(belowIndex),
                            column,
                            cells,
                            depth,
                            writer);
                } else {
                    value(column, cells, writer);
                }
            }
            belowIndex += spec.type() == ColumnSpec.Type.BELOW ? 1 : 0;
        }
        path.finish();
        if (object) {
            to.endObject();
        }
    }

    private boolean hasRowValue(RowCells cells) {
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).steps().get(0).kind() == StepKind.ROW
                    && isPresent(columns.get(column), column, cells)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(ColumnSpec spec, int column, RowCells cells) {
        return !spec.type().hasCells() || cells.kind(column) != RowCells.MISSING;
    }

    private void below(TableDecoder table, int column, RowCells cells, int depth, JsonWriter to)
            throws MalformedFormException {
        int from = cells.start(column);
        int end = cells.end(column);
        if (cells.kind(column) != RowCells.BARE) {
            throw form.malformed("no number of rows");
        }
        if (JsonSyntax.isNull(form.chars, from, end)) {
            to.literal(form.chars, from, end);
            return;
        }
        int count = Numbers.count(form.chars, from, end);
        if (count < 0 || depth >= JsonReader.MAX_DEPTH) {
            throw form.malformed("no number of rows");
        }
        to.beginArray();
        int done = 0;
        while (done < count) {
            int start = form.nextLine();
            for (int d = 0; d <= depth; d++) {
                if (start + d >= form.end() || form.chars[start + d] != ' ') {
                    throw form.malformed("a row below that is not indented");
                }
            }
            Optional<GapNote> note = form.note(start + depth + 1);
            if (note.isEmpty()) {
                table.rowOrOdd(start + depth + 1, depth + 1, to);
            } else if (note.get().from() == done + 1 && note.get().to() < count) {
                // The note stands for its rows until what is shown is read again, with the places of all arrays.
                to.string(note.get().line(), 0, note.get().line().length());
            } else {
                throw form.malformed("a note in another place than where its rows were");
            }
            done += note.map(GapNote::count).orElse(1);
        }
        to.endArray();
    }

    void rowOrOdd(int from, int depth, JsonWriter to) throws MalformedFormException {
        if (from < form.end() && form.chars[from] == '+') {
            JsonEcho echo = new JsonEcho(form.chars, from + 1, form.end(), JsonEcho.none());
            echo.value(to);
            if (echo.position() != form.end()) {
                throw form.malformed("something behind an odd row");
            }
        } else {
            row(from, depth, to);
        }
    }

    private void value(int column, RowCells cells, JsonWriter to) throws MalformedFormException {
        ColumnSpec spec = columns.get(column);
        char[] chars = form.chars;
        int from = cells.start(column);
        int end = cells.end(column);
        byte kind = cells.kind(column);
        if (spec.type() == ColumnSpec.Type.CONSTANT) {
            constant(spec.constant(), to);
        } else if (kind == RowCells.JSON) {
            if (spec.type() != ColumnSpec.Type.PLAIN
                    && spec.type() != ColumnSpec.Type.LIST
                    && spec.type() != ColumnSpec.Type.LABELED) {
                throw form.malformed("JSON in a column of strings");
            }
            new JsonEcho(chars, from, end, JsonEcho.none()).value(to);
        } else if (spec.type() == ColumnSpec.Type.LIST) {
            list(kind, from, end, to);
        } else if (kind == RowCells.BARE
                && (spec.type() == ColumnSpec.Type.PLAIN
                        || (spec.type() == ColumnSpec.Type.LABELED && JsonSyntax.isLiteral(chars, from, end)))) {
            scalar(from, end, to);
        } else if (kind == RowCells.BARE
                && spec.type() != ColumnSpec.Type.DERIVED
                && JsonSyntax.isNull(chars, from, end)) {
            to.literal(chars, from, end);
        } else {
            String text = stringOf(column, cells).orElseThrow(() -> form.malformed("no string"));
            if (spec.type() == ColumnSpec.Type.NUMBER) {
                number(kind, text, to);
            } else {
                to.string(text, 0, text.length());
            }
        }
    }

    private static void constant(ColumnSpec.Constant constant, JsonWriter to) throws MalformedFormException {
        if (constant.string()) {
            to.string(constant.text(), 0, constant.text().length());
        } else {
            char[] json = constant.text().toCharArray();
            new JsonEcho(json, 0, json.length, JsonEcho.none()).value(to);
        }
    }

    private void scalar(int from, int end, JsonWriter to) {
        if (JsonSyntax.isLiteral(form.chars, from, end)) {
            to.literal(form.chars, from, end);
        } else {
            to.string(form.chars, from, end);
        }
    }

    private void number(byte kind, String text, JsonWriter to) throws MalformedFormException {
        char[] spelled = text.toCharArray();
        if (kind != RowCells.BARE || JsonSyntax.numberEnd(spelled, 0, spelled.length) != spelled.length) {
            throw form.malformed("no number");
        }
        to.literal(spelled, 0, spelled.length);
    }

    private void list(byte kind, int from, int end, JsonWriter to) throws MalformedFormException {
        if (kind != RowCells.BARE) {
            throw form.malformed("no list");
        }
        if (JsonSyntax.isNull(form.chars, from, end)) {
            to.literal(form.chars, from, end);
            return;
        }
        to.beginArray();
        int start = from;
        for (int i = from; i <= end; i++) {
            if (i == end || form.chars[i] == ';') {
                scalar(start, i, to);
                start = i + 1;
            }
        }
        to.endArray();
    }

    /** The string that a column has in a row; for a column that others derive from, also the spelling of its literal. */
    private Optional<String> stringOf(int column, RowCells cells) throws MalformedFormException {
        ColumnSpec spec = columns.get(column);
        if (spec.type() == ColumnSpec.Type.DERIVED) {
            return Optional.of(derived(column, cells));
        }
        byte kind = cells.kind(column);
        if (kind == RowCells.MISSING || kind == RowCells.JSON) {
            return Optional.empty();
        }
        String text = cells.text(column, form.chars);
        return switch (spec.type()) {
            case PLAIN, TEXT -> Optional.of(text);
            case TEMPLATE, NUMBER -> Optional.of(filled(column, text, cells));
            case LABELED -> Optional.of(kind == RowCells.QUOTED ? text : labelled(spec, text));
            default -> Optional.empty();
        };
    }

    private String derived(int column, RowCells cells) throws MalformedFormException {
        StringBuilder text = new StringBuilder();
        List<Part> parts = columns.get(column).parts();
        for (int p = 0; p < parts.size(); p++) {
            int source = references[column][p];
            append(source < 0 ? parts.get(p).text() : sourceText(source, cells), text);
        }
        return text.toString();
    }

    private String sourceText(int source, RowCells cells) throws MalformedFormException {
        return stringOf(source, cells).orElseThrow(() -> form.malformed("nothing to derive from"));
    }

    private void append(String piece, StringBuilder text) {
        form.budget.grow(text.length(), piece.length() + 1L);
        text.append(piece);
    }

    private String filled(int column, String cell, RowCells cells) throws MalformedFormException {
        ColumnSpec spec = columns.get(column);
        String[] values = spec.holes() == 1 ? new String[] {cell} : cell.split(" ", -1);
        if (values.length != spec.holes()) {
            throw form.malformed("a template with another number of values");
        }
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int p = 0; p < spec.parts().size(); p++) {
            Part part = spec.parts().get(p);
            int source = references[column][p];
            String piece = source < 0 ? part.text() : sourceText(source, cells);
            append(part.kind() == PartKind.HOLE ? values[next++] : piece, text);
        }
        return text.toString();
    }

    private String labelled(ColumnSpec spec, String cell) throws MalformedFormException {
        int space = cell.indexOf(' ');
        String word = space < 0 ? cell : cell.substring(0, space);
        int label = word.length() > 2 ? -1 : Labels.index(word);
        if (label < 0) {
            return cell;
        }
        if (label < spec.firstLabel() || label > spec.lastLabel() || label >= patterns.size()) {
            throw form.malformed("a label of another column");
        }
        List<String> values =
                space < 0 ? List.of() : Arrays.asList(cell.substring(space + 1).split(" ", -1));
        Template template = patterns.get(label);
        if (values.size() != template.values() || values.contains("")) {
            throw form.malformed("a pattern with another number of values");
        }
        form.budget.spend(template.parts().size());
        form.budget.grow(0, template.renderedLength(values));
        return template.render(values);
    }
}
