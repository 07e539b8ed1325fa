package io.headroom.compress.retrieve;

/**
 * A JSON value in a text.
 *
 * @param text the text, which may be the content of a string of another document
 * @param start the value's first character
 * @param end the character after its last
 * @param kind what it is
 */
record JsonPlace(String text, int start, int end, Kind kind) {
    /** Kinds of values; the values of JSON Lines together are one, too. */
    enum Kind {
        ARRAY("an array"),
        OBJECT("an object"),
        STRING("a string"),
        SCALAR("a number, true, false or null"),
        LINES("JSON Lines");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean holdsUnits() {
            return this != STRING && this != SCALAR;
        }
    }

    /** A single value, whose first character tells what it is. */
    static JsonPlace at(String text, int start, int end) {
        Kind kind = switch (text.charAt(start)) {
            case '[' -> Kind.ARRAY;
            case '{' -> Kind.OBJECT;
            case '"' -> Kind.STRING;
            default -> Kind.SCALAR;
        };
        return new JsonPlace(text, start, end, kind);
    }

    boolean holdsUnits() {
        return kind.holdsUnits();
    }

    String source() {
        return text.substring(start, end);
    }
}
