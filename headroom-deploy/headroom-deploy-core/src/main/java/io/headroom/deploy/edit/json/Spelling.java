package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes new values.
 *
 * @param overLines whether containers open over lines
 * @param lineBreak the line break
 * @param unit what one level is indented by
 * @param colon the colon with its spaces
 * @param quote the quote around names; 0 for none where a name can do without
 * @param padding the spaces inside of brackets on one line
 */
record Spelling(boolean overLines, String lineBreak, String unit, String colon, char quote, String padding) {
    /** Lays out a value, given as strict JSON, whose line is indented so; throws {@link IllegalArgumentException} if it is none. */
    String value(String json, String indentation) {
        byte[] text = json.strip().getBytes(StandardCharsets.UTF_8);
        Grammar grammar = new Grammar(text, JsonSyntax.STRICT);
        try {
            if (grammar.value(0, 1) != text.length) {
                throw new IllegalArgumentException("not one JSON value");
            }
        } catch (Refusal e) {
            throw new IllegalArgumentException("not a JSON value: " + e.reason(), e);
        }
        StringBuilder out = new StringBuilder();
        value(text, grammar, 0, text.length, indentation, out);
        return out.toString();
    }

    private void value(byte[] text, Grammar grammar, int start, int end, String indentation, StringBuilder out) {
        List<Grammar.Entry> entries = new ArrayList<>();
        if (text[start] == '{' || text[start] == '[') {
            grammar.entries(start, entries);
        }
        if (entries.isEmpty()) {
            boolean container = text[start] == '{' || text[start] == '[';
            String raw = new String(text, start, end - start, StandardCharsets.UTF_8);
            out.append(container ? text[start] == '{' ? "{}" : "[]" : raw);
            return;
        }
        String inner = indentation + unit;
        out.append((char) text[start]).append(overLines ? lineBreak + inner : padding);
        for (int i = 0; i < entries.size(); i++) {
            Grammar.Entry entry = entries.get(i);
            out.append(i == 0 ? "" : overLines ? "," + lineBreak + inner : "," + space());
            if (text[start] == '{') {
                out.append(name(Values.decode(text, entry.nameStart(), entry.nameEnd())))
                        .append(colon);
            }
            value(text, grammar, entry.start(), entry.end(), inner, out);
        }
        out.append(overLines ? lineBreak + indentation : padding).append(text[start] == '{' ? '}' : ']');
    }

    /** The space behind a comma on one line. */
    String space() {
        return colon.endsWith(":") ? "" : " ";
    }

    String name(String plain) {
        if (quote == 0 && plain.matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
            return plain;
        }
        StringBuilder json = new StringBuilder();
        Values.quote(plain, json);
        if (quote != '\'') {
            return json.toString();
        }
        String inside =
                json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("'", "\\'");
        return "'" + inside + "'";
    }
}
