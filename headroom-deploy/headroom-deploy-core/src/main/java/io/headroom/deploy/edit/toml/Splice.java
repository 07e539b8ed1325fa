package io.headroom.deploy.edit.toml;

/**
 * A part of a text and what comes in its place.
 *
 * @param start the first character
 * @param end behind the last character
 * @param text what comes there
 */
record Splice(int start, int end, String text) {
    static Splice insert(int at, String text) {
        return new Splice(at, at, text);
    }

    static Splice delete(int start, int end) {
        return new Splice(start, end, "");
    }

    String in(String whole) {
        return whole.substring(0, start) + text + whole.substring(end);
    }
}
