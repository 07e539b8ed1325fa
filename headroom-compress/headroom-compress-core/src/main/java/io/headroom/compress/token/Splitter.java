package io.headroom.compress.token;

/** Cuts a text into pre-tokens, the pieces within which byte pairs are merged. Without state. */
interface Splitter {
    /**
     * Finds the end of a pre-token.
     *
     * @param text the text
     * @param from where the pre-token starts, below {@code end}
     * @param end the end of the text
     * @return where it ends, above {@code from}
     */
    int next(char[] text, int from, int end);
}
