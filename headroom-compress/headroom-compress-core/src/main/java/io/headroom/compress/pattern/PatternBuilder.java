package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a pattern together, word by word, and reads the values of its lines on the way. */
final class PatternBuilder {
    /** Only so many values are looked through for one that comes again. */
    private static final int MOST_COMPARED = 24;

    private static final int LINES_PER_LOOK = 512;

    private final WordTable table;
    private final int[] lines;
    private final CompressionContext context;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    /** For each value of its own: start and end in each line. */
    private final List<int[]> values = new ArrayList<>();

    PatternBuilder(WordTable table, int[] lines, CompressionContext context) {
        this.context = context;
        this.table = table;
        this.lines = lines;
    }

    void word(int word, Gap gap, WordShape found) {
        int line = lines[0];
        boolean aligned = gap.kind() == Gap.Kind.WIDTH || gap.kind() == Gap.Kind.END;
        WordShape shape = aligned ? found.openAtStart() : found;
        if (gap.kind() == Gap.Kind.SAME) {
            append(table.gapStart(line, word), table.wordStart(line, word));
        } else if (gap.from() > 0) {
            add(new Template.PadTo(gap.from()));
        }
        int start = table.wordStart(line, word);
        int end = table.wordEnd(line, word);
        int[] spans = new int[2 * shape.count()];
        shape.locate(table.text, start, end, spans);
        int[][] columns = locate(word, shape);
        int at = start;
        for (int hole = 0; hole < shape.count(); hole++) {
            append(at, spans[2 * hole]);
            // The width of a gap counts the whole word, that of a hole only its value.
            hole(columns[hole], aligned ? gap.width() - (end - spans[1]) : 0);
            at = spans[2 * hole + 1];
        }
        append(at, end);
    }

    LinePattern build() {
        int words = table.words(lines[0]);
        append(table.gapStart(lines[0], words), table.end(lines[0]));
        endLiteral();
        List<List<String>> rows = new ArrayList<>(lines.length);
        String[] row = new String[values.size()];
        for (int i = 0; i < lines.length; i++) {
            if (i % LINES_PER_LOOK == 0) {
                context.checkpoint(0);
            }
            for (int value = 0; value < row.length; value++) {
                int[] spans = values.get(value);
                row[value] = table.slice(spans[2 * i], spans[2 * i + 1]);
            }
            rows.add(List.of(row));
        }
        return new LinePattern(new Template(parts), lines, rows);
    }

    private int[][] locate(int word, WordShape shape) {
        int[][] columns = new int[shape.count()][2 * lines.length];
        int[] spans = new int[2 * shape.count()];
        for (int i = 0; i < lines.length && shape.count() > 0; i++) {
            shape.locate(table.text, table.wordStart(lines[i], word), table.wordEnd(lines[i], word), spans);
            for (int hole = 0; hole < columns.length; hole++) {
                columns[hole][2 * i] = spans[2 * hole];
                columns[hole][2 * i + 1] = spans[2 * hole + 1];
            }
        }
        return columns;
    }

    private void hole(int[] spans, int width) {
        if (width > 0) {
            add(new Template.RightAligned(width));
            values.add(spans);
            return;
        }
        for (int value = 0; value < Math.min(values.size(), MOST_COMPARED); value++) {
            if (equal(values.get(value), spans)) {
                add(new Template.Again(value + 1));
                return;
            }
        }
        add(new Template.Next());
        values.add(spans);
    }

    private boolean equal(int[] spans, int[] others) {
        for (int i = 0; i < spans.length; i += 2) {
            if (spans[i + 1] - spans[i] != others[i + 1] - others[i]
                    || !Arrays.equals(table.text, spans[i], spans[i + 1], table.text, others[i], others[i + 1])) {
                return false;
            }
        }
        return true;
    }

    private void append(int from, int to) {
        literal.append(table.text, from, to - from);
    }

    private void add(Template.Part part) {
        endLiteral();
        parts.add(part);
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
