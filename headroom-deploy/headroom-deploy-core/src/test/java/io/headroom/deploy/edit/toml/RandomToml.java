package io.headroom.deploy.edit.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Documents in random styles over few names, so that keys, tables and edits meet often. Some are no TOML: names may be there twice. */
final class RandomToml {
    private static final List<String> NAMES =
            List.of("a", "b", "c", "mine", "a b", "\u00E4", "\uD83D\uDE00", "x.y", "");
    private static final List<String> VALUES = List.of(
            "1",
            "-0x1F".substring(1),
            "1_000",
            "3.5e-2",
            "inf",
            "-nan",
            "true",
            "\"s # t\"",
            "'l = [ \\'",
            "\"\\u00E4\\\\ \\\"\"",
            "1979-05-27T07:32:00Z",
            "1979-05-27 07:32:00",
            "1979-05-27",
            "07:32:00.5",
            "\"\"\"\none\n[x]\nb = 1\"\"\"\"",
            "'''\n''q''\n'''",
            "\"\"\"a\\\n  b\\\"\"\"\"",
            "[]",
            "[ 1, [ 2 ], 'x' ]",
            "[\n  1, # one ]\n  2,\n]",
            "{}",
            "[ { a = 1 }, { b.c = 2 } ]");

    private final Random random;
    private final String newline;
    private final String equals;
    private final String indentation;

    RandomToml(Random random) {
        this.random = random;
        this.newline = pick(List.of("\n", "\n", "\r\n"));
        this.equals = pick(List.of(" = ", " = ", "=", "\t=  "));
        this.indentation = pick(List.of("", "", "  ", "\t"));
    }

    String document() {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "# top" + newline + newline : "");
        pairs(text, random.nextInt(4), "");
        int tables = random.nextInt(5);
        for (int i = 0; i < tables; i++) {
            trivia(text);
            boolean array = random.nextInt(6) == 0;
            String blank = random.nextInt(5) == 0 ? " " : "";
            text.append(array ? "[[" : "[")
                    .append(blank)
                    .append(key(3))
                    .append(blank)
                    .append(array ? "]]" : "]");
            text.append(comment()).append(newline);
            pairs(text, random.nextInt(4), indentation);
        }
        trivia(text);
        boolean open = random.nextInt(5) == 0 && text.length() > newline.length();
        String whole = text.toString();
        return open && whole.endsWith(newline) ? whole.substring(0, whole.length() - newline.length()) : whole;
    }

    List<String> path() {
        List<String> path = new ArrayList<>();
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            path.add(pick(NAMES));
        }
        return path;
    }

    String json() {
        return pick(List.of(
                "\"http://127.0.0.1:8787\"",
                "\"C:\\\\x\"",
                "true",
                "17",
                "[\"a\",1]",
                "{\"a\":1,\"b\":\"c\"}",
                "\"\\u0001'\\n\\\\\""));
    }

    private void pairs(StringBuilder text, int count, String indent) {
        for (int i = 0; i < count; i++) {
            trivia(text);
            text.append(indent)
                    .append(key(2))
                    .append(equals)
                    .append(value())
                    .append(comment())
                    .append(newline);
        }
    }

    private void trivia(StringBuilder text) {
        switch (random.nextInt(6)) {
            case 0 -> text.append(newline);
            case 1 -> text.append("# ").append(key(2)).append(" = [ \" ").append(newline);
            case 2 -> text.append(indentation).append(newline);
            default -> {}
        }
    }

    private String comment() {
        return random.nextInt(5) == 0 ? "  # ] \" '" : "";
    }

    private String value() {
        if (random.nextInt(4) == 0) {
            StringBuilder table = new StringBuilder("{ ");
            int members = 1 + random.nextInt(2);
            for (int i = 0; i < members; i++) {
                table.append(i > 0 ? ", " : "").append(key(2)).append(equals).append(value());
            }
            return table.append(" }").toString();
        }
        return pick(VALUES).replace("\n", newline);
    }

    private String key(int longest) {
        StringBuilder key = new StringBuilder(name());
        int more = random.nextInt(longest);
        for (int i = 0; i < more; i++) {
            key.append(random.nextInt(6) == 0 ? " . " : ".").append(name());
        }
        return key.toString();
    }

    private String name() {
        String name = pick(NAMES);
        boolean bare = name.matches("[a-z]+");
        return switch (random.nextInt(4)) {
            case 0 -> "'" + name + "'";
            case 1 -> '"' + name + '"';
            default -> bare ? name : '"' + name + '"';
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
