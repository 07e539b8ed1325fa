package io.headroom.compress.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines that share patterns now and then, out of everything that could confuse a miner. */
final class HostileLines {
    private static final String[] WORDS = {
        "error",
        "a",
        "{}",
        "{1}",
        "}",
        "{{",
        "\\",
        "\\n",
        "12",
        "7",
        "100",
        "deadbeef",
        "1a2b3c4d",
        "\ud800",
        "\udc00x",
        "é",
        "日本",
        "[http-8080]",
        "x=1",
        "x=22",
        "/a/b/c",
        "/a/d/c",
        "3fa9-12",
        "A",
        "(3 more)",
        "\u001b[32m",
        "100%",
        "v1.2.3",
        "v1.2.10",
        "\t",
        "\r",
        "0c1d7c6e-1111-4222-8333-123456789abc",
        "ab12",
        "ab13",
        "ab",
        "--",
        "1:2:3",
        "10:20:30"
    };

    private HostileLines() {}

    static List<String> of(Random random) {
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            shapes.add(line(random, 1 + random.nextInt(7)));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(40); i++) {
            lines.add(
                    random.nextInt(8) == 0
                            ? line(random, random.nextInt(6))
                            : vary(shapes.get(random.nextInt(shapes.size())), random));
        }
        return lines;
    }

    private static String line(Random random, int words) {
        StringBuilder line = new StringBuilder(" ".repeat(random.nextInt(3)));
        for (int i = 0; i < words; i++) {
            line.append(WORDS[random.nextInt(WORDS.length)]);
            line.append(random.nextInt(5) == 0 ? " ".repeat(random.nextInt(6)) : " ");
        }
        return line.toString();
    }

    private static String vary(String shape, Random random) {
        String[] words = shape.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            if (!words[i].isEmpty() && random.nextInt(3) == 0) {
                words[i] = switch (random.nextInt(5)) {
                    case 0 -> words[i].replaceAll("[0-9]+", Integer.toString(random.nextInt(2000)));
                    case 1 -> words[i] + random.nextInt(30);
                    case 2 -> WORDS[random.nextInt(WORDS.length)];
                    case 3 -> " ".repeat(random.nextInt(4)) + words[i];
                    default -> words[i] + " ".repeat(random.nextInt(4));
                };
            }
        }
        return String.join(" ", words);
    }
}
