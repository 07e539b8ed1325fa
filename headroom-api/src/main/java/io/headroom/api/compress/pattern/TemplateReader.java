package io.headroom.api.compress.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the notation of {@link Template}. One instance reads one line. */
final class TemplateReader {
    private static final int LARGEST_NUMBER = 100_000;

    private final String notation;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;
    private int values;

    TemplateReader(String notation) {
        this.notation = notation;
    }

    Optional<Template> read() {
        while (at < notation.length()) {
            char c = notation.charAt(at);
            boolean read = switch (c) {
                case '\\' -> readEscape();
                case '{' -> doubled(c) || readHole();
                case '}' -> doubled(c);
                default -> readPlain(c);
            };
            if (!read) {
                return Optional.empty();
            }
        }
        endLiteral();
        return Optional.of(new Template(parts));
    }

    private boolean readPlain(char c) {
        literal.append(c);
        at++;
        return true;
    }

    private boolean readEscape() {
        char escaped = at + 1 < notation.length() ? notation.charAt(at + 1) : ' ';
        char c = switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\' -> '\\';
            default -> 0;
        };
        at += 2;
        literal.append(c);
        return c != 0;
    }

    private boolean doubled(char brace) {
        if (at + 1 < notation.length() && notation.charAt(at + 1) == brace) {
            literal.append(brace);
            at += 2;
            return true;
        }
        return false;
    }

    private boolean readHole() {
        int end = notation.indexOf('}', at);
        if (end < 0) {
            return false;
        }
        String hole = notation.substring(at + 1, end);
        at = end + 1;
        endLiteral();
        if (hole.isEmpty()) {
            values++;
            return parts.add(new Template.Next());
        }
        if (hole.startsWith(":>")) {
            int width = number(hole, 2);
            values++;
            return width > 0 && parts.add(new Template.RightAligned(width));
        }
        if (hole.startsWith("|")) {
            int column = number(hole, 1);
            return column > 0 && parts.add(new Template.PadTo(column));
        }
        int value = number(hole, 0);
        return value > 0 && value <= values && parts.add(new Template.Again(value));
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** A number without sign or leading zero, or -1. */
    private static int number(String text, int from) {
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || value > LARGEST_NUMBER || (value == 0 && c == '0')) {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return from == text.length() ? -1 : value;
    }
}
