package io.headroom.compress.store;

import java.util.List;
import java.util.Random;

/** Texts in which lines, rows and characters are hard to tell from one another. */
final class HostileOriginals {
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r", "\n\r", "\r\r\n", "\n\n");
    private static final List<String> WORDS = List.of(
            "a", "12", "\ud83d\ude00", "\ud83d", "\ude00", "\u0000", "\u2028", "\u00e9", "\ufeff", " ", "[1,2]", "\"");

    private HostileOriginals() {}

    static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> lines(random, random.nextInt(60));
            case 3 -> "";
            case 4 -> "[1,2," + lines(random, 3);
            case 5 -> "\"[" + "1,".repeat(random.nextInt(30)) + "2]\"" + space(random);
            case 6 -> "\ufeff" + array(random);
            case 7 -> jsonLines(random);
            case 8 -> object(random);
            default -> array(random);
        };
    }

    /** Lines with any end, the last one perhaps with none. */
    static String lines(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            for (int word = random.nextInt(8); word > 0; word--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            text.append(ENDS.get(random.nextInt(ENDS.size())));
        }
        return random.nextBoolean() ? text.toString() : text.append("end").toString();
    }

    private static String array(Random random) {
        String between = random.nextBoolean() ? "" : ENDS.get(random.nextInt(2)) + "  ";
        StringBuilder text = new StringBuilder(space(random)).append('[');
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(between).append(value(random, 3)).append(i > 1 ? space(random) + "," : "");
        }
        return text.append(between).append(']').append(space(random)).toString();
    }

    private static String object(Random random) {
        String between = random.nextBoolean() ? "" : ENDS.get(random.nextInt(2)) + "  ";
        StringBuilder text = new StringBuilder(space(random)).append('{');
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(between)
                    .append("\"k")
                    .append(i)
                    .append(i % 7 == 0 ? "\\u0041\ud800" : "")
                    .append("\"")
                    .append(space(random))
                    .append(':')
                    .append(value(random, 3))
                    .append(i > 1 ? "," : "");
        }
        return text.append(between).append('}').append(space(random)).toString();
    }

    private static String jsonLines(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(value(random, 2))
                    .append(random.nextInt(5) == 0 ? " " : "")
                    .append(ENDS.get(random.nextInt(random.nextInt(20) == 0 ? 3 : 2)));
        }
        return text.toString();
    }

    private static String space(Random random) {
        return random.nextInt(3) == 0 ? List.of(" ", "\n", "\r\n\t ").get(random.nextInt(3)) : "";
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> "\"\\\"]},\\u0041\ud83d\ude00" + "y".repeat(random.nextInt(3) * 40) + "\ud83d\"";
            case 1 -> "-12.5E+3";
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> "" + random.nextInt(100);
            case 5 -> "[" + value(random, depth - 1) + " ," + space(random) + value(random, depth - 1) + "]";
            default -> "{\"n\": " + value(random, depth - 1) + ",\"a\":1}";
        };
    }
}
