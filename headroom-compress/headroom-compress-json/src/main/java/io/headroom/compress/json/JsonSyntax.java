package io.headroom.compress.json;

/** The words and characters of JSON that reader, writer and decoder agree on. */
final class JsonSyntax {
    private JsonSyntax() {}

    /** The value of four hexadecimal digits, or -1. */
    static int hex(char[] chars, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = hexDigit(chars[i]);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }

    static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The end of the longest number at the start of a slice, or -1 if no number starts there. */
    static int numberEnd(char[] chars, int from, int to) {
        int at = from;
        if (at < to && chars[at] == '-') {
            at++;
        }
        int digits = digitsEnd(chars, at, to);
        if (digits == at || (chars[at] == '0' && digits > at + 1)) {
            return -1;
        }
        at = digits;
        if (at < to && chars[at] == '.') {
            digits = digitsEnd(chars, at + 1, to);
            if (digits == at + 1) {
                return -1;
            }
            at = digits;
        }
        if (at < to && (chars[at] | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < to && (chars[exponent] == '+' || chars[exponent] == '-')) {
                exponent++;
            }
            digits = digitsEnd(chars, exponent, to);
            if (digits == exponent) {
                return -1;
            }
            at = digits;
        }
        return at;
    }

    private static int digitsEnd(char[] chars, int from, int to) {
        int at = from;
        while (at < to && chars[at] >= '0' && chars[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Whether a slice is spelled like a number, {@code true}, {@code false} or {@code null}. */
    static boolean isLiteral(char[] chars, int from, int to) {
        if (from == to) {
            return false;
        }
        char c = chars[from];
        if (c == '-' || (c >= '0' && c <= '9')) {
            return numberEnd(chars, from, to) == to;
        }
        return switch (c) {
            case 't' -> is("true", chars, from, to);
            case 'f' -> is("false", chars, from, to);
            case 'n' -> is("null", chars, from, to);
            default -> false;
        };
    }

    static boolean isNull(char[] chars, int from, int to) {
        return is("null", chars, from, to);
    }

    private static boolean is(String word, char[] chars, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (chars[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
