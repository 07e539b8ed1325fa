package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random JSON values that are hostile to tables: odd keys, values that read like our syntax, rows that nearly have one shape. */
final class RandomJson {
    private static final String[] KEYS = {
        "id",
        "name",
        "a",
        "b",
        "",
        "a b",
        "a,b",
        "a|b",
        "x;y",
        "{}",
        "#1",
        "key",
        "value",
        "a.b",
        "[0]",
        "q\"q",
        "n\nn",
        "\u00e9t\u00e9",
        "(json)",
        "12",
        "\u2028",
        "k:A",
        "k=v",
        "\ud83d"
    };
    private static final String[] STRINGS = {
        "",
        " ",
        "a",
        "null",
        "true",
        "1",
        "1.0",
        "-0",
        "1e5",
        "A 12",
        "A",
        "B",
        "AA",
        "#1",
        "...#2",
        "+{",
        "{}",
        "{id}",
        "{{",
        "[]",
        "[rows 3-36 left out]",
        "(3 more)",
        "a,b",
        "a|b",
        "a;b",
        "tab\there",
        "two\nlines",
        "cr\r\n",
        " lead",
        "trail ",
        "\\",
        "\\n",
        "\"q\"",
        "{\"a\":1}",
        "{\"a\":[1,2],\"b\":{}}",
        "[1,2]",
        "\u2028",
        "\ud800",
        "\udc00x",
        "\u00fcber",
        "\u0000\u001f\u007f",
        "(indent 2)",
        "x (indent 2)",
        "user 7 logged in",
        "src/main/java/App.java",
        "https://example.com/items/17",
        "2026-01-02T03:04:05Z",
        "\ufeff"
    };
    private static final String[] WORDS = {"INFO", "ERROR", "payments", "eu-west-1", "-", "a", "AB", "ab", "12", "true"
    };
    private static final String[] LITERALS = {
        "0", "1", "-0.0", "1e5", "1E+2", "12345678901234567890", "1.0", "true", "false", "null"
    };

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    /** A literal that is printed as it is spelled. */
    record Literal(String text) {}

    Object document() {
        return switch (random.nextInt(6)) {
            case 0 -> value(4);
            case 1 -> Map.of("result", rows(1 + random.nextInt(30), 3));
            case 2 -> mixed();
            case 3 -> entries();
            default -> rows(3 + random.nextInt(30), 3);
        };
    }

    /** Rows of words and numbers, so many that they are separated by spaces, with hostile and missing values among them. */
    Object words() {
        List<Object> rows = new ArrayList<>();
        boolean gaps = random.nextBoolean();
        boolean hostile = random.nextBoolean();
        String decimals = random.nextBoolean() ? ".5" : ".25e1";
        for (int i = 80 + random.nextInt(120); i > 0; i--) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("a", gaps && random.nextInt(9) == 0 ? string() : new Literal(String.valueOf(i)));
            row.put("b", WORDS[random.nextInt(WORDS.length)]);
            row.put("c", new Literal("0." + (1 + random.nextInt(999))));
            row.put("d", hostile && random.nextInt(12) == 0 ? string() : WORDS[random.nextInt(WORDS.length)]);
            row.put("e", "User " + random.nextInt(99) + " came from host " + random.nextInt(9));
            row.put("f", random.nextInt(20) == 0 ? new Literal("null") : new Literal(random.nextInt(99) + decimals));
            row.put("g", List.of(WORDS[i % WORDS.length], hostile ? string() : "x"));
            row.put("h", WORDS[random.nextInt(WORDS.length)]);
            row.keySet().removeIf(key -> gaps && random.nextInt(15) == 0);
            rows.add(row);
        }
        return rows;
    }

    private Object value(int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        if (kind < 3) {
            return string();
        }
        if (kind < 6) {
            return new Literal(LITERALS[random.nextInt(LITERALS.length)]);
        }
        if (kind < 8) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(value(depth - 1));
            }
            return list;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(key(), value(depth - 1));
        }
        return kind == 8 ? object : rows(random.nextInt(5), depth - 1);
    }

    private List<Object> rows(int count, int depth) {
        List<String> columns = new ArrayList<>();
        List<Integer> styles = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            String key = key();
            if (!columns.contains(key)) {
                columns.add(key);
                styles.add(random.nextInt(9));
            }
        }
        Object constant = value(depth > 0 ? 1 : 0);
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(
                    random.nextInt(25) == 0
                            ? value(Math.max(0, depth - 1))
                            : row(row, columns, styles, constant, depth));
        }
        return rows;
    }

    private Map<String, Object> row(int row, List<String> columns, List<Integer> styles, Object constant, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (random.nextInt(12) == 0) {
                continue;
            }
            object.put(
                    columns.get(i),
                    switch (styles.get(i)) {
                        case 0 -> constant;
                        case 1 -> new Literal(String.valueOf(100 + row));
                        case 2 -> "item-" + (100 + row) + "/x";
                        case 3 -> "User " + random.nextInt(99) + " logged in from host " + random.nextInt(9);
                        case 4 -> random.nextBoolean() ? "a long constant phrase, again" : string();
                        case 5 -> Map.of("inner", string());
                        case 6 -> List.of(string(), string());
                        case 7 -> depth > 0 ? rows(random.nextInt(3), depth - 1) : List.of();
                        default -> value(Math.max(0, depth - 1));
                    });
        }
        return object;
    }

    private List<Object> mixed() {
        List<Object> list = new ArrayList<>(rows(3 + random.nextInt(8), 1));
        for (int i = random.nextInt(12); i > 0; i--) {
            list.add("note " + random.nextInt(50) + ": kept as it is");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(1));
        }
        return list;
    }

    private Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < 10 + random.nextInt(20); i++) {
            Object value =
                    random.nextInt(3) == 0 ? value(2) : row(i, List.of("value", "key", "x"), List.of(1, 3, 8), "c", 1);
            entries.put(random.nextInt(9) == 0 ? key() : "group.part." + i, value);
        }
        return entries;
    }

    private String key() {
        return KEYS[random.nextInt(KEYS.length)];
    }

    private String string() {
        return STRINGS[random.nextInt(STRINGS.length)];
    }

    /** Prints a value in a layout, by code of its own. */
    static String print(Object value, Layout layout) {
        StringBuilder out = new StringBuilder();
        print(value, new JsonWriter(out, layout));
        return (layout.bom() ? "\ufeff" : "") + out + (layout.newline() ? "\n" : "");
    }

    private static void print(Object value, JsonWriter to) {
        if (value instanceof Map<?, ?> object) {
            to.beginObject();
            object.forEach((key, member) -> {
                to.name((String) key, 0, ((String) key).length());
                print(member, to);
            });
            to.endObject();
        } else if (value instanceof List<?> list) {
            to.beginArray();
            list.forEach(element -> print(element, to));
            to.endArray();
        } else if (value instanceof Literal literal) {
            to.literal(literal.text(), 0, literal.text().length());
        } else {
            to.string((String) value, 0, ((String) value).length());
        }
    }
}
