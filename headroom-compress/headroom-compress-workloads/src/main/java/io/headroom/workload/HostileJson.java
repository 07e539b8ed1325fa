package io.headroom.workload;

import java.util.List;
import java.util.function.IntFunction;

/** The hostile texts that are JSON, nearly JSON, or JSON of extreme shape. */
final class HostileJson {
    private HostileJson() {}

    static void addTo(List<NamedText> texts, SplitMix64 random) {
        broken(texts);
        values(texts, random);
        keys(texts);
        shapes(texts);
        lookalikes(texts);
    }

    private static void broken(List<NamedText> texts) {
        String rows = array(40, i -> "{\"id\":" + i + ",\"name\":\"n" + i + "\"}");
        add(texts, "JSON cut off", rows.substring(0, rows.length() - 9));
        add(texts, "JSON with text behind", rows + " done");
        add(texts, "two JSON documents", rows + rows);
        add(texts, "trailing comma", rows.replace("]", ",]"));
        add(texts, "comment in JSON", rows.replaceFirst(",", ", /* no */"));
        add(texts, "single quotes", rows.replace('"', '\''));
        add(
                texts,
                "NaN and Infinity",
                array(40, i -> "{\"id\":" + i + ",\"v\":" + (i % 2 == 0 ? "NaN" : "Infinity") + "}"));
        add(texts, "duplicate keys", array(40, i -> "{\"id\":" + i + ",\"id\":" + (i + 1) + ",\"x\":\"y\"}"));
        add(texts, "duplicate keys by escape", array(40, i -> "{\"id\":" + i + ",\"\\u0069d\":1}"));
        add(texts, "leading zeros", array(40, i -> "{\"id\":0" + i + "}"));
        add(texts, "depth 1 000 arrays", "[".repeat(1_000) + "]".repeat(1_000));
        add(texts, "depth 100 000 arrays, open", "[".repeat(100_000));
        add(texts, "depth 1 000 objects", "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000));
        add(texts, "raw control character in a string", array(40, i -> "{\"id\":" + i + ",\"s\":\"a\u0001b\"}"));
        add(texts, "raw line end in a string", array(40, i -> "{\"id\":" + i + ",\"s\":\"a\nb\"}"));
    }

    private static void values(List<NamedText> texts, SplitMix64 random) {
        String long400 = "9".repeat(400);
        add(texts, "400-digit numbers", array(30, i -> "{\"id\":" + i + ",\"n\":" + long400 + i + "}"));
        add(
                texts,
                "odd spellings of numbers",
                array(48, i -> "{\"id\":" + i + ",\"n\":" + ODD_NUMBERS[i % ODD_NUMBERS.length] + "}"));
        add(texts, "escaped lone surrogates", array(40, i -> "{\"id\":" + i + ",\"s\":\"\\ud83d and \\ude00\"}"));
        add(texts, "raw lone surrogates", array(40, i -> "{\"id\":" + i + ",\"s\":\"\uD83D x \uDE00\"}"));
        add(texts, "escapes that need not be", array(40, i -> "{\"id\":" + i + ",\"s\":\"\\/a\\u0041\\u000a\\b\\f\"}"));
        add(texts, "upper-case escapes", array(40, i -> "{\"id\":" + i + ",\"s\":\"\\u00E9\\u00e9\"}"));
        add(
                texts,
                "strings of separators",
                array(40, i -> "{\"id\":" + i + ",\"s\":\",|;\\t" + random.of(",", "|", ";") + "\"}"));
        add(
                texts,
                "strings of quotes and brackets",
                array(40, i -> "{\"id\":" + i + ",\"s\":\"\\\"[{(+\\\\" + i + "\"}"));
        add(texts, "null, missing and empty", array(60, i -> switch (i % 5) {
            case 0 -> "{\"id\":" + i + ",\"v\":null}";
            case 1 -> "{\"id\":" + i + "}";
            case 2 -> "{\"id\":" + i + ",\"v\":\"\"}";
            case 3 -> "{\"id\":" + i + ",\"v\":\"null\"}";
            default -> "{\"id\":" + i + ",\"v\":{}}";
        }));
        add(texts, "all null columns", array(60, i -> "{\"a\":null,\"b\":null,\"id\":" + i + "}"));
        add(texts, "white space everywhere", array(40, i -> " { \"id\" :\t" + i + " ,\r\n \"v\" : [ ] } "));
    }

    private static final String[] ODD_NUMBERS = {
        "-0", "-0.0", "0.0", "1e5", "1E5", "1e+5", "1.0", "1.00", "1", "1e400", "1e-400", "0.1e1"
    };

    private static void keys(List<NamedText> texts) {
        add(
                texts,
                "keys of our syntax",
                array(40, i -> "{\"a,b\":" + i + ",\"c:d\":1,\"{}\":2,\"#1\":3,\"e=f\":4,\"g[]\":5,\"h.i\":6}"));
        add(texts, "quotes in keys", array(40, i -> "{\"a\\\"b\":" + i + ",\"'\":1,\"\\\\\":2,\"\\n\":3}"));
        add(texts, "empty and blank keys", array(40, i -> "{\"\":" + i + ",\" \":1,\"  \":2}"));
        add(texts, "dotted keys beside objects", array(40, i -> "{\"a.b\":" + i + ",\"a\":{\"b\":" + (i + 1) + "}}"));
        add(
                texts,
                "keys in changing order",
                array(40, i -> i % 2 == 0 ? "{\"a\":" + i + ",\"b\":2}" : "{\"b\":2,\"a\":" + i + "}"));
        add(texts, "another key in each row", array(200, i -> "{\"key" + i + "\":" + i + "}"));
    }

    private static void shapes(List<NamedText> texts) {
        add(texts, "empty rows", array(200, i -> "{}"));
        add(texts, "empty and full rows", array(200, i -> i % 3 == 0 ? "{}" : "{\"id\":" + i + "}"));
        add(
                texts,
                "100 000 columns",
                "[{" + members(100_000) + "},{" + members(100_000) + "},{" + members(100_000) + "}]");
        add(texts, "100 000 empty arrays", array(100_000, i -> "[]"));
        add(texts, "rows of every type", array(200, i -> switch (i % 7) {
            case 0 -> "{\"id\":" + i + "}";
            case 1 -> "[" + i + "]";
            case 2 -> "\"" + i + "\"";
            case 3 -> "null";
            case 4 -> "true";
            case 5 -> "{\"id\":\"" + i + "\"}";
            default -> "" + i;
        }));
        add(texts, "lists of lists", array(60, i -> "{\"id\":" + i + ",\"l\":[[" + i + "],[],[\"a;b\",\"\"]]}"));
        add(
                texts,
                "a column that is object, list and string",
                array(
                        60,
                        i -> "{\"id\":" + i + ",\"v\":"
                                + new String[] {"{\"x\":1}", "[1]", "\"{\\\"x\\\":1}\"", "\"[1]\""}[i % 4] + "}"));
    }

    private static void lookalikes(List<NamedText> texts) {
        String[] cells = {
            "#1", "...#2", "A 12", "(3 more)", "[rows 3-36 left out]", "+{", "{}", "A=x", "> path", "3 rows: a"
        };
        add(
                texts,
                "cells of our syntax",
                array(80, i -> "{\"id\":" + i + ",\"v\":\"" + cells[i % cells.length] + "\"}"));
        add(texts, "strings of our syntax", array(80, i -> "\"" + cells[i % cells.length] + "\""));
        add(
                texts,
                "JSON in JSON in JSON",
                array(40, i -> "{\"id\":" + i + ",\"p\":\"{\\\"q\\\":\\\"{\\\\\\\"r\\\\\\\":" + i + "}\\\"}\"}"));
    }

    private static String members(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":").append(i % 10);
        }
        return out.toString();
    }

    private static String array(int size, IntFunction<String> element) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",").append(element.apply(i));
        }
        return out.append(']').toString();
    }

    private static void add(List<NamedText> texts, String name, String text) {
        HostileTexts.add(texts, name, text);
    }
}
