package io.headroom.compress.retrieve;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;

/**
 * A search in the units of an original, by a regular expression of RE2's syntax, which takes time in proportion to the text whatever the
 * expression is (<a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>: no back references, no look-around).
 *
 * @param pattern the expression
 * @param context how many units before and after each hit are shown as well
 * @param letters whether case matters
 */
public record Grep(String pattern, int context, Letters letters) {
    private static final int LONGEST = 2_000;
    private static final long LARGEST = 10_000;

    /** How letters are compared. */
    public enum Letters {
        /** Case matters. */
        AS_WRITTEN,
        /** Case does not matter. */
        ANY_CASE
    }

    /** Checks the expression; the message of the {@link IllegalArgumentException} says what is wrong with it. */
    public Grep {
        Objects.requireNonNull(letters, "letters");
        if (context < 0) {
            throw new IllegalArgumentException("fewer than no units around a hit");
        }
        if (pattern.length() > LONGEST || size(pattern) > LARGEST) {
            throw new IllegalArgumentException("the regular expression is too large: it may have " + LONGEST
                    + " characters, with its repetitions written out " + LARGEST);
        }
        compile(pattern, letters);
    }

    Pattern compiled() {
        return compile(pattern, letters);
    }

    private static Pattern compile(String pattern, Letters letters) {
        try {
            return Pattern.compile(pattern, letters == Letters.ANY_CASE ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the regular expression is broken: " + e.getDescription() + " in " + e.getPattern(), e);
        }
    }

    /** How many characters an expression has when counted repetitions are written out, which is how a program for it is built. */
    private static long size(String pattern) {
        long[] sizes = new long[LONGEST + 1];
        int depth = 0;
        long atom = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '(') {
                sizes[depth++] += atom;
                sizes[depth] = 0;
                atom = 0;
            } else if (c == ')' && depth > 0) {
                atom += sizes[depth];
                depth--;
            } else if (c == '{' && atom > 0) {
                atom = Math.min(atom * most(pattern, at + 1), LARGEST + 1);
            } else {
                sizes[depth] += atom;
                atom = 1;
                at = c == '\\' ? at + 1 : c == '[' ? Math.max(at, pattern.indexOf(']', at + 2)) : at;
            }
        }
        for (int i = 0; i <= depth; i++) {
            atom += sizes[i];
        }
        return atom;
    }

    /** The largest number of a counted repetition that begins here. */
    private static long most(String pattern, int from) {
        long most = 1;
        long number = 0;
        for (int at = from; at < pattern.length() && pattern.charAt(at) != '}'; at++) {
            char c = pattern.charAt(at);
            number = c >= '0' && c <= '9' ? Math.min(number * 10 + c - '0', LARGEST) : 0;
            most = Math.max(most, number);
        }
        return most;
    }
}
