package io.headroom.api.host;

/**
 * How a command ended. Decide by {@code outcome} and {@code exitCode}; texts are localized.
 *
 * @param outcome how it ended
 * @param exitCode the exit code; -1 unless {@link Outcome#EXITED}
 * @param output what it wrote to its standard output, at most 1 MiB
 * @param error what it wrote to its standard error, at most 1 MiB
 */
public record CommandResult(Outcome outcome, int exitCode, String output, String error) {
    /** How a command ended. */
    public enum Outcome {
        /** It ended by itself. */
        EXITED,
        /** It was ended at its time limit. */
        TIMED_OUT,
        /** There is no such program, or it cannot be started. */
        NOT_STARTED
    }

    /**
     * Whether the command did what it was asked.
     *
     * @return whether it exited with 0
     */
    public boolean succeeded() {
        return outcome == Outcome.EXITED && exitCode == 0;
    }
}
