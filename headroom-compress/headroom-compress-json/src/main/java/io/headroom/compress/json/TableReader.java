package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a table from its first line on and writes what it stands for. One instance reads one table. */
final class TableReader {
    private final FormText form;
    private final List<Template> patterns = new ArrayList<>();
    private int at;
    private int end;
    private int lastLabel = -1;

    TableReader(FormText form) {
        this.form = form;
    }

    /** What line 1 tells before the columns. */
    private record Title(int rows, RowSet.Kind kind, boolean inKinds, char separator) {}

    /**
     * Reads the table whose first line is the current one.
     *
     * @param from where in the line it starts
     * @param lineEnd where its header ends, a layout note excluded
     * @param lines whether the rows stand on lines of their own, without an array around them
     * @param to where the rows go
     */
    void read(int from, int lineEnd, boolean lines, JsonWriter to) throws MalformedFormException {
        at = from;
        end = lineEnd;
        Title title = title();
        List<TableDecoder> kinds = new ArrayList<>();
        if (title.inKinds()) {
            while (kinds.size() < 26
                    && form.nextStartsWith((char) ('a' + kinds.size()) + " ")
                    && kinds.size() < KindFinder.MAX_KINDS) {
                form.nextLine();
                kinds.add(table(form.start() + 2, form.end(), 1, title));
            }
            if (kinds.size() < 2) {
                throw form.malformed("kinds without headers");
            }
        } else {
            kinds.add(table(at, end, 1, title));
        }
        if (lastLabel >= 0) {
            patterns();
        }
        begin(title, lines, to);
        for (int row = 0; row < title.rows(); row++) {
            form.nextLine();
            if (lines && row > 0) {
                to.out().append('\n');
            }
            row(kinds, title, to);
        }
        end(title, lines, to);
    }

    /**
     * The head of a table of rows of a text.
     *
     * @param names the names of the columns
     * @param rows how many rows follow
     * @param decoder what reads them, as objects whose members are named by the numbers of the columns
     */
    record TextHead(List<String> names, int rows, TableDecoder decoder) {}

    /** Reads all of a table of a text but its rows, which the caller reads one by one. */
    TextHead readTextHead(int from, int lineEnd) throws MalformedFormException {
        at = from;
        end = lineEnd;
        Title title = title();
        if (title.inKinds() || title.kind() != RowSet.Kind.ROWS) {
            throw form.malformed("no rows of a text");
        }
        List<String> names = new ArrayList<>();
        List<ColumnSpec> columns = new ArrayList<>();
        for (ColumnSpec column :
                new HeaderReader(form.chars, at, end, Separators.ofHeader(title.separator()), title.kind()).read()) {
            columns.add(numbered(column, names));
            lastLabel = Math.max(lastLabel, column.lastLabel());
        }
        TableDecoder decoder = new TableDecoder(form, title.separator(), title.kind(), columns, patterns);
        if (lastLabel >= 0) {
            patterns();
        }
        return new TextHead(names, title.rows(), decoder);
    }

    private ColumnSpec numbered(ColumnSpec column, List<String> names) throws MalformedFormException {
        if (column.type() == ColumnSpec.Type.LIST || column.type().isBelow()) {
            throw form.malformed("a column of lists in rows of a text");
        }
        List<ColumnSpec.Step> path = new ArrayList<>(column.steps());
        String name = path.get(0).name();
        boolean more = !names.isEmpty() && names.get(names.size() - 1).equals(name) && path.size() > 1;
        if (!more) {
            names.add(name);
        }
        path.set(0, new ColumnSpec.Step(ColumnSpec.StepKind.MEMBER, Integer.toString(names.size() - 1)));
        return new ColumnSpec(
                column.path(),
                path,
                column.type(),
                column.parts(),
                column.constant(),
                column.firstLabel(),
                column.lastLabel());
    }

    private static void begin(Title title, boolean lines, JsonWriter to) {
        if (title.kind() == RowSet.Kind.ENTRIES) {
            to.beginObject();
        } else if (!lines) {
            to.beginArray();
        }
    }

    private static void end(Title title, boolean lines, JsonWriter to) {
        if (title.kind() == RowSet.Kind.ENTRIES) {
            to.endObject();
        } else if (!lines) {
            to.endArray();
        }
    }

    private void row(List<TableDecoder> kinds, Title title, JsonWriter to) throws MalformedFormException {
        int start = form.start();
        boolean odd = start < form.end() && form.chars[start] == '+' && title.kind() == RowSet.Kind.ROWS;
        if (odd || !title.inKinds()) {
            if (odd) {
                kinds.get(0).rowOrOdd(start, 0, to);
            } else {
                kinds.get(0).row(start, 0, to);
            }
            return;
        }
        int kind = start < form.end() ? form.chars[start] - 'a' : -1;
        boolean bare = start + 1 == form.end();
        if (kind < 0 || kind >= kinds.size() || (!bare && form.chars[start + 1] != ' ')) {
            throw form.malformed("a row of no kind");
        }
        kinds.get(kind).row(bare ? form.end() : start + 2, 0, to);
    }

    private Title title() throws MalformedFormException {
        int from = at;
        while (at < end && at < from + 9 && chars(at) >= '0' && chars(at) <= '9') {
            at++;
        }
        int rows = Numbers.count(form.chars, from, at);
        RowSet.Kind kind = take(" rows")
                ? RowSet.Kind.ROWS
                : take(" entries") ? RowSet.Kind.ENTRIES : take(" strings") ? RowSet.Kind.STRINGS : null;
        if (rows < 1 || kind == null) {
            throw form.malformed("no table");
        }
        boolean inKinds = take(" in kinds");
        char separator = take(" by tab") ? '\t' : take(" by |") ? '|' : take(" by space") ? Separators.SPACE : ',';
        take(separator == Separators.SPACE ? TableWriter.MARKED_GAP_LEGEND : TableWriter.GAP_LEGEND);
        take(TableWriter.EQUALS_LEGEND);
        if (!take(inKinds ? ":" : ": ") || (inKinds && at != end)) {
            throw form.malformed("no table");
        }
        return new Title(rows, kind, inKinds, separator);
    }

    private TableDecoder table(int from, int to, int depth, Title title) throws MalformedFormException {
        RowSet.Kind kind = depth == 1 ? title.kind() : RowSet.Kind.ROWS;
        List<ColumnSpec> columns =
                new HeaderReader(form.chars, from, to, Separators.ofHeader(title.separator()), kind).read();
        TableDecoder decoder = new TableDecoder(form, title.separator(), kind, columns, patterns);
        for (ColumnSpec column : columns) {
            lastLabel = Math.max(lastLabel, column.lastLabel());
            if (column.type() == ColumnSpec.Type.BELOW) {
                int start = form.nextLine();
                if (depth > JsonReader.MAX_DEPTH || start + depth > form.end()) {
                    throw form.malformed("no header of rows below");
                }
                for (int i = start; i < start + depth; i++) {
                    if (form.chars[i] != ' ') {
                        throw form.malformed("a header below that is not indented");
                    }
                }
                decoder.addBelow(table(start + depth, form.end(), depth + 1, title));
            }
        }
        return decoder;
    }

    private void patterns() throws MalformedFormException {
        while (true) {
            int start = form.nextLine();
            if (start == form.end()) {
                if (patterns.size() != lastLabel + 1) {
                    throw form.malformed("other labels than in the header");
                }
                return;
            }
            String mark = Labels.name(patterns.size()) + "=";
            String line = form.lineText();
            Optional<Template> template = line.startsWith(mark) && patterns.size() < Labels.COUNT
                    ? Template.parse(line.substring(mark.length()))
                    : Optional.empty();
            patterns.add(template.orElseThrow(() -> form.malformed("no pattern")));
        }
    }

    private char chars(int index) {
        return form.chars[index];
    }

    private boolean take(String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (chars(at + i) != text.charAt(i)) {
                return false;
            }
        }
        at += text.length();
        return true;
    }
}
