package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one row line, cut at the separators. Reused for all rows of a table at one depth. */
final class RowCells {
    static final byte MISSING = 0;
    static final byte BARE = 1;
    static final byte QUOTED = 2;
    static final byte JSON = 3;

    private final byte[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final @Nullable String[] strings;

    RowCells(int columns) {
        kinds = new byte[columns];
        starts = new int[columns];
        ends = new int[columns];
        strings = new String[columns];
    }

    byte kind(int column) {
        return kinds[column];
    }

    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return ends[column];
    }

    /** The text of a quoted or bare cell. */
    String text(int column, char[] chars) {
        String quoted = strings[column];
        return kinds[column] == QUOTED && quoted != null
                ? quoted
                : new String(chars, starts[column], ends[column] - starts[column]);
    }

    /** Cuts a line; cells that the line is too short for are missing. */
    void read(char[] chars, int from, int to, char separator, List<ColumnSpec> columns, List<Template> patterns)
            throws MalformedFormException {
        Arrays.fill(kinds, MISSING);
        int at = from;
        boolean more = from < to;
        for (int column = 0; column < kinds.length; column++) {
            if (!columns.get(column).type().hasCells() || !more) {
                continue;
            }
            at = cell(chars, at, to, separator, column);
            if (separator == Separators.SPACE && kinds[column] == BARE) {
                if (at - starts[column] == 1 && chars[starts[column]] == Separators.NO_CELL) {
                    kinds[column] = MISSING;
                }
                for (int i = values(chars, columns.get(column), column, patterns); i > 0; i--) {
                    at = behindValue(chars, at, to);
                }
                ends[column] = at;
            }
            more = at < to;
            if (more && chars[at++] != separator) {
                throw new MalformedFormException("something behind a quoted cell");
            }
            if (more && at == to && !hasLaterCell(columns, column)) {
                throw new MalformedFormException("a separator behind the last cell");
            }
        }
        if (more) {
            throw new MalformedFormException("more cells than columns");
        }
    }

    /** How many values follow the first word of a cell between spaces. */
    private int values(char[] chars, ColumnSpec spec, int column, List<Template> patterns) {
        if (spec.type() == ColumnSpec.Type.TEMPLATE) {
            return spec.holes() - 1;
        }
        int length = ends[column] - starts[column];
        if (spec.type() != ColumnSpec.Type.LABELED || length > 2) {
            return 0;
        }
        int label = Labels.index(new String(chars, starts[column], length));
        return label < 0 || label >= patterns.size() ? 0 : patterns.get(label).values();
    }

    private static int behindValue(char[] chars, int at, int to) throws MalformedFormException {
        if (at == to) {
            throw new MalformedFormException("a cell with too few values");
        }
        int stop = at + 1;
        while (stop < to && chars[stop] != Separators.SPACE) {
            stop++;
        }
        return stop;
    }

    private static boolean hasLaterCell(List<ColumnSpec> columns, int column) {
        for (int i = column + 1; i < columns.size(); i++) {
            if (columns.get(i).type().hasCells()) {
                return true;
            }
        }
        return false;
    }

    private int cell(char[] chars, int at, int to, char separator, int column) throws MalformedFormException {
        if (at == to || chars[at] == separator) {
            return at;
        }
        char c = chars[at];
        starts[column] = at;
        if (c == '"') {
            JsonEcho echo = new JsonEcho(chars, at, to, JsonEcho.none());
            strings[column] = echo.string();
            kinds[column] = QUOTED;
            return ends[column] = echo.position();
        }
        if (c == '[' || c == '{') {
            JsonEcho echo = new JsonEcho(chars, at, to, JsonEcho.none());
            StringBuilder json = new StringBuilder();
            echo.value(new JsonWriter(json, Layout.MINIFIED));
            kinds[column] = JSON;
            return ends[column] = echo.position();
        }
        int stop = at;
        while (stop < to && chars[stop] != separator) {
            stop++;
        }
        kinds[column] = BARE;
        ends[column] = stop;
        return stop;
    }
}
