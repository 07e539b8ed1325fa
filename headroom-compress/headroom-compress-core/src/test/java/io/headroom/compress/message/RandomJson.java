package io.headroom.compress.message;

import java.util.List;
import java.util.Random;

/**
 * Writes random JSON as no library would: odd white space, needless escapes, 40 digits, doubled keys, lone surrogates. A function of
 * its random source.
 */
final class RandomJson {
    private static final List<String> NUMBERS =
            List.of("0", "-0.0", "1.0", "1e5", "1E+05", "-12", "3.14159265358979323846264338327950288", "1".repeat(40));
    private static final List<String> SPACES = List.of("", "", "", " ", "  ", "\n", "\t", "\r\n  ");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    /** A text with every kind of character, lone surrogates included. */
    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
                case 3 -> text.append((char) (0x80 + random.nextInt(0xD000)));
                case 4 -> text.append(random.nextBoolean() ? '"' : '\\');
                default -> text.append((char) (0x20 + random.nextInt(0x5F)));
            }
        }
        return text.toString();
    }

    String space() {
        return SPACES.get(random.nextInt(SPACES.size()));
    }

    /** A string, each character of which is escaped by chance or need. */
    String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair && random.nextBoolean()) {
                json.append(c).append(text.charAt(++i));
            } else if (c < 0x20 || Character.isSurrogate(c) || random.nextInt(10) == 0) {
                json.append(
                        String.format(java.util.Locale.ROOT, random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
                if (pair) {
                    // Half a pair raw would be no UTF-8.
                    json.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) text.charAt(++i)));
                }
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Any value; objects in it may have a key twice. */
    String value(int depth) {
        switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0:
                return NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 1:
                return "true";
            case 2:
                return "null";
            case 3, 4:
                return string(text(random));
            case 5:
                return list("[", "]", depth, false);
            default:
                return list("{", "}", depth, true);
        }
    }

    private String list(String open, String close, int depth, boolean keys) {
        StringBuilder json = new StringBuilder(open).append(space());
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (keys) {
                json.append(string(random.nextBoolean() ? "k" : "content"))
                        .append(space())
                        .append(':')
                        .append(space());
            }
            json.append(value(depth + 1)).append(space()).append(i > 0 ? "," + space() : "");
        }
        return json.append(close).toString();
    }
}
