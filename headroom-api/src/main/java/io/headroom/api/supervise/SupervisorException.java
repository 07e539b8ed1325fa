package io.headroom.api.supervise;

/** Thrown when a supervisor refuses or fails to start, stop or restart a service. */
public final class SupervisorException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed, why, and what the user can do
     */
    public SupervisorException(String message) {
        super(message);
    }
}
