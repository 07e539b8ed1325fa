package io.headroom.api.change;

/** Thrown for a document that the program which owns it could not read. The message says what is wrong, without a full stop. */
public final class MalformedDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * Creates the exception.
     *
     * @param line the line, from 1 on
     * @param column the UTF-16 unit in the line, from 1 on
     * @param reason what is wrong there, such as {@code a comment}
     */
    public MalformedDocumentException(int line, int column, String reason) {
        super(reason);
        this.line = line;
        this.column = column;
    }

    /**
     * The line.
     *
     * @return from 1 on
     */
    public int line() {
        return line;
    }

    /**
     * The column.
     *
     * @return the UTF-16 unit in the line, from 1 on
     */
    public int column() {
        return column;
    }
}
