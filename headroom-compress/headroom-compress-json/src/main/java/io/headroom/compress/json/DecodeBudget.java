package io.headroom.compress.json;

/**
 * What decoding one form may cost, in characters and steps. Every text is first tried as a form, so a text of two lines that asks for a
 * gigabyte must be refused before the gigabyte is built. Real forms stay far below.
 */
final class DecodeBudget implements OutputLimit {
    /** No text that we write a form of is longer. */
    static final int LONGEST_TEXT = 1 << 23;
    /** Parts and JSON in strings are written more than once; cells and pieces of templates count, too. */
    private static final long MOST_WORK = 8L * LONGEST_TEXT;

    private long work = MOST_WORK;

    /** Tells the door of this module that a form is to be refused. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ExceededException() {
            super("more text than any form stands for", null, false, false);
        }
    }

    @Override
    public void grow(int written, long more) {
        if (written + more > LONGEST_TEXT) {
            throw new ExceededException();
        }
        spend(more);
    }

    /** Counts work that makes no output by itself. */
    void spend(long steps) {
        work -= steps;
        if (work < 0) {
            throw new ExceededException();
        }
    }
}
