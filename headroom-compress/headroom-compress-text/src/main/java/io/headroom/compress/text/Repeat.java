package io.headroom.compress.text;

/** The line {@code (12 more)}, which says that the line before comes 12 times again. */
final class Repeat {
    private static final String AFTER = " more)";

    private Repeat() {}

    static String of(int times) {
        return "(" + times + AFTER;
    }

    /** How often the line before comes again; 0 if this is an ordinary line. */
    static int times(String line) {
        int digits = line.length() - AFTER.length() - 1;
        if (digits < 1 || digits > 9 || line.charAt(0) != '(' || line.charAt(1) == '0' || !line.endsWith(AFTER)) {
            return 0;
        }
        for (int at = 1; at <= digits; at++) {
            if (line.charAt(at) < '0' || line.charAt(at) > '9') {
                return 0;
            }
        }
        return Integer.parseInt(line, 1, digits + 1, 10);
    }
}
