package io.headroom.deploy.edit.json;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Rewrites the few words that Jackson does not read, for a comparison only. Of JSON5 that is: white space beyond that of JSON, comments
 * that end at U+2028, continued lines, the escapes {@code \v}, {@code \0} and {@code \x}, escapes in names without quotes, and signs in
 * front of NaN. Of JSON it is lone surrogates in names: they are spelled out, in names and in values. Knows words only, no structure.
 */
final class Json5Plain {
    private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private final String text;
    private final boolean json5;
    private final StringBuilder plain;
    private int at;

    Json5Plain(String text, boolean json5) {
        this.text = text;
        this.json5 = json5;
        this.plain = new StringBuilder(text.length() + 16);
    }

    static boolean hasSurrogateEscapes(byte[] document) {
        return SURROGATE
                .matcher(new String(document, StandardCharsets.ISO_8859_1))
                .find();
    }

    String text() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (text.startsWith("//", at)) {
                while (at < text.length() && !endsLine(text.charAt(at))) {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
                plain.append(' ');
            } else if ((c == '+' || c == '-') && text.startsWith("NaN", at + 1)) {
                at++;
            } else if (c == '\\' || Character.isLetterOrDigit(c) || c == '$' || c == '_') {
                word();
            } else {
                boolean space = json5 && (c == 0x0B || c == 0x0C || Character.isSpaceChar(c) || c == '\uFEFF');
                plain.append(space ? ' ' : c);
                at++;
            }
        }
        return plain.toString();
    }

    private boolean endsLine(char c) {
        return c == '\n' || c == '\r' || (json5 && (c == '\u2028' || c == '\u2029'));
    }

    private void word() {
        int start = at;
        StringBuilder word = new StringBuilder();
        while (at < text.length()
                && ":,{}[]\"'/".indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            if (Character.isSpaceChar(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
                break;
            }
            if (text.startsWith("\\u", at)) {
                word.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                at += 6;
            } else {
                word.append(text.charAt(at++));
            }
        }
        if (word.length() == at - start) {
            plain.append(word);
        } else {
            plain.append('"').append(word).append('"');
        }
    }

    private void string(char quote) {
        plain.append(quote);
        at++;
        while (text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                escape();
            } else {
                plain.append(text.charAt(at++));
            }
        }
        plain.append(quote);
        at++;
    }

    private void escape() {
        char kind = text.charAt(at + 1);
        at += 2;
        switch (kind) {
            case 'v' -> plain.append("\\u000b");
            case '0' -> plain.append("\\u0000");
            case 'x' -> {
                plain.append("\\u00").append(text, at, at + 2);
                at += 2;
            }
            case 'u' -> unicode();
            case '\r' -> at += text.charAt(at) == '\n' ? 1 : 0;
            case '\n', '\u2028', '\u2029' -> {}
            default -> plain.append('\\').append(kind);
        }
    }

    private void unicode() {
        int length = 4;
        char first = (char) Integer.parseInt(text.substring(at, at + 4), 16);
        boolean pair = Character.isHighSurrogate(first)
                && text.startsWith("\\u", at + 4)
                && Character.isLowSurrogate((char) Integer.parseInt(text.substring(at + 6, at + 10), 16));
        if (pair) {
            length = 10;
        }
        plain.append(Character.isSurrogate(first) && !pair ? "\\\\u" : "\\u").append(text, at, at + length);
        at += length;
    }
}
