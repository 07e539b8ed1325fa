package io.headroom.api.compress;

import java.util.Locale;
import java.util.Set;

/**
 * The words by which the output of any program says that something went wrong, and those that take it back ({@code 0 errors}). They choose
 * what stays in sight when the rest is left out; they never tell what kind of text something is. What else counts as an error, such as the
 * names of exceptions, is each compressor's own knowledge of its texts.
 */
public final class ErrorVocabulary {
    private static final Set<String> ERRORS = Set.of(
            "error",
            "fatal",
            "critical",
            "exception",
            "panic",
            "failed",
            "failure",
            "traceback",
            "denied",
            "refused",
            "timeout",
            "unavailable",
            "crash",
            "crashed",
            "aborted");

    private static final Set<String> NEGATIONS = Set.of("0", "no", "without", "zero");
    private static final int SHORTEST_ERROR = 5;
    private static final int LONGEST_ERROR = 11;
    private static final int LONGEST_NEGATION = 7;

    private ErrorVocabulary() {}

    /**
     * Whether a word says that something went wrong.
     *
     * @param word a whole word, in upper or lower case
     * @return whether it is one of them
     */
    public static boolean isError(String word) {
        return word.length() >= SHORTEST_ERROR
                && word.length() <= LONGEST_ERROR
                && ERRORS.contains(word.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a word takes the next one back.
     *
     * @param word a whole word, in upper or lower case
     * @return whether there is none of what comes next
     */
    public static boolean negates(String word) {
        return word.length() <= LONGEST_NEGATION && NEGATIONS.contains(word.toLowerCase(Locale.ROOT));
    }
}
