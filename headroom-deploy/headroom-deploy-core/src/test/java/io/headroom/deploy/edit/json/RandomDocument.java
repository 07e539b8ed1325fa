package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random values, and their text in a random style. Scalars are JSON texts, containers maps and lists. */
final class RandomDocument {
    static final List<String> NAMES = List.of("a", "b", "env", "x/y", "m~n", "it's");
    private static final List<String> SCALARS =
            List.of("1", "true", "null", "\"s\"", "\"http://x\"", "\"{[,:\"", "-2.5");

    private final Random random;

    RandomDocument(long seed) {
        this.random = new Random(seed);
    }

    Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.put(name(), value(depth - 1));
        }
        return members;
    }

    Object value(int depth) {
        int kind = depth <= 0 ? 0 : random.nextInt(4);
        if (kind == 2) {
            return object(depth);
        }
        if (kind == 3) {
            List<Object> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(value(depth - 1));
            }
            return elements;
        }
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** A value as JSON with sorted members. */
    static String plain(Object value) {
        if (value instanceof Map<?, ?> members) {
            List<String> texts = new ArrayList<>();
            new TreeMap<>(members).forEach((name, inner) -> texts.add("\"" + name + "\":" + plain(inner)));
            return "{" + String.join(",", texts) + "}";
        }
        if (value instanceof List<?> elements) {
            return "["
                    + String.join(
                            ",", elements.stream().map(RandomDocument::plain).toList()) + "]";
        }
        return value.toString();
    }

    /** Writes a value in a style that the seed decides; comments are numbered. */
    static String styled(Object value, JsonSyntax syntax, long seed) {
        return new Styled(syntax, new Random(seed)).document(value);
    }

    private static final class Styled {
        private final JsonSyntax syntax;
        private final Random random;
        private final String unit;
        private final String lineBreak;
        private final String colon;
        private final boolean commented;
        private int comments;

        Styled(JsonSyntax syntax, Random random) {
            this.syntax = syntax;
            this.random = random;
            this.unit = one("  ", "    ", "\t", "");
            this.lineBreak = one("\n", "\r\n");
            this.colon = one(": ", ":", " : ");
            this.commented = syntax != JsonSyntax.STRICT && random.nextBoolean();
        }

        String document(Object value) {
            return one("", "\uFEFF", lineBreak) + comment(true) + text(value, "") + comment(true) + one("", lineBreak);
        }

        private String text(Object value, String indentation) {
            boolean object = value instanceof Map<?, ?>;
            List<String> entries = new ArrayList<>();
            String inner = indentation + unit;
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, v) ->
                        entries.add(name((String) name) + comment(false) + colon + comment(false) + text(v, inner)));
            } else if (value instanceof List<?> elements) {
                elements.forEach(element -> entries.add(text(element, inner)));
            } else {
                return value.toString();
            }
            boolean lines = random.nextInt(3) > 0;
            boolean commasFirst = lines && random.nextInt(6) == 0;
            String pad = lines ? lineBreak + inner : one("", " ");
            StringBuilder out = new StringBuilder(object ? "{" : "[").append(comment(lines));
            for (int i = 0; i < entries.size(); i++) {
                boolean last = i == entries.size() - 1;
                boolean comma = !commasFirst && (!last || (syntax != JsonSyntax.STRICT && random.nextInt(3) == 0));
                out.append(commasFirst && i > 0 ? pad + ", " : pad)
                        .append(comment(false))
                        .append(entries.get(i));
                out.append(comment(false)).append(comma ? "," : "").append(comment(lines));
            }
            String end = lines && random.nextInt(8) > 0 ? lineBreak + indentation : one("", " ");
            return out.append(out.toString().endsWith("*") ? lineBreak : end)
                    .append(object ? "}" : "]")
                    .toString();
        }

        private String name(String name) {
            String style = syntax == JsonSyntax.JSON5 ? one("bare", "single", "double") : "double";
            return switch (style) {
                case "bare" -> name.matches("[a-z]+") ? name : "\"" + name + "\"";
                case "single" -> "'" + name.replace("'", "\\'") + "'";
                default -> "\"" + name + "\"";
            };
        }

        private String comment(boolean line) {
            if (!commented || random.nextInt(4) > 0) {
                return "";
            }
            String text = "#" + comments++ + " ' \" {";
            return line && random.nextBoolean() ? " // " + text + lineBreak : one("", " ") + "/* " + text + " */";
        }

        private String one(String... of) {
            return of[random.nextInt(of.length)];
        }
    }
}
