package io.headroom.deploy.journal;

/** Thrown when a change cannot be made. What was made before stays until the transaction is rolled back. */
public final class ChangeFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;

    /**
     * Creates the exception.
     *
     * @param id the change
     * @param message what failed, where and why, in one sentence
     * @param cause why, if something was thrown
     */
    public ChangeFailedException(String id, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.id = id;
    }

    /**
     * Which change failed.
     *
     * @return the change's id
     */
    public String id() {
        return id;
    }
}
