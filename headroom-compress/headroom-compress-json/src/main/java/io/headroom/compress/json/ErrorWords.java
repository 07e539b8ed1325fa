package io.headroom.compress.json;

import io.headroom.api.compress.ErrorVocabulary;

/**
 * Tells whether a text speaks of a failure: by whole words, never by parts of others, and not where it says that there was none. It only
 * chooses rows that stay; it never decides what kind of text something is.
 */
final class ErrorWords {
    private static final int SHORTEST = 5;
    /** Names of classes that end in Exception are long, blobs are longer. */
    private static final int LONGEST = 80;

    private ErrorWords() {}

    /** Whether a text speaks of a failure. */
    static boolean in(char[] chars, int from, int to) {
        int at = from;
        int before = from;
        int beforeEnd = from;
        while (at < to) {
            while (at < to && !Character.isLetterOrDigit(chars[at])) {
                at++;
            }
            int start = at;
            while (at < to && Character.isLetterOrDigit(chars[at])) {
                at++;
            }
            if (isError(chars, start, at) && !isNegation(chars, before, beforeEnd)) {
                return true;
            }
            before = start;
            beforeEnd = at;
        }
        return false;
    }

    /** Whether a value speaks of a failure anywhere. */
    static boolean in(JsonNodes nodes, int value, Steps steps) {
        for (int node = value; node < nodes.next(value); node++) {
            if (nodes.kind(node) == JsonNodes.STRING) {
                steps.add((long) nodes.end(node) - nodes.start(node));
                if (in(nodes.chars, nodes.start(node), nodes.end(node))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isError(char[] chars, int from, int to) {
        int length = to - from;
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        String word = new String(chars, from, length);
        return ErrorVocabulary.isError(word) || word.endsWith("Exception") || word.endsWith("Error");
    }

    private static boolean isNegation(char[] chars, int from, int to) {
        return to - from <= LONGEST && ErrorVocabulary.negates(new String(chars, from, to - from));
    }
}
