package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one pattern of the patterns of a record's lines, for the records at hand: values that are the same in all of them become text,
 * values that always equal an earlier one become a reference.
 */
final class Specializer {
    private static final int MOST_COMPARED = 48;

    private final List<List<String>> rows;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    /** For each old value: its new number from 1 on, or 0 if it became text. */
    private final List<Integer> numbers = new ArrayList<>();

    private final List<Integer> kept = new ArrayList<>();

    private Specializer(List<List<String>> rows) {
        this.rows = rows;
    }

    /**
     * A pattern with the values of its records.
     *
     * @param template the pattern
     * @param rows the values of each record
     */
    record Result(Template template, List<List<String>> rows) {}

    /**
     * Specializes.
     *
     * @param lines the patterns of the lines
     * @param rows for each record the values of all its lines
     */
    static Result of(List<Template> lines, List<List<String>> rows) {
        return new Specializer(rows).specialize(lines);
    }

    private Result specialize(List<Template> lines) {
        for (int line = 0; line < lines.size(); line++) {
            if (line > 0) {
                literal.append('\n');
            }
            int offset = numbers.size();
            for (Template.Part part : lines.get(line).parts()) {
                add(part, offset);
            }
        }
        endLiteral();
        List<List<String>> values = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            String[] left = new String[kept.size()];
            for (int i = 0; i < left.length; i++) {
                left[i] = row.get(kept.get(i));
            }
            values.add(List.of(left));
        }
        return new Result(new Template(parts), values);
    }

    private void add(Template.Part part, int offset) {
        if (part instanceof Template.Literal text) {
            literal.append(text.text());
        } else if (part instanceof Template.Again again) {
            again(offset + again.value() - 1);
        } else if (part instanceof Template.RightAligned aligned) {
            int value = numbers.size();
            if (isConstant(value)) {
                literal.append(
                        " ".repeat(Math.max(0, aligned.width() - first(value).length())));
            }
            value(part, value, false);
        } else if (part instanceof Template.Next) {
            value(part, numbers.size(), true);
        } else {
            endLiteral();
            parts.add(part);
        }
    }

    private void again(int value) {
        if (numbers.get(value) == 0) {
            literal.append(first(value));
        } else {
            endLiteral();
            parts.add(new Template.Again(numbers.get(value)));
        }
    }

    private void value(Template.Part part, int value, boolean mayRepeat) {
        if (isConstant(value)) {
            numbers.add(0);
            literal.append(first(value));
            return;
        }
        int earlier = mayRepeat ? equalTo(value) : 0;
        endLiteral();
        if (earlier > 0) {
            numbers.add(earlier);
            parts.add(new Template.Again(earlier));
            return;
        }
        kept.add(value);
        numbers.add(kept.size());
        parts.add(part);
    }

    private String first(int value) {
        return rows.get(0).get(value);
    }

    private boolean isConstant(int value) {
        String first = first(value);
        for (List<String> row : rows) {
            if (!row.get(value).equals(first)) {
                return false;
            }
        }
        return true;
    }

    private int equalTo(int value) {
        int from = Math.max(0, kept.size() - MOST_COMPARED);
        for (int i = from; i < kept.size(); i++) {
            if (areEqual(kept.get(i), value)) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean areEqual(int value, int other) {
        for (List<String> row : rows) {
            if (!row.get(value).equals(row.get(other))) {
                return false;
            }
        }
        return true;
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
