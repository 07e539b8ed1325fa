package io.headroom.compress.retrieve;

/** The text of a long original, read part by part. Whoever got it uses it in one thread. */
public interface PartedText {
    /**
     * Its length.
     *
     * @return characters
     */
    int length();

    /**
     * Reads a part.
     *
     * @param from its first character; the text's first is 0
     * @param to the character after its last
     * @return exactly these characters
     * @throws DamagedPartException if what is stored is not what was kept
     */
    String part(int from, int to);

    /**
     * What is known of its lines and rows.
     *
     * @return always the same
     */
    Landmarks landmarks();
}
