package io.headroom.compress.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts whose lines share patterns, mixed with everything that our own syntax could be confused with. */
final class HostileLogs {
    private static final String[] PIECES = {
        "2026-01-01",
        "10:20:30",
        "ERROR",
        "INFO ",
        "request",
        "{}",
        "{1}",
        "{{",
        "}",
        "\\",
        "\\n",
        "A",
        "B 1",
        "(3 more)",
        ">",
        "> a/b.c",
        "--",
        "12",
        "7",
        "deadbeef12",
        "\ud800",
        "\udc00",
        "é",
        "\u001b[31m",
        "\u001b[0m",
        "\u001b(B",
        "\u001b]0;title\u0007",
        "\u001b",
        "a/b/c.py:12:",
        "a/b/c.py:13:",
        "a/b/c.py-14-",
        "x=1",
        "\t",
        "[3 lines]",
        "+at",
        "A=x",
        "100%",
        "\u2028",
        "\u0000",
        "lines without a letter are A",
        "user_12",
        "user_7"
    };
    private static final String[] ENDS = {"\n", "\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n"};

    private HostileLogs() {}

    static String of(Random random) {
        String usual = ENDS[random.nextInt(ENDS.length)];
        boolean mixed = random.nextInt(6) == 0;
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            shapes.add(shape(random));
        }
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(80);
        for (int i = 0; i < lines; i++) {
            String shape = random.nextInt(7) == 0
                    ? shape(random)
                    : shapes.get(random.nextInt(4) == 0 ? random.nextInt(shapes.size()) : i % shapes.size());
            String line = fill(shape, i, random);
            for (int times = random.nextInt(12) == 0 ? 1 + random.nextInt(9) : 1; times > 0; times--) {
                text.append(line).append(mixed ? ENDS[random.nextInt(ENDS.length)] : usual);
            }
        }
        if (random.nextBoolean() && text.length() > 0) {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static String shape(Random random) {
        StringBuilder line = new StringBuilder(" ".repeat(random.nextInt(3)));
        int words = random.nextInt(8);
        for (int i = 0; i < words; i++) {
            line.append(random.nextInt(3) == 0 ? "#" : PIECES[random.nextInt(PIECES.length)]);
            line.append(" ".repeat(random.nextInt(6) == 0 ? random.nextInt(5) : 1));
        }
        return line.toString();
    }

    private static String fill(String shape, int i, Random random) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < shape.length(); at++) {
            if (shape.charAt(at) != '#') {
                line.append(shape.charAt(at));
                continue;
            }
            line.append(
                    switch (random.nextInt(6)) {
                        case 0 -> Integer.toString(i);
                        case 1 -> String.format(java.util.Locale.ROOT, "%6d", random.nextInt(100_000));
                        case 2 -> Integer.toHexString(random.nextInt());
                        case 3 -> String.format(java.util.Locale.ROOT, "%-8s", "n" + random.nextInt(3000));
                        case 4 -> PIECES[random.nextInt(PIECES.length)];
                        default -> "v" + random.nextInt(9) + ":" + random.nextInt(99);
                    });
        }
        return line.toString();
    }
}
