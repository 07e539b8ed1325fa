package io.headroom.compress.text.shorten;

/** What a line looks like without its numbers: digit runs and hexadecimal ids become {@code #}. */
final class LineMask {
    private static final int LONGEST = 400;
    private static final int HEX = 6;

    private LineMask() {}

    static String of(String line) {
        int length = Math.min(line.length(), LONGEST);
        StringBuilder mask = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            char c = line.charAt(at);
            if (!isAlphanumeric(c)) {
                mask.append(c);
                at++;
                continue;
            }
            int end = at;
            boolean hex = true;
            boolean digit = false;
            while (end < length && isAlphanumeric(line.charAt(end))) {
                char d = line.charAt(end);
                digit |= d <= '9';
                hex &= d <= '9' || (d | 0x20) <= 'f';
                end++;
            }
            if (hex && digit && end - at >= HEX) {
                mask.append('#');
            } else {
                maskDigits(line, at, end, mask);
            }
            at = end;
        }
        return mask.toString();
    }

    private static void maskDigits(String line, int start, int end, StringBuilder mask) {
        for (int at = start; at < end; at++) {
            char c = line.charAt(at);
            if (c > '9') {
                mask.append(c);
            } else if (at == start || line.charAt(at - 1) > '9') {
                mask.append('#');
            }
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
}
