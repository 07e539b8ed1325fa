package io.headroom.compress.code;

/**
 * The lines between the header of a function and its end.
 *
 * @param name the function's name
 * @param from the first line, from 0 on
 * @param to the line after the last
 */
record Body(String name, int from, int to) {
    /** How many lines. */
    int lines() {
        return to - from;
    }
}
