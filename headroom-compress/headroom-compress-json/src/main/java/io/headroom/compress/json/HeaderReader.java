package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.compress.json.ColumnSpec.Constant;
import io.headroom.compress.json.ColumnSpec.Part;
import io.headroom.compress.json.ColumnSpec.PartKind;
import io.headroom.compress.json.ColumnSpec.Step;
import io.headroom.compress.json.ColumnSpec.StepKind;
import java.util.ArrayList;
import java.util.List;

/** Reads the columns of one header line. */
final class HeaderReader {
    private final char[] chars;
    private final int end;
    private final char separator;
    private final RowSet.Kind table;
    private int at;

    HeaderReader(char[] chars, int from, int end, char separator, RowSet.Kind table) {
        this.chars = chars;
        this.at = from;
        this.end = end;
        this.separator = separator;
        this.table = table;
    }

    List<ColumnSpec> read() throws MalformedFormException {
        List<ColumnSpec> columns = new ArrayList<>();
        while (true) {
            columns.add(column(columns.isEmpty()));
            if (at == end) {
                return columns;
            }
            expect(separator);
        }
    }

    private ColumnSpec column(boolean first) throws MalformedFormException {
        int start = at;
        List<Step> steps = path(first);
        String path = new String(chars, start, at - start);
        if (take(":text")) {
            return plain(path, steps, ColumnSpec.Type.TEXT);
        }
        if (take(":number=")) {
            return number(path, steps);
        }
        if (take("[]")) {
            return plain(path, steps, ColumnSpec.Type.LIST);
        }
        if (take("(rows below)")) {
            return plain(path, steps, ColumnSpec.Type.BELOW);
        }
        if (take("(same rows below)")) {
            return plain(path, steps, ColumnSpec.Type.SAME_BELOW);
        }
        if (take(":")) {
            return labelled(path, steps);
        }
        return take("=") ? equalsColumn(path, steps) : plain(path, steps, ColumnSpec.Type.PLAIN);
    }

    private static ColumnSpec plain(String path, List<Step> steps, ColumnSpec.Type type) {
        return new ColumnSpec(path, steps, type, List.of(), null, 0, -1);
    }

    private List<Step> path(boolean first) throws MalformedFormException {
        List<Step> steps = new ArrayList<>();
        boolean bare = at < end && chars[at] != '"';
        String name = name();
        if (bare && table != RowSet.Kind.ROWS && name.equals(ColumnNames.VALUE)) {
            steps.add(new Step(StepKind.ROW, ""));
        } else if (bare && first && table == RowSet.Kind.ENTRIES && name.equals(ColumnNames.KEY)) {
            steps.add(new Step(StepKind.NAME, ""));
        } else {
            steps.add(new Step(StepKind.MEMBER, name));
        }
        while (at < end) {
            if (at + 2 < end
                    && chars[at] == '['
                    && chars[at + 1] >= '0'
                    && chars[at + 1] <= '9'
                    && chars[at + 2] == ']') {
                steps.add(new Step(StepKind.ELEMENT, String.valueOf(chars[at + 1])));
                at += 3;
            } else if (take("(json)")) {
                steps.add(new Step(StepKind.JSON, ""));
            } else if (take(".")) {
                steps.add(new Step(StepKind.MEMBER, name()));
            } else {
                break;
            }
        }
        return steps;
    }

    private String name() throws MalformedFormException {
        if (at < end && chars[at] == '"') {
            return string();
        }
        int from = at;
        while (at < end && ColumnNames.isBare(chars[at])) {
            at++;
        }
        if (from == at) {
            throw new MalformedFormException("a column without a name");
        }
        return new String(chars, from, at - from);
    }

    private String string() throws MalformedFormException {
        JsonEcho echo = new JsonEcho(chars, at, end, JsonEcho.none());
        String text = echo.string();
        at = echo.position();
        return text;
    }

    private ColumnSpec labelled(String path, List<Step> steps) throws MalformedFormException {
        int first = label();
        int last = take("-") ? label() : first;
        if (last < first) {
            throw new MalformedFormException("labels in the wrong order");
        }
        return new ColumnSpec(path, steps, ColumnSpec.Type.LABELED, List.of(), null, first, last);
    }

    private int label() throws MalformedFormException {
        int from = at;
        while (at < end && at < from + 3 && chars[at] >= 'A' && chars[at] <= 'Z') {
            at++;
        }
        int index = Labels.index(new String(chars, from, at - from));
        if (index < 0) {
            throw new MalformedFormException("no label");
        }
        return index;
    }

    private ColumnSpec equalsColumn(String path, List<Step> steps) throws MalformedFormException {
        if (at < end && chars[at] == '"') {
            return constant(path, steps, new Constant(string(), true));
        }
        boolean json = startsWith("[") || startsWith("{\"") || isEmptyObject();
        if (json) {
            StringBuilder text = new StringBuilder();
            JsonEcho echo = new JsonEcho(chars, at, end, JsonEcho.none());
            echo.value(new JsonWriter(text, Layout.MINIFIED));
            at = echo.position();
            return constant(path, steps, new Constant(text.toString(), false));
        }
        int from = at;
        List<Part> parts = template();
        if (parts.isEmpty()) {
            throw new MalformedFormException("an empty constant");
        }
        if (JsonSyntax.isLiteral(chars, from, at)) {
            return constant(path, steps, new Constant(new String(chars, from, at - from), false));
        }
        boolean holes = parts.stream().anyMatch(part -> part.kind() == PartKind.HOLE);
        boolean columns = parts.stream().anyMatch(part -> part.kind() == PartKind.COLUMN);
        if (!holes && !columns) {
            return constant(path, steps, new Constant(parts.get(0).text(), true));
        }
        return new ColumnSpec(
                path, steps, holes ? ColumnSpec.Type.TEMPLATE : ColumnSpec.Type.DERIVED, parts, null, 0, -1);
    }

    private ColumnSpec number(String path, List<Step> steps) throws MalformedFormException {
        List<Part> parts = template();
        if (parts.stream().anyMatch(part -> part.kind() == PartKind.COLUMN)
                || parts.stream().filter(part -> part.kind() == PartKind.HOLE).count() != 1) {
            throw new MalformedFormException("a number without its cell");
        }
        return new ColumnSpec(path, steps, ColumnSpec.Type.NUMBER, parts, null, 0, -1);
    }

    private static ColumnSpec constant(String path, List<Step> steps, Constant constant) {
        return new ColumnSpec(path, steps, ColumnSpec.Type.CONSTANT, List.of(), constant, 0, -1);
    }

    private boolean isEmptyObject() {
        return startsWith("{}") && (at + 2 == end || chars[at + 2] == separator);
    }

    private List<Part> template() throws MalformedFormException {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < end && chars[at] != separator) {
            char c = chars[at++];
            if (c == '\\') {
                literal.append(escaped());
            } else if (c != '{' && c != '}') {
                literal.append(c);
            } else if (at < end && chars[at] == c) {
                literal.append(c);
                at++;
            } else if (c == '}') {
                throw new MalformedFormException("a lone brace");
            } else {
                endLiteral(literal, parts);
                parts.add(hole());
            }
        }
        endLiteral(literal, parts);
        return parts;
    }

    private static void endLiteral(StringBuilder literal, List<Part> parts) {
        if (literal.length() > 0) {
            parts.add(new Part(PartKind.LITERAL, literal.toString()));
            literal.setLength(0);
        }
    }

    private Part hole() throws MalformedFormException {
        int from = at;
        while (at < end && chars[at] != '}') {
            at++;
        }
        if (at == end) {
            throw new MalformedFormException("an open brace");
        }
        String path = new String(chars, from, at++ - from);
        return path.isEmpty() ? new Part(PartKind.HOLE, "") : new Part(PartKind.COLUMN, path);
    }

    private char escaped() throws MalformedFormException {
        if (at == end) {
            throw new MalformedFormException("a lone backslash");
        }
        char c = chars[at++];
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private boolean startsWith(String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (chars[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String text) {
        if (!startsWith(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    private void expect(char c) throws MalformedFormException {
        if (at >= end || chars[at] != c) {
            throw new MalformedFormException("a column that ends in something else than a separator");
        }
        at++;
    }
}
