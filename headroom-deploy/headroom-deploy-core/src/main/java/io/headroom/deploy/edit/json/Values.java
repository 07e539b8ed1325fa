package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What spans of a document mean: decoded names and strings, and values in one spelling, so that equal values have equal texts. */
final class Values {
    private Values() {}

    /** The kind of a value by its first byte, with its article. */
    static String kind(byte first) {
        return switch (first) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"', '\'' -> "a string";
            case 't', 'f' -> "true or false";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    /** Decodes a string with its quotes, or a name with or without. */
    static String decode(byte[] text, int start, int end) {
        boolean quoted = text[start] == '"' || text[start] == '\'';
        String raw = quoted
                ? new String(text, start + 1, end - start - 2, StandardCharsets.UTF_8)
                : new String(text, start, end - start, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder plain = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char kind = raw.charAt(at++);
            switch (kind) {
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'v' -> plain.append('\u000B');
                case '0' -> plain.append('\0');
                case 'u', 'x' -> {
                    int digits = kind == 'u' ? 4 : 2;
                    plain.append((char) Integer.parseInt(raw.substring(at, at + digits), 16));
                    at += digits;
                }
                case '\r' -> at += at < raw.length() && raw.charAt(at) == '\n' ? 1 : 0;
                case '\n', '\u2028', '\u2029' -> {}
                default -> plain.append(kind);
            }
        }
        return plain.toString();
    }

    /** A value as JSON without white space, members sorted by name. */
    static String canonical(byte[] text, JsonSyntax syntax, int start, int end) {
        StringBuilder json = new StringBuilder();
        canonical(text, new Grammar(text, syntax), start, end, json);
        return json.toString();
    }

    private static void canonical(byte[] text, Grammar grammar, int start, int end, StringBuilder json) {
        switch (text[start]) {
            case '{' -> {
                List<Grammar.Entry> entries = new ArrayList<>();
                grammar.entries(start, entries);
                List<Map.Entry<String, Grammar.Entry>> members = new ArrayList<>();
                entries.forEach(e -> members.add(Map.entry(decode(text, e.nameStart(), e.nameEnd()), e)));
                members.sort(Comparator.comparing(Map.Entry::getKey));
                json.append('{');
                for (Map.Entry<String, Grammar.Entry> member : members) {
                    json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
                    quote(member.getKey(), json);
                    json.append(':');
                    canonical(
                            text,
                            grammar,
                            member.getValue().start(),
                            member.getValue().end(),
                            json);
                }
                json.append('}');
            }
            case '[' -> {
                List<Grammar.Entry> entries = new ArrayList<>();
                grammar.entries(start, entries);
                json.append('[');
                for (Grammar.Entry element : entries) {
                    json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
                    canonical(text, grammar, element.start(), element.end(), json);
                }
                json.append(']');
            }
            case '"', '\'' -> quote(decode(text, start, end), json);
            case 't', 'f', 'n' -> json.append(new String(text, start, end - start, StandardCharsets.US_ASCII));
            default -> json.append(number(new String(text, start, end - start, StandardCharsets.US_ASCII)));
        }
    }

    /** A number in one spelling: {@code 1e5}, {@code 100000} and {@code 0x186a0} are one. */
    static String number(String word) {
        boolean negative = word.startsWith("-");
        String plain = word.startsWith("+") || negative ? word.substring(1) : word;
        if (plain.equals("NaN")) {
            return plain;
        }
        if (plain.equals("Infinity")) {
            return negative ? "-" + plain : plain;
        }
        if (plain.startsWith("0x") || plain.startsWith("0X")) {
            plain = new BigInteger(plain.substring(2), 16).toString();
        }
        BigDecimal value;
        try {
            value = new BigDecimal(negative ? "-" + plain : plain).stripTrailingZeros();
        } catch (NumberFormatException exponentBeyondInt) {
            return word;
        }
        return value.scale() <= 0 && value.scale() > -32 ? value.toPlainString() : value.toString();
    }

    /** Writes a string in double quotes; lone surrogates, which UTF-8 cannot hold, as escapes. */
    static void quote(String plain, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < plain.length()
                    && Character.isLowSurrogate(plain.charAt(i + 1));
            if (pair) {
                json.append(c).append(plain.charAt(++i));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
