package io.headroom.compress.code;

import java.util.Set;

/** Tells code from what only contains some: logs, prose, Markdown and diffs may have braces that balance, too. */
final class Likeness {
    /** So many of a hundred lines may be of another kind, such as what a tool prints above a file. */
    private static final int PERCENT = 5;
    /** So many words in a row are a sentence. */
    private static final int SENTENCE = 4;

    private static final String PUNCTUATION = "(){}[];=<>:\"#@*\\&|$";

    private static final Set<String> STATEMENTS = Set.of(
            "import",
            "from",
            "raise",
            "return",
            "assert",
            "del",
            "global",
            "nonlocal",
            "using",
            "yield",
            "package",
            "not",
            "and",
            "or",
            "if");

    private Likeness() {}

    /** Whether the text is code throughout. */
    static boolean isCode(SourceText source, char[] mask) {
        int lines = 0;
        int foreign = 0;
        String code = source.code();
        for (int line = 0; line < source.lines(); line++) {
            int from = skipBlanks(mask, source.start(line), source.start(line + 1));
            if (from == source.start(line + 1)) {
                continue;
            }
            if (isNever(code, source.start(line))) {
                return false;
            }
            lines++;
            foreign += isStamp(code, from) || isSentence(code, mask, from, source.start(line + 1)) ? 1 : 0;
        }
        return lines > 0 && 100L * foreign <= (long) PERCENT * lines;
    }

    /** Signs of a diff, of Markdown and of markup. */
    private static boolean isNever(String code, int start) {
        return code.startsWith("diff --git ", start) || code.startsWith("@@ -", start) || code.startsWith("```", start);
    }

    /** A date or time, as lines of logs begin with. */
    private static boolean isStamp(String code, int from) {
        int start = from < code.length() && code.charAt(from) == '[' ? from + 1 : from;
        int end = start;
        while (end < code.length() && end - start < 5 && Words.isDigit(code.charAt(end))) {
            end++;
        }
        boolean year = end - start == 4;
        boolean hour = end - start == 2;
        return end + 1 < code.length()
                && Words.isDigit(code.charAt(end + 1))
                && ((year && (code.charAt(end) == '-' || code.charAt(end) == '/'))
                        || (hour && code.charAt(end) == ':'));
    }

    private static boolean isSentence(String code, char[] mask, int from, int to) {
        int words = 0;
        int at = from;
        while (at < to) {
            int end = Words.end(code, at, to);
            if (end > at) {
                if (at == from && STATEMENTS.contains(code.substring(at, end))) {
                    return false;
                }
                words++;
                at = end;
            } else if (PUNCTUATION.indexOf(mask[at]) >= 0) {
                return false;
            } else {
                at++;
            }
        }
        return words >= SENTENCE;
    }

    private static int skipBlanks(char[] mask, int from, int to) {
        int at = from;
        while (at < to && mask[at] <= ' ') {
            at++;
        }
        return at;
    }
}
