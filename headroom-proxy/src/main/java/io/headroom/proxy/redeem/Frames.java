package io.headroom.proxy.redeem;

/** Cuts a stream into its pieces, each with the very bytes that it came in. */
interface Frames {
    /**
     * One piece.
     *
     * @param raw its bytes, and those that part it from its neighbors
     * @param data the document in it; empty if there is none
     */
    record Frame(byte[] raw, String data) {}

    /** Takes one more byte; a piece is told with its last one. */
    void feed(byte next);

    /** What came behind the last complete piece; it is forgotten. */
    byte[] rest();

    /**
     * A piece of our own.
     *
     * @param event what it is called; empty if it is not called anything
     * @param data the document, in one line
     * @param first whether nothing was written before it
     */
    byte[] written(String event, String data, boolean first);

    /**
     * What stands behind the last piece.
     *
     * @param first whether there is none
     */
    byte[] end(boolean first);
}
