package io.headroom.compress.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Character references of HTML, as the standard reads them (WHATWG, 13.2.5.72 to 13.2.5.80): all names that it lists, the longest that
 * fits, and numbers in both bases. Thread-safe.
 */
final class CharacterReferences {
    private static final String TABLE = "named-references.txt";
    private static final int LONGEST_NAME = 32;
    private static final int REPLACEMENT = 0xFFFD;
    /** What 0x80 to 0x9F stand for: the characters of windows-1252, where it has one. */
    private static final String WINDOWS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /** By name, the semicolon included where it is needed. */
    private final Map<String, String> names;

    CharacterReferences() {
        names = Map.copyOf(read());
    }

    /**
     * A reference that was read.
     *
     * @param characters what it stands for
     * @param end behind its last character
     */
    record Read(String characters, int end) {}

    /**
     * Reads what begins with an ampersand.
     *
     * @param text the page
     * @param start where the ampersand is
     * @param to where the text or the attribute value ends
     * @param inAttribute whether it stands in the value of an attribute, where a name without semicolon is often none
     * @return the reference, or the ampersand itself where none begins
     */
    Read read(String text, int start, int to, boolean inAttribute) {
        int at = start + 1;
        if (at < to && text.charAt(at) == '#') {
            return number(text, start, to);
        }
        int end = at;
        while (end < to && end - at < LONGEST_NAME && isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        boolean closed = end < to && text.charAt(end) == ';';
        String found = closed ? names.get(text.substring(at, end + 1)) : null;
        if (found != null) {
            return new Read(found, end + 1);
        }
        for (; end > at; end--) {
            found = names.get(text.substring(at, end));
            if (found != null) {
                boolean goesOn = end < to && (text.charAt(end) == '=' || isLetterOrDigit(text.charAt(end)));
                return inAttribute && goesOn ? new Read("&", at) : new Read(found, end);
            }
        }
        return new Read("&", at);
    }

    private static Read number(String text, int start, int to) {
        int at = start + 2;
        int base = at < to && (text.charAt(at) | 0x20) == 'x' ? 16 : 10;
        at += base == 16 ? 1 : 0;
        int first = at;
        long value = 0;
        for (; at < to && digit(text.charAt(at), base) >= 0; at++) {
            value = Math.min(Character.MAX_CODE_POINT + 1L, value * base + digit(text.charAt(at), base));
        }
        if (at == first) {
            return new Read("&", start + 1);
        }
        return new Read(Character.toString(codePoint(value)), at < to && text.charAt(at) == ';' ? at + 1 : at);
    }

    private static int codePoint(long value) {
        if (value >= 0x80 && value <= 0x9F) {
            return WINDOWS.charAt((int) value - 0x80);
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value == 0 || surrogate || value > Character.MAX_CODE_POINT ? REPLACEMENT : (int) value;
    }

    /** Of ASCII alone, whatever other digits Unicode knows. */
    private static int digit(char c, int base) {
        return c < 0x80 ? Character.digit(c, base) : -1;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static Map<String, String> read() {
        Map<String, String> names = new HashMap<>();
        try (InputStream in = CharacterReferences.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from this jar: build it again");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(line.split(" "), names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void add(String[] words, Map<String, String> names) {
        StringBuilder characters = new StringBuilder();
        boolean bare = words[words.length - 1].equals("+");
        for (int i = 1; i < words.length - (bare ? 1 : 0); i++) {
            characters.appendCodePoint(Integer.parseInt(words[i], 16));
        }
        names.put(words[0] + ";", characters.toString());
        if (bare) {
            names.put(words[0], characters.toString());
        }
    }
}
