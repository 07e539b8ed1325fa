package io.headroom.compress.text;

import java.util.List;

/**
 * Tells whether a text looks like source code or Markdown, from how its lines begin and end, not from its words. It forbids nothing:
 * it raises the price of a form, because someone may edit from such a text and wants to find its lines.
 */
final class CodeLikeness {
    private static final int PERCENT = 30;

    /** How statements of the common languages begin. */
    private static final List<String> STATEMENTS = List.of(
            "def ",
            "class ",
            "return ",
            "return;",
            "import ",
            "from ",
            "if ",
            "elif ",
            "else",
            "for ",
            "while ",
            "raise ",
            "try:",
            "except",
            "with ",
            "self.",
            "const ",
            "let ",
            "var ",
            "export ",
            "public ",
            "private ",
            "protected ",
            "func ",
            "fn ",
            "function ",
            "\"\"\"");

    private CodeLikeness() {}

    static boolean of(List<String> lines) {
        int like = 0;
        int counted = 0;
        for (String line : lines) {
            int start = 0;
            int end = line.length();
            while (start < end && isBlank(line.charAt(start))) {
                start++;
            }
            while (end > start && isBlank(line.charAt(end - 1))) {
                end--;
            }
            if (start < end) {
                counted++;
                like += isCode(line, start, end) || isMarkdown(line, start, end) ? 1 : 0;
            }
        }
        return 100L * like > (long) PERCENT * counted;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean isCode(String line, int start, int end) {
        char last = line.charAt(end - 1);
        char first = line.charAt(start);
        return last == ';'
                || last == '{'
                || last == '}'
                || (last == '(' && end - start > 1)
                || first == '@'
                || line.startsWith("//", start)
                || line.startsWith("/*", start)
                || line.startsWith("* ", start)
                || line.startsWith("*/", start)
                || (last == ':' && line.charAt(end - 1 - (end - start > 1 ? 1 : 0)) == ')')
                || line.startsWith("@@ ", start)
                || startsStatement(line, start);
    }

    private static boolean startsStatement(String line, int start) {
        for (String statement : STATEMENTS) {
            if (line.startsWith(statement, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarkdown(String line, int start, int end) {
        int hashes = start;
        while (hashes < end && line.charAt(hashes) == '#') {
            hashes++;
        }
        return (hashes > start && hashes < end && hashes - start <= 6 && line.charAt(hashes) == ' ')
                || line.startsWith("```", start)
                || (line.startsWith("- ", start) && !line.contains(": ") && line.charAt(end - 1) != ':')
                || line.charAt(start) == '|';
    }
}
