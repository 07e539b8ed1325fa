package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.List;

/** A pattern, made ready to be filled very often with slices of a form, without a string for a value or a line. */
final class Filler {
    private enum Kind {
        LITERAL,
        NEXT,
        AGAIN,
        RIGHT,
        PAD
    }

    private final Kind[] kinds;
    private final String[] literals;
    private final int[] numbers;
    private final int values;
    private final int lines;
    private final boolean cr;

    Filler(Template pattern) {
        List<Template.Part> parts = pattern.parts();
        kinds = new Kind[parts.size()];
        literals = new String[parts.size()];
        numbers = new int[parts.size()];
        int feeds = 0;
        boolean returns = false;
        for (int i = 0; i < kinds.length; i++) {
            Template.Part part = parts.get(i);
            literals[i] = "";
            if (part instanceof Template.Literal literal) {
                kinds[i] = Kind.LITERAL;
                literals[i] = literal.text();
                // How many characters stand after the last line feed, or -1.
                int feed = literal.text().lastIndexOf('\n');
                numbers[i] = feed < 0 ? -1 : literal.text().length() - feed - 1;
                feeds += (int) literal.text().chars().filter(c -> c == '\n').count();
                returns |= literal.text().indexOf('\r') >= 0;
            } else if (part instanceof Template.Again again) {
                kinds[i] = Kind.AGAIN;
                numbers[i] = again.value() - 1;
            } else if (part instanceof Template.PadTo pad) {
                kinds[i] = Kind.PAD;
                numbers[i] = pad.column();
            } else if (part instanceof Template.RightAligned aligned) {
                kinds[i] = Kind.RIGHT;
                numbers[i] = aligned.width();
            } else {
                kinds[i] = Kind.NEXT;
            }
        }
        values = pattern.values();
        lines = feeds + 1;
        cr = returns;
    }

    int parts() {
        return kinds.length;
    }

    int values() {
        return values;
    }

    /** How many lines it makes. */
    int lines() {
        return lines;
    }

    /** Whether its text holds a carriage return. */
    boolean holdsCr() {
        return cr;
    }

    /**
     * Tells how many characters {@link #fill} adds.
     *
     * @param spans start and end of each value
     */
    long length(int[] spans) {
        long length = 0;
        long lineStart = 0;
        int next = 0;
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case LITERAL -> {
                    length += literals[i].length();
                    lineStart = numbers[i] < 0 ? lineStart : length - numbers[i];
                }
                case NEXT -> length += length(spans, next++);
                case AGAIN -> length += length(spans, numbers[i]);
                case RIGHT -> length += Math.max(numbers[i], length(spans, next++));
                case PAD -> length += Math.max(0, numbers[i] - (length - lineStart));
            }
        }
        return length;
    }

    /**
     * Fills the holes.
     *
     * @param form the form that holds the values
     * @param spans start and end of each value
     * @param out receives the lines
     */
    void fill(String form, int[] spans, StringBuilder out) {
        int lineStart = out.length();
        int next = 0;
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case LITERAL -> {
                    out.append(literals[i]);
                    lineStart = numbers[i] < 0 ? lineStart : out.length() - numbers[i];
                }
                case NEXT -> append(form, spans, next++, out);
                case AGAIN -> append(form, spans, numbers[i], out);
                case RIGHT -> {
                    spaces(numbers[i] - length(spans, next), out);
                    append(form, spans, next++, out);
                }
                case PAD -> spaces(numbers[i] - (out.length() - lineStart), out);
            }
        }
    }

    private static int length(int[] spans, int value) {
        return spans[2 * value + 1] - spans[2 * value];
    }

    private static void append(String form, int[] spans, int value, StringBuilder out) {
        out.append(form, spans[2 * value], spans[2 * value + 1]);
    }

    private static void spaces(int count, StringBuilder out) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}
