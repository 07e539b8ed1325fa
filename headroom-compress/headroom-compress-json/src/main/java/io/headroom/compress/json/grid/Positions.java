package io.headroom.compress.json.grid;

/** Numbers of columns and places in notes. */
final class Positions {
    private static final int MOST_DIGITS = 6;

    private Positions() {}

    /** A number without sign or leading zero, or -1. */
    static int parse(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || (digits.charAt(0) == '0' && digits.length() > 1)) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
