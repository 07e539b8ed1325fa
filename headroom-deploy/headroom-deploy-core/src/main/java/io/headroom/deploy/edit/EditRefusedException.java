package io.headroom.deploy.edit;

import java.util.OptionalInt;

/** Thrown when a document cannot be edited without guessing. Nothing was changed. */
public final class EditRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param line the line, from 1 on; 0 if the reason has no place
     * @param column the column in code points, from 1 on; 0 if the reason has no place
     * @param reason why, in words that fit behind a colon
     */
    public EditRefusedException(int line, int column, String reason) {
        super(line > 0 ? "line " + line + ", column " + column + ": " + reason : reason);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /**
     * The line.
     *
     * @return from 1 on; empty if the reason has no place
     */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /**
     * The column.
     *
     * @return in code points from 1 on; empty if the reason has no place
     */
    public OptionalInt column() {
        return line > 0 ? OptionalInt.of(column) : OptionalInt.empty();
    }

    /**
     * Why.
     *
     * @return words that fit behind a colon
     */
    public String reason() {
        return reason;
    }
}
