package io.headroom.compress.retrieve;

/** A text of which a part can be had without the rest. */
interface SourceText {
    int length();

    /** The characters from one offset, the first is 0, up to another. */
    String substring(int from, int to);

    /** A text that is there as a whole. */
    static SourceText of(String text) {
        return new SourceText() {
            @Override
            public int length() {
                return text.length();
            }

            @Override
            public String substring(int from, int to) {
                return text.substring(from, to);
            }
        };
    }
}
