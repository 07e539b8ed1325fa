package io.headroom.compress.code;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes comments and the contents of literals out of code, so that every bracket that remains is one of the program. Knows of each
 * language only how its comments and literals begin and end. One pass, no recursion.
 *
 * <p>The result has the code's length: a comment became spaces, a literal became quotes, and a line feed stands only where neither holds it.
 */
final class Scanner {
    /** Stands for each character of a literal. */
    static final char LITERAL = '"';

    /** Of a raw string in C++, with what stands before it. */
    private static final int LONGEST_DELIMITER = 18;

    private static final int CHECK_EVERY = 1 << 16;

    private final String code;
    private final Language language;
    private final CompressionContext context;
    private final char[] out;
    /** Texts that are interrupted by an expression. */
    private final Deque<Interrupted> interrupted = new ArrayDeque<>();

    private int at;
    private int lastCode = -1;
    private int noExpressionBefore;
    private boolean lineStart = true;

    /** A literal in which an expression stands, and the braces that are open within that. */
    private static final class Interrupted {
        private final String end;
        private final boolean doubled;
        private int braces;

        Interrupted(String end, boolean doubled) {
            this.end = end;
            this.doubled = doubled;
        }
    }

    private Scanner(String code, Language language, CompressionContext context) {
        this.code = code;
        this.language = language;
        this.context = context;
        this.out = code.toCharArray();
    }

    /** The code without comments and literals; empty if one of them does not end as the language demands. */
    static Optional<char[]> scan(String code, Language language, CompressionContext context) {
        Scanner scanner = new Scanner(code, language, context);
        return scanner.scan() ? Optional.of(scanner.out) : Optional.empty();
    }

    private boolean scan() {
        if (code.startsWith("#!") && !code.startsWith("#![")) {
            blank(lineEnd(0));
        }
        int checked = 0;
        while (at < code.length()) {
            if (at - checked >= CHECK_EVERY) {
                context.checkpoint(at - checked);
                checked = at;
            }
            if (!step()) {
                return false;
            }
        }
        context.checkpoint(code.length() - checked);
        return interrupted.isEmpty();
    }

    private boolean step() {
        char c = code.charAt(at);
        if (c == '\n') {
            keep();
            lineStart = true;
            return true;
        }
        if (c == ' ' || c == '\t' || c == '\r') {
            at++;
            return true;
        }
        boolean first = lineStart;
        lineStart = false;
        if (comment(c, first)) {
            return at <= code.length();
        }
        Boolean literal = literal(c);
        if (literal != null) {
            lastCode = at - 1;
            return literal;
        }
        if (!interrupted.isEmpty() && (c == '{' || c == '}')) {
            return brace(c);
        }
        lastCode = at;
        keep();
        return true;
    }

    /** A brace within an expression of a literal. */
    private boolean brace(char c) {
        Interrupted text = interrupted.getFirst();
        if (c == '{') {
            text.braces++;
        } else if (text.braces > 0) {
            text.braces--;
        } else {
            interrupted.removeFirst();
            fill(at + 1);
            return text(text.end, text.doubled);
        }
        keep();
        return true;
    }

    // ---- comments

    private boolean comment(char c, boolean first) {
        if (language == Language.PYTHON ? c == '#' : c == '/' && next(1) == '/') {
            blank(lineEnd(at));
            return true;
        }
        if (language != Language.PYTHON && c == '/' && next(1) == '*') {
            blockComment();
            return true;
        }
        if (c == '#' && first && language.hasDirectives()) {
            directive();
            return true;
        }
        return false;
    }

    private void blockComment() {
        int depth = 1;
        int end = at + 2;
        while (end < code.length() && depth > 0) {
            if (code.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else if (language.nestsComments() && code.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else {
                end++;
            }
        }
        blankAll(depth > 0 ? code.length() + 1 : end);
    }

    /** A line to the preprocessor, which may go on behind a backslash. */
    private void directive() {
        int end = lineEnd(at);
        while (end < code.length() && endsWithBackslash(end)) {
            end = lineEnd(end + 1);
        }
        for (int i = at; i + 1 < end; i++) {
            if (code.charAt(i) == '/' && code.charAt(i + 1) == '*') {
                end = i;
            }
        }
        blank(end);
    }

    private boolean endsWithBackslash(int end) {
        int last = end - 1;
        if (last > at && code.charAt(last) == '\r') {
            last--;
        }
        return last > at && code.charAt(last) == '\\';
    }

    // ---- literals

    /** Reads a literal, if one starts here: whether it ends well, or null if there is none. */
    private @Nullable Boolean literal(char c) {
        return switch (c) {
            case '"' -> quoted();
            case '\'' -> language.hasCharacters() ? character() : quoted();
            case '`' -> backtick();
            case '/' -> (language == Language.JAVASCRIPT && regexAllowed()) ? expression() : null;
            case 'r', 'b' -> (language == Language.RUST && !Words.isPart(before(at))) ? rustRaw() : null;
            case 'R' -> (language == Language.C && next(1) == '"') ? cRaw() : null;
            case '$', '@' -> language == Language.CSHARP ? csharp() : null;
            default -> null;
        };
    }

    private boolean quoted() {
        char quote = code.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        if (language.hasTextBlocks() && code.startsWith(triple, at)) {
            int quotes = 3;
            while (language == Language.CSHARP && next(quotes) == quote) {
                quotes++;
            }
            fill(at + quotes);
            return text(String.valueOf(quote).repeat(quotes), false);
        }
        fill(at + 1);
        return text(String.valueOf(quote), false);
    }

    private @Nullable Boolean backtick() {
        if (language == Language.KOTLIN) {
            return name();
        }
        if (language != Language.JAVASCRIPT && language != Language.GO) {
            return null;
        }
        fill(at + 1);
        return text("`", false);
    }

    /** Kotlin's names in backticks, which may have any characters: they become a name of letters. */
    private boolean name() {
        int end = code.indexOf('`', at + 1);
        int feed = lineEnd(at);
        if (end < 0 || end > feed) {
            return false;
        }
        Arrays.fill(out, at, end + 1, interrupted.isEmpty() ? '_' : LITERAL);
        at = end + 1;
        return true;
    }

    /** C#: {@code @"…"} with doubled quotes, {@code $"…"} with expressions, or both. */
    private @Nullable Boolean csharp() {
        int quote = at;
        boolean verbatim = false;
        boolean dollar = false;
        while (quote < code.length() && quote - at < 8 && (code.charAt(quote) == '$' || code.charAt(quote) == '@')) {
            verbatim |= code.charAt(quote) == '@';
            dollar |= code.charAt(quote) == '$';
            quote++;
        }
        if (quote >= code.length() || code.charAt(quote) != '"') {
            return null;
        }
        fill(quote);
        if (!verbatim && code.startsWith("\"\"\"", at)) {
            return quoted();
        }
        fill(at + 1);
        return text(dollar ? "$\"" : "\"", verbatim);
    }

    /**
     * Goes on in a text up to its end, or up to an expression in it. In C# the end {@code $"} means a quote, and that braces hold
     * expressions.
     */
    private boolean text(String end, boolean doubled) {
        boolean braces = end.startsWith("$");
        String quote = braces ? end.substring(1) : end;
        boolean dollars = (language == Language.JAVASCRIPT && end.equals("`")) || language == Language.KOTLIN;
        boolean escapes = !doubled && !isRaw(quote);
        boolean lines = doubled || quote.length() > 2 || language == Language.RUST || quote.equals("`");
        int i = at;
        while (i < code.length()) {
            char c = code.charAt(i);
            if (c == '\\' && escapes) {
                i += code.startsWith("\\\r\n", i) ? 3 : 2;
            } else if (code.startsWith(quote, i)) {
                if (doubled && i + 1 < code.length() && code.charAt(i + 1) == '"') {
                    i += 2;
                    continue;
                }
                i += quote.length();
                while (language == Language.KOTLIN
                        && quote.length() == 3
                        && i < code.length()
                        && code.charAt(i) == '"') {
                    i++;
                }
                fill(i);
                return true;
            } else if (c == '\n' && !lines) {
                return false;
            } else if (dollars && c == '$' && i + 1 < code.length() && code.charAt(i + 1) == '{') {
                return interrupt(i + 2, end, doubled);
            } else if (braces && c == '{' && i + 1 < code.length() && code.charAt(i + 1) == '{') {
                i += 2;
            } else if (braces && c == '{') {
                return interrupt(i + 1, end, doubled);
            } else {
                i++;
            }
        }
        return false;
    }

    private boolean interrupt(int from, String end, boolean doubled) {
        fill(from);
        interrupted.addFirst(new Interrupted(end, doubled));
        return true;
    }

    /** Whether a backslash in it is one. */
    private boolean isRaw(String quote) {
        return switch (language) {
            case GO -> quote.equals("`");
            case KOTLIN -> quote.length() == 3;
            case CSHARP -> quote.length() >= 3;
            default -> false;
        };
    }

    /** A character in quotes; in Rust perhaps a lifetime, in C++ perhaps a separator of digits. */
    private boolean character() {
        if (language == Language.C && Words.isPart(before(at))) {
            int start = Words.start(code, 0, at);
            if (Words.isDigit(code.charAt(start)) || code.charAt(start) == '\'') {
                at++;
                return true;
            }
        }
        int end = at + 1;
        if (language == Language.RUST && next(1) != '\\' && !isRustCharacter()) {
            at++;
            return true;
        }
        while (end < code.length() && code.charAt(end) != '\'' && code.charAt(end) != '\n') {
            end += code.charAt(end) == '\\' ? 2 : 1;
        }
        boolean closed = end < code.length() && code.charAt(end) == '\'';
        fill(Math.min(code.length(), end + 1));
        return closed;
    }

    private boolean isRustCharacter() {
        return next(2) == '\'' || (Character.isHighSurrogate(next(1)) && next(3) == '\'');
    }

    /** Rust's raw strings: r"…", r#"…"#, br"…". */
    private @Nullable Boolean rustRaw() {
        int i = code.charAt(at) == 'b' && next(1) == 'r' ? at + 2 : at + 1;
        if (code.charAt(i - 1) != 'r') {
            return null;
        }
        int hashes = 0;
        while (i + hashes < code.length() && code.charAt(i + hashes) == '#') {
            hashes++;
        }
        if (i + hashes >= code.length() || code.charAt(i + hashes) != '"') {
            return null;
        }
        return upTo("\"" + "#".repeat(hashes), i + hashes + 1);
    }

    /** The raw strings of C++: R"x(…)x". */
    private boolean cRaw() {
        int open = at + 2;
        while (open < code.length() && open - at < LONGEST_DELIMITER && code.charAt(open) != '(') {
            open++;
        }
        return open < code.length()
                && code.charAt(open) == '('
                && upTo(")" + code.substring(at + 2, open) + "\"", open + 1);
    }

    private boolean upTo(String end, int from) {
        int found = code.indexOf(end, from);
        if (found < 0) {
            return false;
        }
        fill(found + end.length());
        return true;
    }

    // ---- regular expressions of JavaScript

    /** A slash divides what has a value, and begins an expression elsewhere. */
    private boolean regexAllowed() {
        if (lastCode < 0) {
            return true;
        }
        char last = out[lastCode];
        if (last == '<' && lastCode == at - 1) {
            return false;
        }
        if (Words.isPart(last)) {
            String word = code.substring(Words.start(code, Math.max(0, lastCode - 12), lastCode + 1), lastCode + 1);
            return switch (word) {
                case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "await", "yield" -> true;
                default -> false;
            };
        }
        return last != ')' && last != ']' && last != LITERAL;
    }

    /** Reads a regular expression; null if what seemed to be one does not end on its line. */
    private @Nullable Boolean expression() {
        if (at < noExpressionBefore) {
            return null;
        }
        boolean bracket = false;
        for (int i = at + 1; i < code.length() && code.charAt(i) != '\n'; i++) {
            char c = code.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                bracket = true;
            } else if (c == ']') {
                bracket = false;
            } else if (c == '/' && !bracket) {
                fill(Words.end(code, i + 1, code.length()));
                return true;
            }
        }
        noExpressionBefore = lineEnd(at);
        return null;
    }

    // ---- characters

    private char next(int distance) {
        return at + distance < code.length() ? code.charAt(at + distance) : 0;
    }

    private char before(int place) {
        return place > 0 ? code.charAt(place - 1) : 0;
    }

    private int lineEnd(int from) {
        int feed = from > code.length() ? -1 : code.indexOf('\n', from);
        return feed < 0 ? code.length() : feed;
    }

    /** Leaves a character as it is, unless it stands in a literal. */
    private void keep() {
        if (!interrupted.isEmpty()) {
            out[at] = LITERAL;
        }
        at++;
    }

    private void blank(int end) {
        Arrays.fill(out, at, end, interrupted.isEmpty() ? ' ' : LITERAL);
        at = end;
    }

    /** As {@link #blank}, but keeps line feeds; beyond the end, if the comment is not closed. */
    private void blankAll(int end) {
        for (int i = at; i < Math.min(end, out.length); i++) {
            if (out[i] != '\n') {
                out[i] = ' ';
            }
        }
        at = end;
    }

    private void fill(int end) {
        int stop = Math.min(end, out.length);
        if (stop > at) {
            Arrays.fill(out, at, stop, LITERAL);
        }
        at = stop;
    }
}
