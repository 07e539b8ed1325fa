package io.headroom.compress.text.shorten;

import io.headroom.api.compress.ErrorVocabulary;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells whether a line speaks of an error or of a warning: by whole words, never by keys ({@code timeout=30}), and not where it says
 * that there is none ({@code 0 errors}, {@code Failures: 0}).
 */
final class ErrorWords {
    /** What the lines of tools say beside what everybody says. */
    private static final Set<String> ERRORS = Set.of("errors", "severe", "panicked", "fail", "failing", "failures");

    private static final Set<String> WARNINGS = Set.of("warning", "warnings", "warn", "deprecated");
    private static final String NEVER = "never";
    private static final Set<String> NOTHING = Set.of("0", "null", "none", "false", "nil", "[]", "{}", "\"\"", "''");

    private ErrorWords() {}

    /** Whether the line tells of an error. */
    static boolean isError(String line) {
        return says(line, ErrorWords::isErrorWord);
    }

    /** Whether the line warns. */
    static boolean isWarning(String line) {
        return says(line, word -> WARNINGS.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean isErrorWord(String word) {
        return ErrorVocabulary.isError(word) || ERRORS.contains(word.toLowerCase(Locale.ROOT)) || isType(word);
    }

    private static boolean says(String line, Predicate<String> words) {
        int at = 0;
        String before = "";
        while (at < line.length()) {
            if (!isWord(line.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < line.length() && isWord(line.charAt(end))) {
                end++;
            }
            String word = line.substring(at, end);
            if (words.test(word)
                    && !ErrorVocabulary.negates(before)
                    && !before.equalsIgnoreCase(NEVER)
                    && !isKey(line, word, end)
                    && !isInUrl(line, at)) {
                return true;
            }
            before = word;
            at = end;
        }
        return false;
    }

    /** Whether a word stands in a URL or in its query, where it is no news. */
    private static boolean isInUrl(String line, int at) {
        int start = line.lastIndexOf(' ', at) + 1;
        for (int i = start; i < at; i++) {
            char c = line.charAt(i);
            if (c == '?' || c == '&' || (c == ':' && line.startsWith("://", i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** A class of exceptions, such as {@code ValueError}. */
    private static boolean isType(String word) {
        boolean named = word.endsWith("Exception") || word.endsWith("Error");
        return named && word.length() > 6 && Character.isUpperCase(word.charAt(0)) && word.indexOf('_') < 0;
    }

    /** Whether what stood before is the name of a number, or of nothing. */
    private static boolean isKey(String line, String word, int end) {
        int at = end;
        boolean quoted = at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\'');
        at += quoted ? 1 : 0;
        if (at == line.length()) {
            return false;
        }
        if (line.charAt(at) == '=') {
            return true;
        }
        if (line.charAt(at) != ':') {
            return false;
        }
        return quoted || isPlain(line, word, at + 1);
    }

    /** Whether a value says that there is no error, or how long a timeout is. */
    private static boolean isPlain(String line, String word, int from) {
        int start = from;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < line.length() && " ,;)|".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        String value = line.substring(start, end);
        return NOTHING.contains(value.toLowerCase(Locale.ROOT)) || (isNumber(value) && word.equals("timeout"));
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '%' && !(c == 's' && i == value.length() - 1)) {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
