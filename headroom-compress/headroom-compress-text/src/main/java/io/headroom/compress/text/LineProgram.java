package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a pattern, made ready to be compared with very many lines. Literals that end a word are looked for at the end of the word,
 * others at their first place in it; nothing is tried twice, so a comparison is linear in the line. Where it succeeds, filling the
 * pattern gives exactly the line.
 */
final class LineProgram {
    private final List<Template.Part> parts;
    /** For a literal after a value: how many of its characters belong to the word of the value, or -1 if a further value may follow. */
    private final int[] tails;

    private final int words;
    private final int literals;

    private LineProgram(List<Template.Part> parts) {
        this.parts = parts;
        this.tails = new int[parts.size()];
        StringBuilder shape = new StringBuilder();
        int characters = 0;
        for (int i = 0; i < parts.size(); i++) {
            Template.Part part = parts.get(i);
            if (part instanceof Template.Literal literal) {
                int space = endOfWord(literal.text(), 0);
                boolean ends = space < literal.text().length() || endsWord(i + 1);
                tails[i] = ends ? space : -1;
                shape.append(literal.text());
                characters += literal.text().length();
            } else {
                boolean spaces = part instanceof Template.PadTo || part instanceof Template.RightAligned;
                shape.append(spaces ? " " : "").append(part instanceof Template.PadTo ? "" : "x");
            }
        }
        this.words = words(shape.toString());
        this.literals = characters;
    }

    /** The lines of a pattern. */
    static List<LineProgram> of(Template pattern) {
        List<LineProgram> programs = new ArrayList<>();
        List<Template.Part> line = new ArrayList<>();
        for (Template.Part part : pattern.parts()) {
            if (!(part instanceof Template.Literal literal)) {
                line.add(part);
                continue;
            }
            String text = literal.text();
            int start = 0;
            for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', start)) {
                addLiteral(line, text.substring(start, feed));
                programs.add(new LineProgram(List.copyOf(line)));
                line.clear();
                start = feed + 1;
            }
            addLiteral(line, text.substring(start));
        }
        programs.add(new LineProgram(List.copyOf(line)));
        return programs;
    }

    /** How many words each line of this pattern has. */
    int words() {
        return words;
    }

    /** How many characters each line of this pattern has in common. */
    int literals() {
        return literals;
    }

    /** The number of words that white space separates. */
    static int words(String line) {
        int words = 0;
        boolean white = true;
        for (int at = 0; at < line.length(); at++) {
            boolean now = isWhite(line.charAt(at));
            words += white && !now ? 1 : 0;
            white = now;
        }
        return words;
    }

    /**
     * Compares.
     *
     * @param values receives the values of the line after those of the lines before it in the record
     * @return the length of the line if it has this pattern, else the complement of how far they agree
     */
    int match(String line, ValueSlices values) {
        int at = 0;
        int agreed = 0;
        for (int i = 0; i < parts.size() && at >= 0; i++) {
            Template.Part part = parts.get(i);
            agreed = at;
            if (part instanceof Template.Literal literal) {
                at = line.startsWith(literal.text(), at) ? at + literal.text().length() : -1;
            } else if (part instanceof Template.Again again) {
                at = values.repeats(again.value() - 1, line, at) ? at + values.length(again.value() - 1) : -1;
            } else if (part instanceof Template.PadTo pad) {
                at = afterPadding(line, at, pad.column());
            } else if (part instanceof Template.RightAligned aligned) {
                at = aligned(line, at, aligned.width(), i, values);
            } else {
                at = value(line, at, i, values);
            }
        }
        return at == line.length() ? at : ~agreed;
    }

    private int aligned(String line, int at, int width, int part, ValueSlices values) {
        int start = at;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = value(line, start, part, values);
        return end >= 0 && start - at == Math.max(0, width - (end - start)) ? end : -1;
    }

    private int value(String line, int start, int part, ValueSlices values) {
        int end = endOfWord(line, start);
        if (part + 1 < parts.size() && parts.get(part + 1) instanceof Template.Literal literal) {
            String text = literal.text();
            int tail = tails[part + 1];
            if (tail >= 0) {
                end -= tail;
            } else {
                int found = line.indexOf(text.charAt(0), start + 1);
                while (found >= 0 && found < end && !line.startsWith(text, found)) {
                    found = line.indexOf(text.charAt(0), found + 1);
                }
                end = found >= 0 && found < end ? found : -1;
            }
        }
        if (end <= start) {
            return -1;
        }
        values.add(line, start, end);
        return end;
    }

    private static int afterPadding(String line, int from, int column) {
        int at = from;
        while (at < column && at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < column ? -1 : at;
    }

    private boolean endsWord(int part) {
        return part == parts.size() || parts.get(part) instanceof Template.PadTo;
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isWhite(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static void addLiteral(List<Template.Part> line, String text) {
        if (!text.isEmpty()) {
            line.add(new Template.Literal(text));
        }
    }
}
