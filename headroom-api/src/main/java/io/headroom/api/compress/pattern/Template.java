package io.headroom.api.compress.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The pattern of a line: literal text with holes. Immutable.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr><th>written</th><th>stands for</th></tr>
 * <tr><td>{@code {}}</td><td>the next value; it is not empty and holds no space</td></tr>
 * <tr><td>{@code {2}}</td><td>the second value again</td></tr>
 * <tr><td>{@code {:>7}}</td><td>the next value, with spaces before it up to a width of 7</td></tr>
 * <tr><td>{@code {|41}}</td><td>spaces up to column 41, that is, until the line is 41 characters long; a line feed in literal text starts
 * a line</td></tr>
 * <tr><td><code>{{ }}</code></td><td>a brace</td></tr>
 * <tr><td>{@code \n \t \r \\}</td><td>line feed, tab, carriage return, backslash</td></tr>
 * </table>
 *
 * <p>Matching takes the shortest value that lets the following literal follow, never goes back, and so is linear in the line. What it
 * finds, {@link #render} turns into the same line again; that it finds every reading of a line is not promised.
 *
 * @param parts the parts in the order of the line
 */
public record Template(List<Part> parts) {
    /** A piece of a template. */
    public sealed interface Part {}

    /**
     * Text that every line of the pattern has.
     *
     * @param text the text, not empty
     */
    public record Literal(String text) implements Part {
        public Literal {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("an empty literal");
            }
        }
    }

    /** The next value. */
    public record Next() implements Part {}

    /**
     * A value that was there before.
     *
     * @param value its number, from 1 on
     */
    public record Again(int value) implements Part {}

    /**
     * The next value, with spaces before it.
     *
     * @param width the width of spaces and value together; a longer value has no space before it
     */
    public record RightAligned(int width) implements Part {}

    /**
     * Spaces up to a column.
     *
     * @param column the length that the line has after them; a line that is longer already gets none
     */
    public record PadTo(int column) implements Part {}

    public Template {
        parts = List.copyOf(parts);
        int values = 0;
        for (Part part : parts) {
            if (part instanceof Again again && (again.value() < 1 || again.value() > values)) {
                throw new IllegalArgumentException("value " + again.value() + " is repeated before it is there");
            }
            if (takesValue(part)) {
                values++;
            }
        }
    }

    /**
     * How many values a line of this pattern has.
     *
     * @return the number of holes that take a value of their own
     */
    public int values() {
        int count = 0;
        for (Part part : parts) {
            if (takesValue(part)) {
                count++;
            }
        }
        return count;
    }

    /**
     * Fills the holes.
     *
     * @param values exactly {@link #values()} values
     * @return the line
     */
    public String render(List<String> values) {
        if (values.size() != values()) {
            throw new IllegalArgumentException(values.size() + " values for " + values() + " holes");
        }
        StringBuilder line = new StringBuilder();
        int lineStart = 0;
        int next = 0;
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                int feed = literal.text().lastIndexOf('\n');
                lineStart = feed < 0 ? lineStart : line.length() + feed + 1;
                line.append(literal.text());
            } else if (part instanceof Again again) {
                line.append(values.get(again.value() - 1));
            } else if (part instanceof PadTo pad) {
                spaces(line, pad.column() - (line.length() - lineStart));
            } else if (part instanceof RightAligned aligned) {
                String value = values.get(next++);
                spaces(line, aligned.width() - value.length());
                line.append(value);
            } else {
                line.append(values.get(next++));
            }
        }
        return line.toString();
    }

    /**
     * Tells how long the line becomes that {@link #render} would make, without making it: a few characters of notation can ask for very
     * many spaces, so whoever reads templates of others asks first.
     *
     * @param values exactly {@link #values()} values
     * @return the number of characters
     */
    public long renderedLength(List<String> values) {
        long length = 0;
        long lineStart = 0;
        int next = 0;
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                int feed = literal.text().lastIndexOf('\n');
                lineStart = feed < 0 ? lineStart : length + feed + 1;
                length += literal.text().length();
            } else if (part instanceof Again again) {
                length += values.get(again.value() - 1).length();
            } else if (part instanceof PadTo pad) {
                length += Math.max(0, pad.column() - (length - lineStart));
            } else if (part instanceof RightAligned aligned) {
                length += Math.max(aligned.width(), values.get(next++).length());
            } else {
                length += values.get(next++).length();
            }
        }
        return length;
    }

    /**
     * Reads the values of a line.
     *
     * @param line a line
     * @return the values with which {@link #render} gives exactly this line, or empty if none are found
     */
    public Optional<List<String>> match(String line) {
        List<String> values = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Literal literal) {
                at = line.startsWith(literal.text(), at) ? at + literal.text().length() : -1;
            } else if (part instanceof Again again) {
                String value = values.get(again.value() - 1);
                at = line.startsWith(value, at) ? at + value.length() : -1;
            } else if (part instanceof PadTo) {
                at = afterSpaces(line, at);
            } else {
                int start = part instanceof RightAligned ? afterSpaces(line, at) : at;
                at = endOfValue(line, start, i);
                if (at > start) {
                    values.add(line.substring(start, at));
                } else {
                    at = -1;
                }
            }
            if (at < 0) {
                return Optional.empty();
            }
        }
        // Widths and columns are not checked on the way: rendering tells whether they hold.
        return at == line.length() && render(values).equals(line) ? Optional.of(values) : Optional.empty();
    }

    /**
     * Writes this template in its notation.
     *
     * @return one line that {@link #parse} reads
     */
    public String notation() {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                escape(literal.text(), out);
            } else if (part instanceof Again again) {
                out.append('{').append(again.value()).append('}');
            } else if (part instanceof RightAligned aligned) {
                out.append("{:>").append(aligned.width()).append('}');
            } else if (part instanceof PadTo pad) {
                out.append("{|").append(pad.column()).append('}');
            } else {
                out.append("{}");
            }
        }
        return out.toString();
    }

    /**
     * Reads the notation.
     *
     * @param notation one line
     * @return the template, or empty if the line is not in the notation
     */
    public static Optional<Template> parse(String notation) {
        Objects.requireNonNull(notation, "notation");
        return new TemplateReader(notation).read();
    }

    private static boolean takesValue(Part part) {
        return part instanceof Next || part instanceof RightAligned;
    }

    private static void spaces(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }

    private static int afterSpaces(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private int endOfValue(String line, int start, int part) {
        int space = line.indexOf(' ', start);
        int limit = space < 0 ? line.length() : space;
        if (part + 1 < parts.size() && parts.get(part + 1) instanceof Literal literal) {
            int next = line.indexOf(literal.text(), start + 1);
            return next >= 0 && next <= limit ? next : -1;
        }
        return limit;
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '{', '}' -> out.append(c).append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> out.append(c);
            }
        }
    }
}
