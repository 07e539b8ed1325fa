package io.headroom.compress.pattern;

/**
 * What stands before a word in all lines of a pattern.
 *
 * @param kind how the lines agree
 * @param from the column up to which spaces are filled first ({@link Kind#START}, {@link Kind#END}), else 0
 * @param width the width of the spaces and the word together ({@link Kind#WIDTH}, {@link Kind#END}), else 0
 */
record Gap(Kind kind, int from, int width) {
    /** How the gaps of a column agree. */
    enum Kind {
        /** The same text. */
        SAME,
        /** The words start at the same column. */
        START,
        /** Spaces and word together are equally wide. */
        WIDTH,
        /** The words end at the same column. */
        END
    }
}
