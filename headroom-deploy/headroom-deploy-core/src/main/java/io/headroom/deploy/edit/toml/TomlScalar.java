package io.headroom.deploy.edit.toml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads what TOML writes without quotes: numbers, booleans, dates and times. */
final class TomlScalar {
    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
    private static final Pattern RADIX =
            Pattern.compile("0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");
    private static final Pattern SPECIAL = Pattern.compile("[+-]?(inf|nan)");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern OFFSET = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})");

    private TomlScalar() {}

    static boolean date(String word) {
        return DATE.matcher(word).matches();
    }

    /**
     * Reads a word.
     *
     * @param word the word; between a date and a time may be a blank
     * @return a boolean, long, double, or one of four kinds of dates and times
     * @throws NumberFormatException if it is a number that does not fit
     * @throws DateTimeException if it is nothing of all that
     */
    static Object of(String word) {
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        String digits = word.replace("_", "");
        if (INTEGER.matcher(word).matches()) {
            return Long.parseLong(digits);
        }
        if (RADIX.matcher(word).matches()) {
            int radix = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
            return longOf(new BigInteger(digits.substring(2), radix));
        }
        if (SPECIAL.matcher(word).matches()) {
            double size = word.endsWith("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
            return word.startsWith("-") ? -size : size;
        }
        if (FLOAT.matcher(word).matches()) {
            return Double.parseDouble(digits);
        }
        return moment(word);
    }

    private static Object moment(String word) {
        if (TIME.matcher(word).matches()) {
            return LocalTime.parse(word);
        }
        if (date(word)) {
            return LocalDate.parse(word);
        }
        String moment = word.replace(' ', 'T').replace('t', 'T').replace('z', 'Z');
        return OFFSET.matcher(moment).matches() ? OffsetDateTime.parse(moment) : LocalDateTime.parse(moment);
    }

    private static long longOf(BigInteger number) {
        if (number.bitLength() > 63) {
            throw new NumberFormatException("more than 64 bits");
        }
        return number.longValue();
    }
}
