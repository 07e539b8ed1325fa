package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The words of JSON, JSONC and JSON5: strings, names, numbers, literals, white space. Offsets are those of UTF-8 bytes. */
final class Words {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern WIDE_NUMBER = Pattern.compile(
            "[+-]?(?:Infinity|NaN|0[xX][0-9a-fA-F]+|(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");

    private final byte[] text;
    private final JsonSyntax syntax;

    Words(byte[] text, JsonSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /** Refuses what only a wider syntax has. */
    void wider(int at, String what, JsonSyntax needed) {
        if (syntax.compareTo(needed) < 0) {
            String narrow = syntax == JsonSyntax.STRICT ? "strict JSON" : "JSON with comments";
            throw new Refusal(at, what + " here, which " + narrow + " does not allow");
        }
    }

    Refusal unexpected(int at, String wanted) {
        if (at >= text.length) {
            return new Refusal(at, "the file ends where " + wanted + " was expected");
        }
        for (String mark : new String[] {"<<<<<<<", "=======", ">>>>>>>"}) {
            if (startsWith(at, mark)) {
                return new Refusal(at, "a merge conflict (" + mark + ") that nobody has resolved");
            }
        }
        int point = codePoint(at);
        String shown = Character.isISOControl(point) || Character.isWhitespace(point)
                ? String.format("U+%04X", point)
                : Character.toString(point);
        return new Refusal(at, "found " + shown + ", expected " + wanted);
    }

    int scalar(int at) {
        if (at >= text.length) {
            throw unexpected(at, "a value");
        }
        byte first = text[at];
        if (first == '"' || first == '\'') {
            return string(at);
        }
        if (startsWord(at, "true") || startsWord(at, "false") || startsWord(at, "null")) {
            return at + (first == 'f' ? 5 : 4);
        }
        return number(at);
    }

    private int number(int at) {
        int end = at;
        while (end < text.length && (asciiLetterOrDigit(text[end]) || "+-.".indexOf(text[end]) >= 0)) {
            end++;
        }
        if (plainInteger(at, end)) {
            return end;
        }
        String word = new String(text, at, end - at, StandardCharsets.US_ASCII);
        if (!NUMBER.matcher(word).matches()) {
            if (!WIDE_NUMBER.matcher(word).matches()) {
                throw word.isEmpty() || !word.matches("[+.-]?[0-9].*")
                        ? unexpected(at, "a value")
                        : new Refusal(at, "a number that cannot be read: " + word);
            }
            wider(at, "a number spelled " + word, JsonSyntax.JSON5);
        }
        return end;
    }

    /** Most numbers: they need no pattern. */
    private boolean plainInteger(int start, int end) {
        boolean plain = end > start && (text[start] != '0' || end == start + 1);
        for (int i = start; plain && i < end; i++) {
            plain = text[i] >= '0' && text[i] <= '9';
        }
        return plain;
    }

    int name(int at) {
        byte first = text[at];
        if (first == '"' || first == '\'') {
            return string(at);
        }
        int end = at;
        while (end < text.length && identifierPart(end, end == at)) {
            end += text[end] == '\\' ? 6 : length(end);
        }
        if (end == at) {
            throw unexpected(at, "a name");
        }
        wider(at, "a name without quotes", JsonSyntax.JSON5);
        return end;
    }

    /** A character of an identifier of ECMAScript 5.1, escaped or not. */
    private boolean identifierPart(int at, boolean first) {
        int point = text[at] == '\\' ? escaped(at) : codePoint(at);
        if (point == '$'
                || point == '_'
                || Character.isLetter(point)
                || Character.getType(point) == Character.LETTER_NUMBER) {
            return true;
        }
        int type = Character.getType(point);
        return !first
                && (type == Character.DECIMAL_DIGIT_NUMBER
                        || type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK
                        || type == Character.CONNECTOR_PUNCTUATION
                        || point == 0x200C
                        || point == 0x200D);
    }

    private int escaped(int at) {
        if (at + 1 < text.length && text[at + 1] == 'u' && hex(at + 2, 4)) {
            return Integer.parseInt(new String(text, at + 2, 4, StandardCharsets.US_ASCII), 16);
        }
        throw new Refusal(at, "an escape in a name that cannot be read");
    }

    int string(int open) {
        byte quote = text[open];
        if (quote == '\'') {
            wider(open, "a string in single quotes", JsonSyntax.JSON5);
        }
        int at = open + 1;
        while (at < text.length && text[at] != quote) {
            int c = text[at];
            if (c == '\\') {
                at = escape(at);
            } else if (c == '\n' || c == '\r') {
                throw new Refusal(open, "this string has no end on its line");
            } else {
                if (c >= 0 && c < 0x20) {
                    wider(at, "a control character in a string", JsonSyntax.JSON5);
                }
                at++;
            }
        }
        if (at >= text.length) {
            throw new Refusal(open, "this string has no end");
        }
        return at + 1;
    }

    private int escape(int at) {
        int kind = at + 1 < text.length ? text[at + 1] : -1;
        if (kind == 'u' || kind == 'x') {
            int digits = kind == 'u' ? 4 : 2;
            if (!hex(at + 2, digits)) {
                throw new Refusal(at, "an escape in a string that cannot be read");
            }
            if (kind == 'x') {
                wider(at, "the escape \\x", JsonSyntax.JSON5);
            }
            return at + 2 + digits;
        }
        if (kind != -1 && "\"\\/bfnrt".indexOf(kind) < 0) {
            if (kind >= '0' && kind <= '9' && (kind != '0' || digitAt(at + 2))) {
                throw new Refusal(at, "an escape in a string that cannot be read");
            }
            wider(at, lineBreak(at + 1) > 0 ? "a continued line" : "an unusual escape", JsonSyntax.JSON5);
        }
        return at + 1 + (lineBreak(at + 1) > 0 ? lineBreak(at + 1) : 1);
    }

    private boolean digitAt(int at) {
        return at < text.length && text[at] >= '0' && text[at] <= '9';
    }

    private boolean hex(int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (i >= text.length || Character.digit(text[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes the line break at an offset has: CR LF, CR, LF, in JSON5 also U+2028 and U+2029; 0 if there is none. */
    int lineBreak(int at) {
        if (at >= text.length) {
            return 0;
        }
        int c = text[at];
        if (c == '\n') {
            return 1;
        }
        if (c == '\r') {
            return at + 1 < text.length && text[at + 1] == '\n' ? 2 : 1;
        }
        boolean wide = c == (byte) 0xE2 && syntax == JsonSyntax.JSON5 && (codePoint(at) | 1) == 0x2029;
        return wide ? 3 : 0;
    }

    /** How many bytes the white space character at an offset has; 0 if there is none. */
    int blank(int at) {
        int c = text[at];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            return 1;
        }
        if (c > ' ' || c == 0) {
            return 0;
        }
        int point = codePoint(at);
        boolean wide = point == 0x0B
                || point == 0x0C
                || point == 0xFEFF
                || point == 0x2028
                || point == 0x2029
                || Character.getType(point) == Character.SPACE_SEPARATOR;
        if (wide) {
            wider(at, String.format("the white space U+%04X", point), JsonSyntax.JSON5);
        }
        return wide ? length(at) : 0;
    }

    private boolean startsWith(int at, String word) {
        if (at + word.length() > text.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWord(int at, String word) {
        int end = at + word.length();
        return startsWith(at, word) && (end == text.length || !asciiLetterOrDigit(text[end]));
    }

    private static boolean asciiLetterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private int codePoint(int at) {
        return new String(text, at, length(at), StandardCharsets.UTF_8).codePointAt(0);
    }

    /** How many bytes the character at an offset has; the text is known to be UTF-8. */
    private int length(int at) {
        int c = text[at];
        return c >= 0 ? 1 : c >= (byte) 0xF0 ? 4 : c >= (byte) 0xE0 ? 3 : 2;
    }
}
