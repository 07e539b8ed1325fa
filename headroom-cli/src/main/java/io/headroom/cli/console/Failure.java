package io.headroom.cli.console;

/** Ends a command with one line for the user, which says what is wrong, why, and what to do. */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /** A failure that no other exception caused. */
    public Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** A failure with its cause, which users see with {@code HEADROOM_DEBUG=1} only. */
    public Failure(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** How the process ends. */
    public ExitCode code() {
        return code;
    }
}
