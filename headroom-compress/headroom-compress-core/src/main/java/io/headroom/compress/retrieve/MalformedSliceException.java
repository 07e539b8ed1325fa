package io.headroom.compress.retrieve;

/** What was asked for cannot be read. The message says which word is wrong and what it should look like. */
public final class MalformedSliceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     *
     * @param field the word that is wrong, as {@link Slice#of(java.util.Map)} spells it
     * @param reason what is wrong with it
     */
    public MalformedSliceException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
    }

    /**
     * Which word is wrong.
     *
     * @return its name
     */
    public String field() {
        return field;
    }
}
